import type { Account } from '../account';
import type { AccountId } from '../brand';
import { knows } from '../calendar';
import type { AccountEvent } from '../events';
import type { Channel, Policy } from '../policy';
import type { Circumstances } from '../rules/circumstances';
import { gate } from '../rules/gate';
import type { RuleId } from '../rules/ruleId';
import { byHandRung, intentNamed } from '../rungs';
import { channelOf } from '../stages/ladder';
import { dayOf, type Instant } from '../time';
import type { AdoptionPair } from './adoptionPair';

/** What became of a contact that fell due, or would have; `notPlanned`: the pack has no such rung in this stage. */
export type Outcome = Readonly<{
  is: 'made' | 'suppressed' | 'deferred' | 'notPlanned';
  channel: Channel;
  rule: RuleId | null;
  until: Instant | null;
}>;

/** A contact of the journal that the other pack would have answered differently. */
export type ContactChange = Readonly<{
  kind: 'contact';
  accountId: AccountId;
  version: number;
  at: Instant;
  rung: string;
  was: Outcome;
  wouldBe: Outcome;
}>;

/**
 * `notReproduced`: the pack that the account follows now answers otherwise than the journal says, because another pack or build
 * decided then; `outsideCalendar`: the other pack's calendar does not know that day. Neither tells what the change would do.
 */
export type Compared = ContactChange | 'same' | 'notReproduced' | 'outsideCalendar';

type Ruled = Readonly<{ name: string; recorded: Outcome }>;

/** The contact that an event says was made or not made, if it says so. */
export function ruledContact(event: AccountEvent): Ruled | undefined {
  if (event.type === 'ContactReserved') return { name: event.rung, recorded: made(event.channel) };
  if (event.type === 'LetterIssued') {
    return { name: event.byHand === null ? event.rung : byHandRung(event.byHand), recorded: made('letter') };
  }
  if (event.type !== 'ContactSuppressed' && event.type !== 'ContactDeferred') return undefined;
  const { rung, channel, rule } = event;
  if (event.type === 'ContactSuppressed')
    return { name: rung, recorded: { is: 'suppressed', channel, rule, until: null } };
  return { name: rung, recorded: { is: 'deferred', channel, rule, until: event.until } };
}

const made = (channel: Channel): Outcome => ({ is: 'made', channel, rule: null, until: null });

/** A contact of the journal, asked again under the other pack: `account` and `seen` are those of the moment before it. */
export function compareContact(
  account: Account,
  { event, version }: Readonly<{ event: AccountEvent; version: number }>,
  seen: Circumstances,
  { from, to, toBefore }: AdoptionPair,
): Compared | undefined {
  const contact = ruledContact(event);
  if (!contact) return undefined;
  const { at } = event;
  const { name, recorded } = contact;
  if (!to.policy.contactOnHolidays && !knows(to.policy.calendar, dayOf(at, account.timeZone))) return 'outsideCalendar';
  if (!isSame(outcomeUnder(from.policy, account, contact, seen, at), recorded)) return 'notReproduced';
  const wouldBe = outcomeUnder(toBefore, account, contact, seen, at);
  if (isSame(wouldBe, recorded)) return 'same';
  return { kind: 'contact', accountId: account.id, version, at, rung: name, was: recorded, wouldBe };
}

function outcomeUnder(policy: Policy, account: Account, contact: Ruled, seen: Circumstances, now: Instant): Outcome {
  const intent = intentNamed(account, policy, contact.name);
  if (!intent) return { ...made(contact.recorded.channel), is: 'notPlanned' };
  const channel = channelOf(account, intent.rung);
  const verdict = gate({ account, policy, intent, channel, seen, now });
  if (verdict.allowed) return made(channel);
  const { rule, until } = verdict;
  return { is: until === null ? 'suppressed' : 'deferred', channel, rule, until };
}

const isSame = (a: Outcome, b: Outcome): boolean =>
  a.is === b.is && a.until === b.until && (a.is !== 'made' || a.channel === b.channel);
