import type { CallResult, Count } from '../events';
import type { Cap } from '../policy';
import { addDays, dayOf, DAY_MS, later, plus, startOfDay, type Day, type Instant } from '../time';
import type { CountedContact } from './circumstances';
import type { Question, Ruling } from './ruling';

/** One limit: how many contacts count against it now, how many it allows, and when it has room again. */
type Limit = Count & Readonly<{ hasRoomAt: Instant }>;

/** FREQUENCY: per debtor, not per account: in total and per channel, a local day and seven days that roll. */
export function frequency(question: Question): Ruling {
  const full = limitsOn(question).filter(({ counted, allowed }) => counted >= allowed);
  if (full.length === 0) return 'allowed';
  if (full.some(({ allowed }) => allowed === 0)) return 'forbidden';
  return { notBefore: full.map(({ hasRoomAt }) => hasRoomAt).reduce(later) };
}

export const countsOf = (question: Question): readonly Count[] =>
  limitsOn(question).map(({ what, counted, allowed }) => ({ what, counted, allowed }));

function limitsOn(question: Question): readonly Limit[] {
  const { policy, channel, seen } = question;
  const outbound = seen.contacts.filter((contact) => !contact.isInbound);
  const onChannel = outbound.filter((contact) => contact.channel === channel);
  return [
    ...capOn(question, 'contacts', outbound, policy.caps.total),
    ...capOn(question, channel, onChannel, policy.caps.channels[channel]),
    ...(channel === 'call' ? callLimits(question, onChannel) : []),
  ];
}

function capOn(question: Question, what: string, contacts: readonly CountedContact[], cap: Cap): readonly Limit[] {
  const { now } = question;
  const inWeek = contacts.filter(({ at }) => at > now - 7 * DAY_MS);
  return [
    inDay(question, `${what} today`, inWeek, cap.perDay),
    {
      what: `${what} in 7 days`,
      counted: inWeek.length,
      allowed: cap.perWeek,
      hasRoomAt: weekHasRoomAt(inWeek, cap.perWeek) ?? now,
    },
  ];
}

/** The moment at which enough of the week's contacts are seven days old. */
function weekHasRoomAt(contacts: readonly CountedContact[], perWeek: number): Instant | undefined {
  const oldestFirst = contacts.map(({ at }) => at).sort((a, b) => a - b);
  const freeing = oldestFirst[contacts.length - perWeek];
  return freeing === undefined ? undefined : plus(freeing, 7 * DAY_MS);
}

/** A call without a result yet may still turn out to be either: an unanswered try and a conversation. */
const isConversation = ({ result }: CountedContact): boolean => result === 'rightParty' || result === null;
const UNANSWERED: readonly (CallResult | null)[] = ['noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService', null];
const isUnanswered = ({ result }: CountedContact): boolean => UNANSWERED.includes(result);
/** Busy signals and numbers out of service are no calls (12 CFR 1006.14(b)(3), comment 14(b)(3)). */
const isCall = ({ result }: CountedContact): boolean => result !== 'busy' && result !== 'outOfService';

function callLimits(question: Question, calls: readonly CountedContact[]): readonly Limit[] {
  const { policy, contactPoint } = question;
  const { conversationsPerDay, unansweredPerDay, callsAboutDebt } = policy.caps;
  const limits: Limit[] = [];
  if (conversationsPerDay !== null) {
    limits.push(inDay(question, 'conversations today', calls.filter(isConversation), conversationsPerDay));
  }
  if (unansweredPerDay !== null) {
    const inVain = calls.filter((call) => isUnanswered(call) && call.contactPointId === contactPoint?.id);
    limits.push(inDay(question, 'unanswered calls to this number today', inVain, unansweredPerDay));
  }
  if (callsAboutDebt) limits.push(...aboutDebt(question, calls, callsAboutDebt));
  return limits;
}

/** Regulation F counts local days: seven calls in seven days about one debt, and a week of quiet from a conversation on. */
function aboutDebt(
  question: Question,
  calls: readonly CountedContact[],
  { most, inDays, quietDays }: { most: number; inDays: number; quietDays: number },
): readonly Limit[] {
  const { account, seen, now } = question;
  const today = dayOf(now, account.timeZone);
  const begins = startOfDay(addDays(today, 1 - inDays), account.timeZone);
  const ours = calls.filter((call) => call.accountId === account.id && isCall(call) && call.at >= begins);
  const freeing = ours.map(({ at }) => at).sort((a, b) => a - b)[ours.length - most];
  const spoken = [...calls, ...seen.contacts.filter((one) => one.isInbound)].filter(
    (one) => one.accountId === account.id && isConversation(one),
  );
  const last = spoken.map(({ at }) => dayOf(at, account.timeZone)).reduce<Day | ''>((a, b) => (a > b ? a : b), '');
  const quietUntil = last === '' ? now : startOfDay(addDays(last, quietDays), account.timeZone);
  return [
    {
      what: `calls about this debt in ${inDays} days`,
      counted: ours.length,
      allowed: most,
      hasRoomAt:
        freeing === undefined ? now : startOfDay(addDays(dayOf(freeing, account.timeZone), inDays), account.timeZone),
    },
    {
      what: `conversations about this debt in ${quietDays} days`,
      counted: quietUntil > now ? 1 : 0,
      allowed: 1,
      hasRoomAt: quietUntil,
    },
  ];
}

function inDay({ account, now }: Question, what: string, contacts: readonly CountedContact[], allowed: number): Limit {
  const today = dayOf(now, account.timeZone);
  const counted = contacts.filter(({ at }) => dayOf(at, account.timeZone) === today).length;
  return { what, counted, allowed, hasRoomAt: startOfDay(addDays(today, 1), account.timeZone) };
}
