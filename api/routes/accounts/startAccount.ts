import { z } from 'zod';
import type { PolicyHash } from '../../../domain/brand';
import { refusesToApply } from '../../../domain/policyApplies';
import { dayOf, type TimeZone } from '../../../domain/time';
import { line } from '../../../intake/fields';
import { overdueColumns as column, type OverdueRow } from '../../../intake/overdueRow';
import { handOverOf } from '../../../intake/sinks';
import { repaymentHistory } from '../../../storage/codecParts';
import { handOver } from '../../../storage/handOver';
import { policiesInForce, policyInForce } from '../../../storage/policies';
import type { Api, Parts } from '../../parts';
import { Problem, wrongField } from '../../problem';
import { factReply } from '../../reportFact';
import { noParams } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const addressLine = line.refine((text) => !text.includes('|'), 'must not hold |');

const fields = z.strictObject({
  policyId: z.string().min(1).max(100).describe('Which policy pack the account follows, such as tw-bank-card'),
  accountId: column.account_id,
  debtorId: column.debtor_id,
  product: column.product,
  currency: column.currency,
  principalMinor: column.principal_minor,
  interestMinor: column.interest_minor,
  feesMinor: column.fees_minor,
  arrearsMinor: column.arrears_minor.describe('What is overdue, at most the balance; minor units'),
  dueOn: column.due_on.describe('The oldest unpaid due date'),
  language: column.language,
  timeZone: column.time_zone.describe('IANA name: where the debtor lives'),
  name: column.name,
  nationalId: column.national_id,
  mobile: column.mobile,
  homePhone: column.home_phone,
  officePhone: column.office_phone,
  emergencyPhone: column.emergency_phone.describe("Somebody else's number, whom the debtor named [THIRD-PARTY]"),
  email: column.email,
  address: z.array(addressLine).min(1).max(8).optional(),
  overdueReason: column.overdue_reason,
  repaymentHistory: repaymentHistory.optional().describe('A code from -2 to 9 for each month, the newest first'),
  creditLimitMinor: column.credit_limit_minor,
  hasAssets: z.boolean().optional(),
});

/** What only the whole can tell; the same as for a row of the overdue file. */
const body = fields.superRefine((account, context) => {
  const say = (field: keyof typeof account, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  const balanceMinor = account.principalMinor + account.interestMinor + account.feesMinor;
  if (balanceMinor <= 0n) say('principalMinor', 'must be more than 0 together with interestMinor and feesMinor');
  else if (account.arrearsMinor > balanceMinor) say('arrearsMinor', 'must not be more than the balance');
  const { mobile, homePhone, officePhone, email, address } = account;
  if (mobile ?? homePhone ?? officePhone ?? email ?? address) return;
  say('mobile', 'this or one of email, address, homePhone, officePhone must be there');
});

export function startAccount(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'startAccount',
    url: '/accounts',
    tag: 'accounts',
    summary: 'Hand an overdue account over',
    description:
      'The fields of a row of the overdue file. The account begins to live within a second; see GET /accounts/:id.',
    params: noParams,
    body,
    replies: { 202: factReply },
    handle: async ({ body: { policyId, ...row } }) => {
      const { db, master, clock } = parts;
      const hash = await packFor(parts, policyId, row);
      const outcome = await db.transaction().execute(async (trx) => {
        const [posted] = await handOver(trx, master, hash, clock.now(), [handOverOf(row as OverdueRow)]);
        if (posted && posted.outcome !== 'conflict') return posted.outcome;
        throw new Problem(
          409,
          'knownWithOtherContents',
          'This account is known with other figures; nothing was changed.',
        );
      });
      return { status: 202, body: { outcome, matched: true } };
    },
  });
}

/** The version in force of the pack that is asked for; one that is not for this account says why. */
async function packFor(
  { db, collector, clock }: Parts,
  policyId: string,
  { product, currency, timeZone }: Pick<OverdueRow, 'product' | 'currency' | 'timeZone'>,
): Promise<PolicyHash> {
  const pack = await policyInForce(db, policyId);
  if (!pack) {
    const ids = (await policiesInForce(db)).map(({ policy }) => policy.id);
    throw wrongField('policyId', `must be one of ${ids.join(', ')}`);
  }
  const today = dayOf(clock.now(), timeZone as TimeZone);
  const refusal = refusesToApply(pack.policy, { collector, product, currency, today });
  if (refusal !== undefined) throw wrongField('policyId', refusal);
  return pack.hash;
}
