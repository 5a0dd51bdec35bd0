import { addDays, daysBetween, type Day } from './time';

/** The holidays of a place, for the days it knows; nothing is guessed about any other day. */
export type Calendar = Readonly<{
  id: string;
  version: string;
  /** The first day it knows, included. */
  knownFrom: Day;
  /** The last day it knows, included: the horizon. */
  knownThrough: Day;
  /** Public holidays and days off ordered instead of them, also on a Saturday or Sunday; in order, each once. */
  holidays: readonly Day[];
  /** Make-up workdays: Saturdays and Sundays on which people work; in order, each once. */
  workdays: readonly Day[];
}>;

/** Somebody asked about a day that the calendar does not know: an error for a person, never silently a workday. */
export class PastHorizon extends Error {
  constructor(
    calendar: Calendar,
    readonly day: Day,
  ) {
    super(
      `Calendar ${calendar.id} ${calendar.version} knows the days from ${calendar.knownFrom} through ` +
        `${calendar.knownThrough}, but not ${day}: adopt a policy pack whose calendar reaches that day`,
    );
    this.name = 'PastHorizon';
  }
}

export const knows = (calendar: Calendar, day: Day): boolean =>
  calendar.knownFrom <= day && day <= calendar.knownThrough;

/** A public holiday, or a day off ordered instead of one. */
export function isHoliday(calendar: Calendar, day: Day): boolean {
  if (!knows(calendar, day)) throw new PastHorizon(calendar, day);
  return stands(calendar.holidays, day);
}

/** A make-up workday, or a weekday that is no holiday. */
export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  if (isHoliday(calendar, day)) return false;
  return !isWeekend(day) || stands(calendar.workdays, day);
}

/** The `count`-th business day after `day`, which itself is not counted; with a count of 0 it is `day`, whatever day that is. */
export function addBusinessDays(calendar: Calendar, day: Day, count: number): Day {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`Not a count of business days: ${count}`);
  let reached = day;
  // Ends at the horizon at the latest, where isBusinessDay throws.
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    if (isBusinessDay(calendar, reached)) left -= 1;
  }
  return reached;
}

/** Days from `today` to the horizon: 0 on the last known day, negative past it. */
export const daysLeft = (calendar: Calendar, today: Day): number => daysBetween(today, calendar.knownThrough);

/** The earliest day that can be written happens to be a Saturday. */
const FIRST_SATURDAY = '0000-01-01' as Day;

export const isWeekend = (day: Day): boolean => daysBetween(FIRST_SATURDAY, day) % 7 < 2;

/** A binary search: it is asked at every turn of every account. */
function stands(days: readonly Day[], day: Day): boolean {
  let from = 0;
  let to = days.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (days[middle]! < day) from = middle + 1;
    else to = middle;
  }
  return days[from] === day;
}
