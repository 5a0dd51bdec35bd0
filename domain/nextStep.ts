import { holdOf, type Account, type OpenAttempt } from './account';
import { unreachable } from './brand';
import type { ClosedBecause } from './events';
import { totalOf } from './money';
import type { Policy } from './policy';
import type { RuleId } from './rules/ruleId';
import { disposal } from './stages/disposal';
import { earlyWarning } from './stages/earlyWarning';
import { legalRecourse } from './stages/legalRecourse';
import { negotiation } from './stages/negotiation';
import { reminder } from './stages/reminder';
import { close, perform, record, waitForNews, waitToPerform, waitUntil, type Action, type Step } from './step';
import { addDays, earlier, startOfDay, type Instant } from './time';

/** What should happen next, given everything that has happened and the time it is now. */
export function nextStep(account: Account, policy: Policy, now: Instant): Step {
  if (account.openAttempt) return finish(account, account.openAttempt, now);
  const unprinted = account.letters.find((letter) => letter.state === 'issued');
  if (unprinted) return perform({ type: 'issueLetter', rung: unprinted.rung, notAfter: now });

  const because = reasonToClose(account);
  if (because) return close(because, now);
  if (holdOf(account, 'fraud')) return waitForNews('the bank to decide about the fraud claim [FRAUD]');
  if (holdOf(account, 'dispute')) return waitForNews('the dispute to be resolved [DISPUTE]');
  if (account.promise) return awaitPromise(account, policy, now);

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

/** A decision made elsewhere ends the account first; then what was paid. In legal recourse the whole balance is due. */
function reasonToClose(account: Account): ClosedBecause | undefined {
  if (account.closing === 'fraudConfirmed') return 'fraudConfirmed';
  if (account.closing === 'debtNotOwed') return 'notOwed';
  if (account.closing === 'writeOffOrdered') return 'writtenOff';
  if (account.closing) return 'withdrawn';
  if (totalOf(account.balance) === 0n) return 'settled';
  if (account.arrearsMinor === 0n && account.stage !== 'legalRecourse') return 'cured';
  return undefined;
}

/** Which rule takes back a contact that was decided and surely not sent, because of what was heard since. */
export function withdrawnBy(account: Account): RuleId | undefined {
  if (reasonToClose(account)) return 'AMOUNT';
  if (holdOf(account, 'fraud')) return 'FRAUD';
  if (holdOf(account, 'dispute')) return 'DISPUTE';
  return account.promise ? 'PROMISE' : undefined;
}

/** A reserved contact is brought to its end before anything else: sent, given up, or asked after [AMOUNT]. */
function finish(account: Account, attempt: OpenAttempt, now: Instant): Step {
  const { attemptId, rung, channel, balanceMinor, notAfter, unavailable } = attempt;
  const action: Action = { type: 'contactDebtor', rung, channel, notAfter };
  if (!unavailable) return perform(action);

  const isOutdated = balanceMinor !== totalOf(account.balance);
  const rule = withdrawnBy(account) ?? (isOutdated ? 'AMOUNT' : undefined);
  if (rule) return record({ type: 'ContactWithdrawn', at: now, attemptId, rule });
  if (now >= notAfter) return record({ type: 'ContactMissed', at: now, rung, channel, attemptId, notAfter });
  if (now >= unavailable.retryAt) return perform(action);
  return waitToPerform(earlier(unavailable.retryAt, notAfter), action, `the ${channel} provider to come back`);
}

/** A promise holds the pressure until its day and some grace have passed; then it was kept or broken. */
function awaitPromise(account: Account, policy: Policy, now: Instant): Step {
  const { promiseId, amountMinor, promisedOn, paidMinor } = account.promise!;
  if (paidMinor >= amountMinor) return record({ type: 'PromiseKept', at: now, promiseId });
  const deadline = startOfDay(addDays(promisedOn, 1 + policy.promise.graceDays), account.timeZone);
  if (now >= deadline) return record({ type: 'PromiseBroken', at: now, promiseId, paidMinor });
  return waitUntil(deadline, `the payment promised for ${promisedOn}`);
}
