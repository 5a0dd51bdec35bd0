import type { Account } from './account';
import type { AttemptId } from './brand';
import type { AccountEvent, ContactPoint, Proof } from './events';
import { nextStep, withdrawnBy } from './nextStep';
import type { Policy, Rung } from './policy';
import { gate, type Circumstances, type Verdict } from './rules/gate';
import type { Action } from './step';
import { instant, MINUTE_MS, type Instant } from './time';

export type ContactAction = Extract<Action, { type: 'contactDebtor' | 'issueLetter' }>;

/** What the last look before an effect says: go ahead, or write down why not, or the matter is no longer due. */
export type LastLook =
  | Readonly<{ do: 'contact'; rung: Rung; contactPoint: ContactPoint; notAfter: Instant; proof: Proof }>
  | Readonly<{ do: 'record'; event: AccountEvent }>
  | Readonly<{ do: 'nothing' }>;

/** Asked under the lock on the debtor, with the facts of this minute: may the contact that was decided still be made? */
export function lastLook(
  account: Account,
  policy: Policy,
  action: ContactAction,
  seen: Circumstances,
  now: Instant,
): LastLook {
  const rung = rungNamed(account, policy, action.rung);
  if (!rung || account.closed || withdrawnBy(account)) return { do: 'nothing' };
  if (now >= action.notAfter) return missed(rung, action, now);

  const step = nextStep(account, policy, now);
  const isStillDue =
    step.do === 'perform' && step.action.type === action.type && step.action.notAfter === action.notAfter;
  if (!isStillDue || !('rung' in step.action) || step.action.rung !== rung.name) return { do: 'nothing' };
  return answerTo(gate(account, policy, rung.channel, seen, now), rung, now);
}

function answerTo(verdict: Verdict, rung: Rung, now: Instant): LastLook {
  if (verdict.allowed) return { do: 'contact', rung, ...verdict };
  const { rule, until, proof } = verdict;
  const refused = { at: now, rung: rung.name, channel: rung.channel, rule, proof };
  return {
    do: 'record',
    event: until ? { type: 'ContactDeferred', ...refused, until } : { type: 'ContactSuppressed', ...refused },
  };
}

function missed(rung: Rung, action: ContactAction, now: Instant): LastLook {
  const { notAfter } = action;
  return {
    do: 'record',
    event: { type: 'ContactMissed', at: now, rung: rung.name, channel: rung.channel, attemptId: null, notAfter },
  };
}

function rungNamed(account: Account, policy: Policy, name: string): Rung | undefined {
  if (account.stage === 'legalRecourse' || account.rungsDone.includes(name)) return undefined;
  return policy.stages[account.stage].ladder.find((rung) => rung.name === name);
}

/** An unavailable provider is asked again after 1, 2, 4 … minutes, at most an hour, or when it says so itself. */
export function retryAt(account: Account, now: Instant, retryAfterMs?: number): Instant {
  const times = account.openAttempt?.unavailable?.times ?? 0;
  const backoffMs = Math.min(60, 2 ** times) * MINUTE_MS;
  return instant(now + Math.max(backoffMs, retryAfterMs ?? 0));
}

/** Ids that the journal's own numbering makes unique: the same decision has the same id however often it is retried. */
export const attemptIdFor = (account: Account, version: number): AttemptId => `${account.id}-${version}` as AttemptId;
