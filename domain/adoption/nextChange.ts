import type { Account } from '../account';
import type { AccountId, PolicyHash } from '../brand';
import type { AccountEvent } from '../events';
import { evolve } from '../evolve';
import type { Policy, PolicyInForce } from '../policy';
import type { Circumstances } from '../rules/circumstances';
import { gate } from '../rules/gate';
import { intentNamed, isDone } from '../rungs';
import type { Action } from '../step';
import { later, type Instant } from '../time';
import { carryOn, type Turn } from '../turn';
import type { AdoptionPair } from './adoptionPair';

/** What an account does next, and when: null where it waits for news alone. */
export type Outlook = Readonly<{ at: Instant | null; does: string }>;
export type Movement = 'earlier' | 'later' | 'dateIsNew' | 'dateIsGone' | 'sameDate';

/** An account that goes on differently under the other pack; `atOnce` is what would be written down without waiting. */
export type NextChange = Readonly<{
  kind: 'next';
  accountId: AccountId;
  movement: Movement;
  was: Outlook;
  wouldBe: Outlook;
  atOnce: readonly string[];
}>;

/**
 * How the account goes on from here under each of the two packs. `seen` are the debtor's contacts by now: what fills a cap
 * already is foreseen, what others will use up until then is not. Nothing is written.
 */
export function compareNext(
  account: Account,
  { from, to }: AdoptionPair,
  seen: Circumstances,
  at: Instant,
): NextChange | 'same' {
  const now = later(at, account.lastEventAt);
  const old = goOn(account, from, now);
  const other = goOn(account, to, now);
  const was = outlookOf(old, from.policy, seen, now);
  const wouldBe = outlookOf(other, to.policy, seen, now);
  const atOnce = onlyIn(other, old);
  const movement = movementOf(was.at, wouldBe.at);
  if (movement === 'sameDate' && was.does === wouldBe.does && atOnce.length === 0) return 'same';
  return { kind: 'next', accountId: account.id, movement, was, wouldBe, atOnce };
}

function goOn(account: Account, { hash, policy }: PolicyInForce, now: Instant): Turn {
  return carryOn({ account: following(account, hash, now), recorded: [] }, () => policy, now);
}

/** As `PolicyAdopted` will change it. */
function following(account: Account, policyHash: PolicyHash, at: Instant): Account {
  if (account.policyHash === policyHash) return account;
  const instead = account.policyHash;
  return evolve(account, { type: 'PolicyAdopted', at, policyHash, instead, adoptionId: '', by: '' });
}

function outlookOf({ account, next }: Turn, policy: Policy, seen: Circumstances, now: Instant): Outlook {
  if (next.do === 'rest') return { at: null, does: 'is closed' };
  const at = next.do === 'perform' ? now : next.until;
  const action = next.do === 'perform' ? next.action : next.toDo;
  if (!action || at === null) return { at, does: next.do === 'wait' ? `waits for ${next.for}` : '' };
  const verdict = foreseen(account, policy, action, seen, at);
  if (!verdict || verdict.allowed) return { at, does: nameOf(action) };
  const { rule, until } = verdict;
  return until === null ? { at, does: `${nameOf(action)}, forbidden [${rule}]` } : { at: until, does: nameOf(action) };
}

/** What the last look will say to a contact, as far as is known by now; one that was begun is only brought to its end. */
function foreseen(account: Account, policy: Policy, action: Action, seen: Circumstances, now: Instant) {
  if (action.type === 'referToLegal' || account.openAttempt) return undefined;
  const intent = intentNamed(account, policy, action.rung);
  if (!intent || isDone(account, intent)) return undefined;
  const channel = action.type === 'issueLetter' ? 'letter' : action.channel;
  return gate({ account, policy, intent, channel, seen, now });
}

function nameOf(action: Action): string {
  if (action.type === 'referToLegal') return `referral ${action.referralId}`;
  return action.type === 'issueLetter' ? `${action.rung} by letter` : `${action.rung} by ${action.channel}`;
}

function movementOf(was: Instant | null, wouldBe: Instant | null): Movement {
  if (was === wouldBe) return 'sameDate';
  if (was === null) return 'dateIsNew';
  if (wouldBe === null) return 'dateIsGone';
  return wouldBe < was ? 'earlier' : 'later';
}

function onlyIn(other: Turn, old: Turn): readonly string[] {
  const known = old.recorded.map(({ event }) => wordsFor(event));
  return other.recorded.map(({ event }) => wordsFor(event)).filter((words) => !known.includes(words));
}

function wordsFor(event: AccountEvent): string {
  if (event.type === 'StageEntered') return `StageEntered ${event.stage}`;
  return event.type === 'Escalated' ? `Escalated ${event.kind}` : event.type;
}
