import { isSuspended, triedAgainAt, type Account, type OpenAttempt, type OpenMessage } from './account';
import { unreachable } from './brand';
import { PastHorizon } from './calendar';
import { reasonToClose, silencedBy, takenBackBy } from './outdated';
import type { Policy } from './policy';
import { byHandRung, intentNamed, messageRung } from './rungs';
import { disposal } from './stages/disposal';
import { earlyWarning } from './stages/earlyWarning';
import { awaitCalendar } from './stages/help';
import { climbAt, missedTooOften } from './stages/ladder';
import { legalRecourse } from './stages/legalRecourse';
import { negotiation } from './stages/negotiation';
import { notice } from './stages/notice';
import { reminder } from './stages/reminder';
import { dueEscalation, nextDeadline, suspension } from './stages/suspension';
import { close, perform, record, waitToPerform, waitUntil, type Action, type Step } from './step';
import { earlier, type Instant } from './time';

/** What should happen next, given everything that has happened and the time it is now. */
export function nextStep(account: Account, policy: Policy, now: Instant): Step {
  if (account.openAttempt) return finish(account, policy, account.openAttempt, now);
  // A letter that cannot be printed must not keep a person from being called.
  const late = account.closing ? undefined : dueEscalation(account, policy, now);
  if (late) return record(late);
  const unprinted = account.letters.find((letter) => letter.state === 'issued');
  if (unprinted) return perform({ type: 'issueLetter', rung: unprinted.rung, notAfter: now });

  const because = reasonToClose(account);
  if (because) return close(because, now);
  return wakeBy(nextDeadline(account, policy), within(policy, account, now));
}

/** A day beyond the calendar is nobody's guess: a person has to adopt a pack that knows it [HOLIDAY]. */
function within(policy: Policy, account: Account, now: Instant): Step {
  try {
    return withdrawMessage(account, policy, now) ?? suspension(account, policy, now) ?? collect(account, policy, now);
  } catch (error) {
    if (!(error instanceof PastHorizon)) throw error;
    return awaitCalendar(account, policy, now);
  }
}

/** Words that were meant for the day before a hold are not sent on the day after it; others are tried as often as a rung. */
function withdrawMessage(account: Account, policy: Policy, now: Instant): Step | undefined {
  const reject = ({ messageId }: OpenMessage, because: string): Step =>
    record({ type: 'MessageRejected', at: now, messageId, because, by: 'arrears' });
  const [first] = account.messages;
  if (first && isSuspended(account)) return reject(first, 'collectionWasSuspended');
  const { rungsMissed } = account;
  const unsent = account.messages.find(({ messageId }) => missedTooOften(rungsMissed, policy, messageRung(messageId)));
  return unsent && reject(unsent, 'itCouldNotBeSent');
}

function collect(account: Account, policy: Policy, now: Instant): Step {
  const first = notice(account, policy, now) ?? asked(account, policy, now);
  if (first) return first;
  switch (account.stage) {
    case 'earlyWarning':
      return earlyWarning(account, policy, now);
    case 'reminder':
      return reminder(account, policy, now);
    case 'negotiation':
      return negotiation(account, policy, now);
    case 'disposal':
      return disposal(account, policy, now);
    case 'legalRecourse':
      return legalRecourse(account, policy);
    default:
      return unreachable(account.stage);
  }
}

/** What people asked for themselves comes before the ladder: a collector's message, a letter for a visit. */
function asked(account: Account, policy: Policy, now: Instant): Step | undefined {
  const message = account.messages.find(({ isHeld }) => !isHeld);
  const request = account.letterRequests[0];
  const name = message ? messageRung(message.messageId) : request && byHandRung(request.requestId);
  const intent = name === undefined ? undefined : intentNamed(account, policy, name);
  return intent && name !== undefined ? climbAt(account, policy, { ...intent.rung, name }, now, now) : undefined;
}

/** A deadline that calls for a person is not slept through. */
function wakeBy(deadline: Instant | null, step: Step): Step {
  if (deadline === null || step.do !== 'wait') return step;
  if (step.until !== null && step.until <= deadline) return step;
  return waitUntil(deadline, step.for);
}

/** A reserved contact is brought to its end before anything else: sent, given up, or asked after [AMOUNT]. */
function finish(account: Account, policy: Policy, attempt: OpenAttempt, now: Instant): Step {
  const { attemptId, rung, purpose, channel, notAfter } = attempt;
  const action: Action = { type: 'contactDebtor', rung, channel, notAfter };
  const retryAt = triedAgainAt(attempt);
  // A call may be under way, or lost: nobody gives up, or takes back, what the debtor may have in hand [RECORD].
  if (retryAt === null) return perform(action);

  const takenBack = takenBackBy(account, policy, attempt);
  if (takenBack) return record({ type: 'ContactWithdrawn', at: now, attemptId, rule: takenBack });
  if (now >= notAfter) return record({ type: 'ContactMissed', at: now, rung, purpose, channel, attemptId, notAfter });
  const silenced = silencedBy(account, policy, now);
  if (silenced) return record({ type: 'ContactWithdrawn', at: now, attemptId, rule: silenced });
  if (now >= retryAt) return perform(action);
  return waitToPerform(earlier(retryAt, notAfter), action, `the ${channel} provider to come back`);
}
