import { timesAway, type Account } from './account';
import type { AttemptId } from './brand';
import type { AccountEvent, ContactPoint, Proof } from './events';
import { nextStep } from './nextStep';
import { withdrawnBy } from './outdated';
import type { Channel, Policy } from './policy';
import type { Circumstances } from './rules/circumstances';
import { gate, type Verdict } from './rules/gate';
import { intentNamed, isDone, type Intent } from './rungs';
import type { Action } from './step';
import { instant, MINUTE_MS, type Instant } from './time';

export type ContactAction = Extract<Action, { type: 'contactDebtor' | 'issueLetter' }>;

/** A contact that may be made now: what for, with whom, with which template, until when, and the proof that it may. */
export type Go = Readonly<{
  do: 'contact';
  intent: Intent;
  contactPoint: ContactPoint;
  script: string;
  notAfter: Instant;
  proof: Proof;
}>;
/** What the last look before an effect says: go ahead, or write down why not, or the matter is no longer due. */
export type LastLook = Go | Readonly<{ do: 'record'; event: AccountEvent }> | Readonly<{ do: 'nothing' }>;

/** Asked under the lock on the debtor, with the facts of this minute: may the contact that was decided still be made? */
export function lastLook(
  account: Account,
  policy: Policy,
  action: ContactAction,
  seen: Circumstances,
  now: Instant,
): LastLook {
  const intent = intentNamed(account, policy, action.rung);
  if (!intent || isDone(account, intent) || account.closed || withdrawnBy(account, intent.purpose))
    return { do: 'nothing' };
  const channel = action.type === 'issueLetter' ? 'letter' : action.channel;
  if (now >= action.notAfter) return missed(intent, channel, action, now);
  if (!isStillDue(nextStep(account, policy, now), action)) return { do: 'nothing' };
  return answerTo(gate({ account, policy, intent, channel, seen, now }), intent, channel, now);
}

function isStillDue(step: ReturnType<typeof nextStep>, action: ContactAction): boolean {
  if (step.do !== 'perform' || step.action.type !== action.type) return false;
  if (step.action.notAfter !== action.notAfter || step.action.rung !== action.rung) return false;
  return (
    action.type === 'issueLetter' || (step.action.type === 'contactDebtor' && step.action.channel === action.channel)
  );
}

function answerTo(verdict: Verdict, intent: Intent, channel: Channel, now: Instant): LastLook {
  if (verdict.allowed) return { do: 'contact', intent, ...verdict };
  const { rule, until, proof } = verdict;
  const refused = { at: now, rung: intent.name, purpose: intent.purpose, channel, rule, proof };
  return {
    do: 'record',
    event: until ? { type: 'ContactDeferred', ...refused, until } : { type: 'ContactSuppressed', ...refused },
  };
}

function missed({ name, purpose }: Intent, channel: Channel, { notAfter }: ContactAction, now: Instant): LastLook {
  const planned = { rung: name, purpose, channel };
  return { do: 'record', event: { type: 'ContactMissed', at: now, ...planned, attemptId: null, notAfter } };
}

const ASKS_LATER_MAX_MS = 24 * 60 * MINUTE_MS;

/** An unavailable provider is asked again after 1, 2, 4 … minutes, at most an hour, or when it says so itself, at most a day later. */
export function retryAt(account: Account, now: Instant, retryAfterMs?: number): Instant {
  const backoffMs = Math.min(60, 2 ** timesAway(account.openAttempt)) * MINUTE_MS;
  return instant(now + Math.max(backoffMs, Math.min(retryAfterMs ?? 0, ASKS_LATER_MAX_MS)));
}

/** Ids that the journal's own numbering makes unique: the same decision has the same id however often it is retried. */
export const attemptIdFor = (account: Account, version: number): AttemptId => `${account.id}-${version}` as AttemptId;
