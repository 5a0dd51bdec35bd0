import moment from 'moment-timezone';

/** From `fromMinute` (included) to `toMinute` (not included) after local midnight. */
export type Hours = Readonly<{ fromMinute: number; toMinute: number }>;
/** From `opensAt` (included) to `closesAt` (not included). */
export type Interval = Readonly<{ opensAt: number; closesAt: number }>;
/** Days are texts, `2026-03-01`; those that a calendar does not know are nobody's guess. */
export type Calendar = Readonly<{
  knownFrom: string;
  knownThrough: string;
  holidays: ReadonlySet<string>;
  workdays: ReadonlySet<string>;
}>;

const DAY = 'YYYY-MM-DD';
export const DAY_MS = 86_400_000;

export const isZone = (zone: string): boolean => moment.tz.zone(zone) !== null;
export const dayOf = (at: number, zone: string): string => moment.tz(at, zone).format(DAY);
export const plusDays = (day: string, days: number): string => moment.utc(day, DAY).add(days, 'days').format(DAY);
export const told = (at: number, zone: string): string => moment.tz(at, zone).format(`${DAY} HH:mm:ss`);
export const clock = (minute: number): string =>
  moment.utc(minute * 60_000).format(minute < 1440 ? 'HH:mm' : '[24:00]');
export const hoursTold = (all: readonly Hours[]): string =>
  all.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`).join(', ');

/** By the wall clock, whatever daylight saving has done to the day. */
export function isWithin(at: number, hours: readonly Hours[], zone: string): boolean {
  const local = moment.tz(at, zone);
  const minute = local.hours() * 60 + local.minutes();
  return hours.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
}

export const isDuring = (at: number, { opensAt, closesAt }: Interval): boolean => opensAt <= at && at < closesAt;

export const knows = ({ knownFrom, knownThrough }: Calendar, day: string): boolean =>
  knownFrom <= day && day <= knownThrough;

/** The `count`-th business day after a day. A day that the calendar does not know counts as one: too early, never too late. */
export function businessDayAfter(calendar: Calendar, day: string, count: number): string {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = plusDays(reached, 1);
    if (isBusinessDay(calendar, reached)) left -= 1;
  }
  return reached;
}

function isBusinessDay(calendar: Calendar, day: string): boolean {
  if (!knows(calendar, day) || calendar.workdays.has(day)) return true;
  return !calendar.holidays.has(day) && moment.utc(day, DAY).isoWeekday() <= 5;
}
