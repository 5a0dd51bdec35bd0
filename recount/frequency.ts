import { DAY_MS, dayOf, plusDays } from './localTime';
import type { Pack } from './pack';
import { keptUnless, type Verdict } from './rules';

/** A contact or call of the debtor as it ended; changed in place while its journal is read. */
export type Made = {
  readonly accountId: string;
  readonly version: number;
  readonly at: number;
  readonly zone: string;
  readonly channel: string;
  readonly contactPointId: string | null;
  readonly notAfter: number | null;
  /** The pack of the row; nothing is asked where it is not kept, or where the debtor called. */
  readonly pack: Pack | undefined;
  readonly isInbound: boolean;
  /** Not taken back before it was made. */
  isCounted: boolean;
  result: string | null;
  /** A call to the provider may have been made, and nobody has said yet how it ended. */
  isUnderWay: boolean;
};
type Limit = Readonly<{ what: string; counted: number; allowed: number }>;

const IN_VAIN: readonly (string | null)[] = ['noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService'];
const isConversation = ({ result }: Made): boolean => result === 'rightParty';
const isInVain = ({ result }: Made): boolean => IN_VAIN.includes(result);
/** Busy signals and numbers out of service are no calls (12 CFR 1006.14(b)(3)). */
const isCall = ({ channel, result }: Made): boolean =>
  channel === 'call' && result !== 'busy' && result !== 'outOfService';

/** Holds one contact of a debtor, the last of `made`, against the caps of its pack, with the results that were known in the end. */
export function frequency(made: readonly Made[]): Verdict {
  const own = made.at(-1);
  if (!own?.pack || own.isInbound || !own.isCounted) return 'notAsked';
  const counted = made.filter(({ isCounted, isInbound }) => isCounted && !isInbound);
  const exceeded = [
    ...capsOn(own, own.pack, counted),
    ...callsToday(own, own.pack, counted),
    ...aboutDebt(own, own.pack, counted),
  ].find((limit) => limit.counted > limit.allowed);
  if (exceeded) return { says: `${exceeded.counted} ${exceeded.what}, where ${exceeded.allowed} are allowed` };
  return quiet(own, own.pack, made);
}

const onDayOf = (own: Made, all: readonly Made[]): readonly Made[] => {
  const today = dayOf(own.at, own.zone);
  return all.filter(({ at }) => own.at - at < 2 * DAY_MS && dayOf(at, own.zone) === today);
};

function capsOn(own: Made, { caps }: Pack, counted: readonly Made[]): readonly Limit[] {
  const inWeek = counted.filter(({ at }) => at > own.at - 7 * DAY_MS);
  const today = onDayOf(own, inWeek);
  const channel = own.channel as keyof typeof caps.channels;
  const same = (all: readonly Made[]): number => all.filter((one) => one.channel === channel).length;
  const cap = caps.channels[channel];
  return [
    { what: 'contacts in a day', counted: today.length, allowed: caps.total.perDay },
    { what: 'contacts in 7 days', counted: inWeek.length, allowed: caps.total.perWeek },
    { what: `${channel} contacts in a day`, counted: same(today), allowed: cap.perDay },
    { what: `${channel} contacts in 7 days`, counted: same(inWeek), allowed: cap.perWeek },
  ];
}

function callsToday(own: Made, { caps }: Pack, counted: readonly Made[]): readonly Limit[] {
  const { conversationsPerDay, unansweredPerDay } = caps;
  const today = onDayOf(own, counted).filter(({ channel }) => channel === 'call');
  const limits: Limit[] = [];
  if (conversationsPerDay !== null && own.channel === 'call' && isConversation(own)) {
    const spoken = today.filter(isConversation).length;
    limits.push({ what: 'conversations in a day', counted: spoken, allowed: conversationsPerDay });
  }
  if (unansweredPerDay !== null && own.channel === 'call' && isInVain(own)) {
    const inVain = today.filter((call) => isInVain(call) && call.contactPointId === own.contactPointId).length;
    limits.push({ what: 'calls in vain to one number in a day', counted: inVain, allowed: unansweredPerDay });
  }
  return limits;
}

/** Of so many local days and a little more: what is older is not even asked for its day. */
const aboutSameDebt = (own: Made, all: readonly Made[], days: number): readonly Made[] =>
  all.filter(({ accountId, at }) => accountId === own.accountId && at > own.at - (days + 2) * DAY_MS);

/** Local days, the day of the call included. */
function aboutDebt(own: Made, { caps }: Pack, counted: readonly Made[]): readonly Limit[] {
  if (!caps.callsAboutDebt || !isCall(own)) return [];
  const { most, inDays } = caps.callsAboutDebt;
  const from = plusDays(dayOf(own.at, own.zone), 1 - inDays);
  const calls = aboutSameDebt(own, counted, inDays).filter((one) => isCall(one) && dayOf(one.at, own.zone) >= from);
  return [{ what: `calls about one debt in ${inDays} days`, counted: calls.length, allowed: most }];
}

/** After a conversation about a debt, whoever began it, nobody calls about it; the day of the conversation is the first. */
function quiet(own: Made, { caps }: Pack, made: readonly Made[]): Verdict {
  if (!caps.callsAboutDebt || !isCall(own)) return 'kept';
  const { quietDays } = caps.callsAboutDebt;
  const today = dayOf(own.at, own.zone);
  const before = aboutSameDebt(own, made.slice(0, -1), quietDays);
  const broken = before.find((one) => isConversation(one) && today < plusDays(dayOf(one.at, own.zone), quietDays));
  return keptUnless(
    broken !== undefined,
    `a call within ${quietDays} days of a conversation about the debt on ${broken && dayOf(broken.at, own.zone)}`,
  );
}
