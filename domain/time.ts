import moment from 'moment-timezone';
import type { Brand } from './brand';

/** Milliseconds since 1970, UTC. Time always arrives as an argument; the domain has no clock. */
export type Instant = Brand<number, 'Instant'>;
/** A calendar day somewhere, `2026-03-01`; which moment it begins at depends on the zone. */
export type Day = Brand<string, 'Day'>;
export type TimeZone = Brand<string, 'TimeZone'>;
/** From `from` (included) to `to` (not included), minutes after local midnight. */
export type Hours = Readonly<{ fromMinute: number; toMinute: number }>;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const instant = (ms: number): Instant => ms as Instant;
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const plus = (at: Instant, ms: number): Instant => instant(at + ms);

/** Far more days, and far more zones, than lives ever ask for. */
const REMEMBERED_MAX = 50_000;

/** The same few thousand answers are asked for at every turn of every account. */
function remembering<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const found = find(key);
    known.set(key, found);
    return found;
  };
}

/** Days since 1970. */
const numberOf = remembering((day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS);
const dayNumbered = remembering((number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10) as Day);

export const addDays = (day: Day, days: number): Day => dayNumbered(numberOf(day) + days);

/** The same day of a later month, or the month's last day where it has none such. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10) as Day;
}

export const daysBetween = (from: Day, to: Day): number => Math.round(numberOf(to) - numberOf(from));

/** Zone rules come with the pinned moment-timezone package, so every Node build gives the same answer. */
const rulesOf = remembering((zone: TimeZone): moment.MomentZone => {
  const rules = moment.tz.zone(zone);
  if (!rules) throw new Error(`Unknown time zone: ${zone}`);
  return rules;
});

const offsetMs = (at: number, zone: TimeZone): number => -rulesOf(zone).utcOffset(at) * MINUTE_MS;

/**
 * The moment at which a local wall clock shows this day and minute: the first of two such moments, and where daylight
 * saving leaves it out, as long after the gap's begin as the clock would have shown.
 */
export function momentOf(day: Day, minute: number, zone: TimeZone): Instant {
  const wall = numberOf(day) * DAY_MS + minute * MINUTE_MS;
  return instant(wall + rulesOf(zone).parse(wall) * MINUTE_MS);
}

export const startOfDay = (day: Day, zone: TimeZone): Instant => momentOf(day, 0, zone);

export const dayOf = (at: Instant, zone: TimeZone): Day => dayNumbered(Math.floor((at + offsetMs(at, zone)) / DAY_MS));
