import type { Account } from '../account';
import { perform, waitForNews, type Step } from '../step';

/** Hand the case to the law firm, then wait for what the court and the debtor do. */
export function legalRecourse(account: Account): Step {
  if (account.referral?.state === 'approved') {
    return perform({ type: 'referToLegal', referralId: account.referral.referralId });
  }
  const latest = account.legalOutcomes.at(-1);
  return waitForNews(latest ? `the next step of the court after ${latest}` : 'the law firm');
}
