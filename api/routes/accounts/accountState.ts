import { z } from 'zod';
import type { Account } from '../../../domain/account';
import { bucketOf, daysPastDue } from '../../../domain/bucket';
import { totalOf } from '../../../domain/money';
import type { Instant } from '../../../domain/time';
import { amount, balance, day, iso, moment, momentOrNull } from '../../schemas';
import { holdState, holdStateOf } from './holdState';
import { openMatters, openMattersOf } from './openMatters';
import { wishes, wishesOf } from './wishes';

export const accountState = z.object({
  product: z.string(),
  jurisdiction: z.string(),
  language: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  balance,
  totalMinor: amount,
  arrearsMinor: amount,
  dueOn: day,
  daysPastDue: z.number().int(),
  bucket: z.string(),
  stage: z.string(),
  segment: z.object({ risk: z.string(), behaviour: z.string(), size: z.string() }),
  ...wishes,
  holds: z.array(holdState).describe('Why the debtor is left alone'),
  ...openMatters,
  fraudClaim: z.object({ claimId: z.string(), statementAt: moment.nullable() }).nullable(),
  letters: z.array(z.object({ registerNumber: z.string(), rung: z.string(), purpose: z.string(), state: z.string() })),
  referral: z.object({ referralId: z.string(), state: z.string(), at: moment }).nullable(),
  legalOutcomes: z.array(z.string()),
  contactsSent: z.number().int(),
  openedAt: moment,
  lastEventAt: moment,
  closed: z.object({ because: z.string(), at: moment }).nullable(),
});

/** What an account is, in JSON: amounts and moments as strings, days past due as of `now`. */
export function accountStateOf(account: Account, now: Instant): z.output<typeof accountState> {
  const { fees, interest, principal } = account.balance;
  const { fraud, referral, closed } = account;
  return {
    product: account.product,
    jurisdiction: account.jurisdiction,
    language: account.language,
    timeZone: account.timeZone,
    currency: account.currency,
    balance: { fees: String(fees), interest: String(interest), principal: String(principal) },
    totalMinor: String(totalOf(account.balance)),
    arrearsMinor: String(account.arrearsMinor),
    dueOn: account.dueOn,
    daysPastDue: daysPastDue(account, now),
    bucket: bucketOf(account, now),
    stage: account.stage,
    segment: account.segment,
    ...wishesOf(account),
    holds: account.holds.map(holdStateOf),
    ...openMattersOf(account),
    fraudClaim: fraud && { claimId: fraud.claimId, statementAt: momentOrNull(fraud.statementAt) },
    letters: account.letters.map(({ registerNumber, rung, purpose, state }) => ({
      registerNumber,
      rung,
      purpose,
      state,
    })),
    referral: referral && { ...referral, at: iso(referral.at) },
    legalOutcomes: [...account.legalOutcomes],
    contactsSent: account.contactsSent,
    openedAt: iso(account.openedAt),
    lastEventAt: iso(account.lastEventAt),
    closed: closed && { because: closed.because, at: iso(closed.at) },
  };
}
