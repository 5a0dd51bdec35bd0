import type { Account, Letter, OpenAttempt } from './account';
import type { ClosedBecause, Purpose } from './events';
import { totalOf } from './money';
import type { Channel, Policy } from './policy';
import { heldBy, termsForbid } from './rules/holds';
import type { RuleId } from './rules/ruleId';
import { isOpen, nextLawfulWindow, ruleOfSilence } from './rules/windows';
import { givenNotice } from './stages/notice';
import type { Instant } from './time';

/** A decision made elsewhere ends the account first; then what was paid. In legal recourse the whole balance is due. */
export function reasonToClose(account: Account): ClosedBecause | undefined {
  if (account.closing === 'fraudConfirmed') return 'fraudConfirmed';
  if (account.closing === 'debtNotOwed') return 'notOwed';
  if (account.closing === 'writeOffOrdered') return 'writtenOff';
  if (account.closing) return 'withdrawn';
  if (totalOf(account.balance) === 0n) return 'settled';
  if (account.arrearsMinor === 0n && account.stage !== 'legalRecourse') return 'cured';
  return undefined;
}

/** Which rule takes back what was decided for this purpose, because of what was heard since. */
export function withdrawnBy(account: Account, purpose: Purpose): RuleId | undefined {
  return reasonToClose(account) ? 'AMOUNT' : heldBy(account, purpose);
}

/** Which rule takes back a contact that surely did not arrive, before it is made again. */
export const takenBackBy = (account: Account, policy: Policy, attempt: OpenAttempt): RuleId | undefined =>
  withdrawnBy(account, attempt.purpose) ?? changedSince(account, policy, attempt, attempt.channel);

/** Which rule takes back a letter that has not been printed [LETTER-CLOSED]. */
export function spoiledBy(account: Account, policy: Policy, letter: Letter): RuleId | undefined {
  if (reasonToClose(account)) return 'LETTER-CLOSED';
  return heldBy(account, letter.purpose) ?? changedSince(account, policy, letter, 'letter');
}

type Decided = Pick<OpenAttempt & Letter, 'purpose' | 'contactPointId' | 'balanceMinor'>;

/** All was right when it was decided: another balance, a wish, a wrong number or a notice that came back may have come since. */
function changedSince(account: Account, policy: Policy, decided: Decided, channel: Channel): RuleId | undefined {
  // The request for a statement names no amount.
  const namesAmount = decided.purpose !== 'fraudStatement';
  if (namesAmount && decided.balanceMinor !== totalOf(account.balance)) return 'AMOUNT';
  if (account.optedOut.includes(channel)) return 'CONSENT';
  if (termsForbid(account, channel)) return 'VULNERABLE';
  if (account.barredPoints.includes(decided.contactPointId)) return 'THIRD-PARTY';
  return decided.purpose !== 'notice' && policy.notice && !givenNotice(account) ? 'NOTICE' : undefined;
}

/** Which rule keeps the debtor's phone silent now, also where a wish, terms or another pack came after the decision. */
export function silencedBy(account: Account, policy: Policy, now: Instant): RuleId | undefined {
  const window = nextLawfulWindow(account, policy, now);
  return isOpen(window, now) ? undefined : ruleOfSilence(account, policy, now);
}
