import { z } from 'zod';
import { camelKeys } from './camelKeys';
import * as field from './fields';

const REPAYMENT_CODE = /^(-[12]|\d)$/;

const repaymentHistory = z
  .string()
  .transform((text) => text.split('|'))
  .pipe(
    z
      .array(z.string().regex(REPAYMENT_CODE, 'must be whole numbers from -2 to 9, newest first, separated by |'))
      .max(24, 'must have at most 24 months'),
  )
  .transform((codes) => codes.map(Number));

/** The columns of the overdue file, in the order in which the documentation lists them. */
export const overdueColumns = {
  account_id: field.accountId,
  debtor_id: field.debtorId,
  product: z.enum(['credit-card', 'instalment-loan'], 'must be credit-card or instalment-loan'),
  currency: field.currency,
  principal_minor: field.amountMinor,
  interest_minor: field.amountMinor,
  fees_minor: field.amountMinor,
  arrears_minor: field.positiveMinor,
  due_on: field.calendarDate,
  language: z.enum(['zh-TW', 'zh-CN', 'en'], 'must be one of zh-TW, zh-CN, en'),
  time_zone: field.timeZone,
  name: field.line,
  national_id: z
    .string()
    .regex(/^[A-Za-z0-9()-]{4,30}$/, 'must be 4 to 30 characters of A-Z a-z 0-9 ( ) -')
    .optional(),
  mobile: field.phone.optional(),
  home_phone: field.phone.optional(),
  office_phone: field.phone.optional(),
  /** Somebody else's number, whom the debtor named [THIRD-PARTY]. */
  emergency_phone: field.phone.optional(),
  email: field.email.optional(),
  address: field.lines.optional(),
  overdue_reason: z
    .enum(
      ['forgot', 'cashFlow', 'illness', 'unemployment', 'unwilling', 'disagrees', 'unknown'],
      'must be one of forgot, cashFlow, illness, unemployment, unwilling, disagrees, unknown',
    )
    .optional(),
  repayment_history: repaymentHistory.optional(),
  credit_limit_minor: field.amountMinor.optional(),
  has_assets: z
    .enum(['yes', 'no'], 'must be yes or no')
    .transform((answer) => answer === 'yes')
    .optional(),
};

const columns = z.strictObject(overdueColumns);
type Columns = z.output<typeof columns>;

/** What only the row as a whole can tell. */
function checkWhole(row: Columns, context: z.RefinementCtx<Columns>): void {
  const say = (column: keyof Columns, message: string) =>
    context.addIssue({ code: 'custom', path: [column], message, input: row[column] });
  const balanceMinor = row.principal_minor + row.interest_minor + row.fees_minor;
  if (balanceMinor <= 0n) say('principal_minor', 'must be more than 0 together with interest_minor and fees_minor');
  else if (row.arrears_minor > balanceMinor) say('arrears_minor', 'must not be more than the balance');
  if (row.mobile ?? row.email ?? row.address ?? row.home_phone ?? row.office_phone) return;
  say('mobile', 'this or one of email, address, home_phone, office_phone must be there');
}

/** One line of the overdue file, texts in, `OverdueRow` out. Amounts are minor units; the balance is principal + interest + fees. */
export const overdueRow = columns.superRefine(checkWhole).transform(camelKeys<Columns>);

export type OverdueRow = z.output<typeof overdueRow>;
