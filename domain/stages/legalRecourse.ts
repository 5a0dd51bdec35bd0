import type { Account } from '../account';
import type { Policy } from '../policy';
import { perform, waitForNews, type Step } from '../step';
import { deliveredDemand } from './disposal';

/** Hand the case to the law firm, then wait for what the court and the debtor do. */
export function legalRecourse(account: Account, policy: Policy): Step {
  if (account.referral?.state === 'approved') {
    if (!deliveredDemand(account, policy)) return waitForNews('a delivered demand letter: the post took back its word');
    return perform({ type: 'referToLegal', referralId: account.referral.referralId });
  }
  const latest = account.legalOutcomes.at(-1);
  return waitForNews(latest ? `the next step of the court after ${latest}` : 'the law firm');
}
