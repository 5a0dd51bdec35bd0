const DAY_MS = 86_400_000;

/** On this day of the rehearsal, counted from the start, the outside world tells its last. */
const LAST_DAY = 189;

/** Days are `YYYY-MM-DD`. The last day of a short month stands for the days that it lacks. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** The first day of a month of the data: 0 is April 2005, 5 is September 2005. */
export const monthStart = (startOn: string, month: number): string => addMonths(startOn, month);

/** The last day on which something is told. */
export const lastToldOn = (startOn: string): string => addDays(startOn, LAST_DAY);

const two = (value: number): string => String(value).padStart(2, '0');

/** A moment in Taiwan, which has had no summer time since 1979; minutes count from midnight. */
export function taipei(day: string, minutes: number): string {
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00+08:00`;
}
