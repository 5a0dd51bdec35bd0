import type { Account } from '../account';
import type { ContactPoint, ContactPointKind, Proof } from '../events';
import { totalOf } from '../money';
import type { Channel, Policy } from '../policy';
import { addDays, dayOf, DAY_MS, nextWindow, plus, startOfDay, windowOn, type Instant } from '../time';
import type { RuleId } from './ruleId';

/** A contact that counts towards the debtor's caps, whichever account it was about. */
export type CountedContact = Readonly<{ channel: Channel; at: Instant }>;

/** The debtor as seen under the lock: every contact of the last seven days, all accounts together. */
export type Circumstances = Readonly<{ contacts: readonly CountedContact[] }>;

export type Verdict =
  | Readonly<{ allowed: true; contactPoint: ContactPoint; notAfter: Instant; proof: Proof }>
  | Readonly<{ allowed: false; rule: RuleId; until: Instant | null; proof: Proof }>;

/** May this debtor be contacted on this channel in this moment? Later, or never, names the rule that says so. */
export function gate(account: Account, policy: Policy, channel: Channel, seen: Circumstances, now: Instant): Verdict {
  const count = countContacts(account, policy, channel, seen, now);
  const no = (rule: RuleId, until: Instant | null = null): Verdict => ({
    allowed: false,
    rule,
    until,
    proof: count.proof,
  });

  const contactPoint = contactPointFor(account, channel);
  if (!contactPoint) return no('REACHABLE');
  if (channel === 'letter' && totalOf(account.balance) <= policy.letter.floorMinor) return no('LETTER-MIN');

  const window = windowOn(now, policy.contactHours, account.timeZone);
  if (now < window.opens || now >= window.closes) {
    return no('HOURS', nextWindow(now, policy.contactHours, account.timeZone).opens);
  }
  if (count.isNever) return no('FREQUENCY');
  if (count.fullUntil) return no('FREQUENCY', count.fullUntil);
  return { allowed: true, contactPoint, notAfter: window.closes, proof: count.proof };
}

const KINDS: Readonly<Record<Channel, readonly ContactPointKind[]>> = {
  sms: ['mobile'],
  email: ['email'],
  call: ['office', 'mobile', 'home'],
  letter: ['address'],
};

function contactPointFor(account: Account, channel: Channel): ContactPoint | undefined {
  for (const kind of KINDS[channel]) {
    const point = account.contactPoints.find((candidate) => candidate.kind === kind);
    if (point) return point;
  }
  return undefined;
}

/** FREQUENCY: per channel and in total, per local day and in seven days that roll, whichever is stricter. */
function countContacts(account: Account, policy: Policy, channel: Channel, seen: Circumstances, now: Instant) {
  const today = dayOf(now, account.timeZone);
  const inWeek = seen.contacts.filter((contact) => contact.at > now - 7 * DAY_MS);
  const inToday = inWeek.filter((contact) => dayOf(contact.at, account.timeZone) === today);
  const sameChannel = (contact: CountedContact): boolean => contact.channel === channel;

  const { total, channels } = policy.caps;
  const isNever = [total, channels[channel]].some((cap) => cap.perDay === 0 || cap.perWeek === 0);
  const dayFull = inToday.length >= total.perDay || inToday.filter(sameChannel).length >= channels[channel].perDay;
  const weekFull =
    weekFullUntil(inWeek, total.perWeek) ?? weekFullUntil(inWeek.filter(sameChannel), channels[channel].perWeek);

  const proof: Proof = {
    hours: policy.contactHours,
    timeZone: account.timeZone,
    countedToday: inToday.length,
    countedInWeek: inWeek.length,
    allowedToday: total.perDay,
    allowedInWeek: total.perWeek,
  };
  const tomorrow = startOfDay(addDays(today, 1), account.timeZone);
  return { proof, isNever, fullUntil: weekFull ?? (dayFull ? tomorrow : undefined) };
}

/** When the week is full: the moment at which enough of its contacts are seven days old. */
function weekFullUntil(contacts: readonly CountedContact[], perWeek: number): Instant | undefined {
  if (contacts.length < perWeek) return undefined;
  const oldestFirst = contacts.map((contact) => contact.at).sort((a, b) => a - b);
  const freeing = oldestFirst[contacts.length - perWeek];
  return freeing === undefined ? undefined : plus(freeing, 7 * DAY_MS);
}
