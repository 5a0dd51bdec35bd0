import type { Account } from '../account';
import { isHoliday, knows } from '../calendar';
import type { Policy } from '../policy';
import { addDays, dayOf, earlier, later, momentOf, type Day, type Hours, type Instant, type TimeZone } from '../time';

/** From `opensAt` (included) to `closesAt` (not included). */
export type Window = Readonly<{ opensAt: Instant; closesAt: Instant }>;
/** Why there is no lawful window: the calendar ends before one opens, or none opens within two months. */
export type NoWindow = 'calendarEnds' | 'noLawfulHour';

const LOOK_AHEAD_DAYS = 60;

/** The window that is open at `from`, or the next one to open [HOURS, HOLIDAY]. */
export function nextLawfulWindow(account: Account, policy: Policy, from: Instant): Window | NoWindow {
  let day = dayOf(from, account.timeZone);
  const isUsual = hasUsualHours(account);
  for (let i = 0; i <= LOOK_AHEAD_DAYS; i++) {
    if (!policy.contactOnHolidays && !knows(policy.calendar, day)) return agreedAfter(account, from) ?? 'calendarEnds';
    const open = (isUsual ? usualWindowsOn : windowsOn)(account, policy, day).find(({ closesAt }) => closesAt > from);
    if (open) return open;
    day = addDays(day, 1);
  }
  return 'noLawfulHour';
}

/** Whether the window that was looked for from `now` on is open already. */
export const isOpen = (window: Window | NoWindow, now: Instant): boolean =>
  typeof window !== 'string' && window.opensAt <= now;

/** Without wishes, terms and agreed times an account has the hours of everybody in its zone. */
const hasUsualHours = ({ preferredHours, holds, agreedTimes }: Account): boolean =>
  preferredHours === null && holds.length === 0 && agreedTimes.length === 0;

/** Far more days of one zone than lives ever ask for. */
const REMEMBERED_MAX = 10_000;
const remembered = new WeakMap<Policy, Map<TimeZone, Map<Day, readonly Window[]>>>();

/** Most accounts ask for the same few days, at every turn: what a day is like under a pack is found once for each zone. */
function usualWindowsOn(account: Account, policy: Policy, day: Day): readonly Window[] {
  const ofPack = remembered.get(policy) ?? new Map<TimeZone, Map<Day, readonly Window[]>>();
  const ofZone = ofPack.get(account.timeZone) ?? new Map<Day, readonly Window[]>();
  const before = ofZone.get(day);
  if (before) return before;
  if (ofZone.size >= REMEMBERED_MAX) ofZone.clear();
  const windows = windowsOn(account, policy, day);
  remembered.set(policy, ofPack.set(account.timeZone, ofZone.set(day, windows)));
  return windows;
}

/** All times of one local day in which the debtor may be contacted, in order. */
function windowsOn(account: Account, policy: Policy, day: Day): readonly Window[] {
  const ordinary = isFree(policy, day) ? [] : hoursOf(account, policy).map((hours) => windowOf(account, day, hours));
  const agreed = isVulnerable(account) ? [] : agreedOn(account, day);
  // Daylight saving may leave out a begin, and so move it behind the end.
  return [...ordinary, ...agreed].filter((one) => one.opensAt < one.closesAt).sort((a, b) => a.opensAt - b.opensAt);
}

const isFree = (policy: Policy, day: Day): boolean => !policy.contactOnHolidays && isHoliday(policy.calendar, day);

const windowOf = ({ timeZone }: Account, day: Day, { fromMinute, toMinute }: Hours): Window => ({
  opensAt: momentOf(day, fromMinute, timeZone),
  closesAt: momentOf(day, toMinute, timeZone),
});

/** The pack's hours, as far as the debtor prefers them and the terms of a supervisor allow them [CONSENT, VULNERABLE]. */
function hoursOf(account: Account, policy: Policy): readonly Hours[] {
  const terms = account.holds.flatMap((hold) => hold.terms?.hours ?? []);
  // A supervisor's terms come before a wish.
  const wished = terms.length === 0 && account.preferredHours ? [account.preferredHours] : [];
  return [...terms, ...wished].reduce<readonly Hours[]>((left, within) => overlap(left, within), policy.contactHours);
}

export function overlap(hours: readonly Hours[], within: Hours): readonly Hours[] {
  return hours
    .map(({ fromMinute, toMinute }) => ({
      fromMinute: Math.max(fromMinute, within.fromMinute),
      toMinute: Math.min(toMinute, within.toMinute),
    }))
    .filter(({ fromMinute, toMinute }) => fromMinute < toMinute);
}

const isVulnerable = (account: Account): boolean => account.holds.some(({ kind }) => kind === 'vulnerability');

/** Exceptional times that the debtor agreed to, as far as they lie in this day. */
function agreedOn(account: Account, day: Day): readonly Window[] {
  if (account.agreedTimes.length === 0) return [];
  const begins = momentOf(day, 0, account.timeZone);
  const ends = momentOf(addDays(day, 1), 0, account.timeZone);
  return account.agreedTimes
    .filter(({ opensAt, closesAt }) => opensAt < ends && closesAt > begins)
    .map(({ opensAt, closesAt }) => ({ opensAt: later(opensAt, begins), closesAt: earlier(closesAt, ends) }));
}

/** What the debtor agreed to needs no calendar. */
function agreedAfter(account: Account, from: Instant): Window | undefined {
  if (isVulnerable(account)) return undefined;
  const [first] = account.agreedTimes
    .filter(({ closesAt }) => closesAt > from)
    .toSorted((a, b) => a.opensAt - b.opensAt);
  return first && { opensAt: first.opensAt, closesAt: first.closesAt };
}

/** Which rule keeps the debtor's phone silent at this moment, where none of the windows is open. */
export function ruleOfSilence(
  account: Account,
  policy: Policy,
  now: Instant,
): 'HOURS' | 'HOLIDAY' | 'CONSENT' | 'VULNERABLE' {
  const day = dayOf(now, account.timeZone);
  if (!policy.contactOnHolidays && (!knows(policy.calendar, day) || isHoliday(policy.calendar, day))) return 'HOLIDAY';
  const isWithin = policy.contactHours.some((hours) => {
    const { opensAt, closesAt } = windowOf(account, day, hours);
    return now >= opensAt && now < closesAt;
  });
  if (!isWithin) return 'HOURS';
  return isVulnerable(account) ? 'VULNERABLE' : 'CONSENT';
}
