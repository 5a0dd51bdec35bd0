import type { Account, FraudClaim } from '../account';
import type { Policy, Rung } from '../policy';
import { waitForNews, type Step } from '../step';
import { later, type Instant } from '../time';
import { daysAfter } from './agreements';
import { climbAt, isGivenUp } from './ladder';
import { givenNotice } from './notice';

/** The statement that the debtor did not apply is asked for and chased; then the bank decides, and nobody else [FRAUD]. */
export function fraudStatement(account: Account, policy: Policy, claim: FraudClaim, now: Instant): Step {
  if (claim.statementAt !== null) return waitForNews('the bank to decide about the fraud claim [FRAUD]');
  // Where the law asks for a notice of the debt first, nothing is written before it; a person has to speak to the debtor.
  if (policy.notice && !givenNotice(account)) return waitForNews('the statement of the fraud claim [FRAUD]');
  const rung = policy.fraud.ladder.find(
    (candidate) =>
      !claim.rungsDone.includes(candidate.name) && !isGivenUp(account, policy, candidate, claim.rungsMissed),
  );
  const hold = account.holds.find(({ kind }) => kind === 'fraud');
  if (!rung || !hold) return waitForNews('the statement of the fraud claim [FRAUD]');
  const planned = later(hold.since, daysAfter(account, hold.since, rung.afterDays));
  return climbAt(account, policy, rung, later(planned, spaced(account, policy, claim, rung)), now);
}

/** What another hold kept back comes as far from the request before it as the ladder says, and not in a burst. */
function spaced(account: Account, policy: Policy, { askedAt }: FraudClaim, rung: Rung): Instant {
  const before = policy.fraud.ladder[policy.fraud.ladder.indexOf(rung) - 1];
  if (askedAt === null || !before) return account.openedAt;
  return daysAfter(account, askedAt, rung.afterDays - before.afterDays);
}
