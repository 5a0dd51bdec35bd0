import { checkRow } from '../../intake/rowFormat';
import { overdueTexts, paymentTexts } from './sampleRows';

type Change = Readonly<Record<string, unknown>>;

const without = (values: Change): Change =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
const overdue = (change: Change = {}) => checkRow('overdue', without({ ...overdueTexts, ...change }));
const payment = (change: Change = {}) => checkRow('payment', without({ ...paymentTexts, ...change }));
const reason = (checked: object): string => ('reason' in checked ? String(checked.reason) : '(it was taken)');

test('a right overdue row is taken with amounts as bigint and absent fields left out', () => {
  expect(overdue()).toEqual({
    row: {
      accountId: 'A-1',
      debtorId: 'D-1',
      product: 'credit-card',
      currency: 'TWD',
      principalMinor: 100_000n,
      interestMinor: 2000n,
      feesMinor: 300n,
      arrearsMinor: 50_000n,
      dueOn: '2026-01-15',
      language: 'zh-TW',
      timeZone: 'Asia/Taipei',
      name: '測試 一',
      mobile: '+886900000001',
    },
  });
});

test('the optional fields are taken as lists, amounts and truth values', () => {
  const checked = overdue({
    national_id: 'A000000000',
    address: '台北市|測試路 1 號',
    repayment_history: '2|-1|-2|0|9',
    credit_limit_minor: '0',
    has_assets: 'no',
    overdue_reason: 'cashFlow',
    email: 'a@example.invalid',
    emergency_phone: '+886900000009',
  });
  expect(checked).toMatchObject({
    row: {
      nationalId: 'A000000000',
      address: ['台北市', '測試路 1 號'],
      repaymentHistory: [2, -1, -2, 0, 9],
      creditLimitMinor: 0n,
      hasAssets: false,
      overdueReason: 'cashFlow',
      emergencyPhone: '+886900000009',
    },
  });
});

test('a right payment row is taken with its moment in UTC', () => {
  expect(payment({ method: 'cash' })).toEqual({
    row: {
      paymentId: 'P-1',
      accountId: 'A-1',
      paidAt: '2026-02-01T02:00:00.000Z',
      amountMinor: 5000n,
      currency: 'TWD',
      method: 'cash',
    },
  });
});

test.each<[string, Change]>([
  ['an id of 40 characters', { account_id: 'x'.repeat(40) }],
  ['an amount of 15 digits', { principal_minor: '9'.repeat(15) }],
  ['arrears as high as the balance', { arrears_minor: '102300' }],
  ['a balance of one minor unit', { principal_minor: '0', interest_minor: '0', fees_minor: '1', arrears_minor: '1' }],
  ['the leap day of a leap year', { due_on: '2028-02-29' }],
  ['an address as the only contact', { mobile: undefined, address: '測試路' }],
  ['an office phone as the only contact', { mobile: undefined, office_phone: '+8864000000' }],
  ['24 months of history', { repayment_history: Array(24).fill('0').join('|') }],
  ['digits that fail the Luhn check', { account_id: '4111111111111112' }],
  ['12 digits that pass the Luhn check', { account_id: '411111111114' }],
  ['20 digits that pass the Luhn check', { account_id: '00004111111111111111' }],
  ['a debtor id like a national id with a wrong check digit', { debtor_id: 'A123456788' }],
  ['a mainland id with a wrong check digit', { debtor_id: '110105194912310021' }],
])('%s is taken', (_, change) => {
  expect(overdue(change)).toHaveProperty('row');
});

test.each<[string, Change, string]>([
  ['a negative amount', { principal_minor: '-5' }, 'principal_minor "-5": must be whole minor units'],
  ['a fraction', { fees_minor: '1.5' }, 'fees_minor "1.5": must be whole minor units'],
  ['a separator', { interest_minor: '1,000' }, 'interest_minor "1,000": must be whole minor units'],
  ['an exponent', { credit_limit_minor: '5.00E+05' }, 'credit_limit_minor "5.00E+05": must be whole minor units'],
  ['16 digits', { principal_minor: '1'.repeat(16) }, 'principal_minor: must be whole minor units'],
  ['an unknown currency', { currency: 'EUR' }, 'currency "EUR": must be one of TWD, CNY, USD'],
  ['a small currency code', { currency: 'twd' }, 'currency "twd": must be one of'],
  ['no arrears', { arrears_minor: '0' }, 'arrears_minor: must be more than 0'],
  ['arrears above the balance', { arrears_minor: '102301' }, 'arrears_minor: must not be more than the balance'],
  [
    'a balance of nothing',
    { principal_minor: '0', interest_minor: '0', fees_minor: '0' },
    'principal_minor: must be more than 0 together with interest_minor and fees_minor',
  ],
  ['a day that is none', { due_on: '2026-02-29' }, 'due_on "2026-02-29": must be a date that exists'],
  ['another date format', { due_on: '2026/01/15' }, 'due_on "2026/01/15": must be a date that exists'],
  ['an unknown product', { product: 'mortgage' }, 'product "mortgage": must be credit-card or'],
  ['an unknown language', { language: 'zh' }, 'language "zh": must be one of'],
  ['an unknown zone', { time_zone: 'Asia/Peking' }, 'time_zone "Asia/Peking": must be an IANA time zone'],
  ['a month code of 10', { repayment_history: '0|10' }, 'repayment_history "0|10": must be whole numbers from -2 to 9'],
  ['a month code of -3', { repayment_history: '-3' }, 'repayment_history "-3": must be whole numbers'],
  ['25 months', { repayment_history: Array(25).fill('0').join('|') }, 'repayment_history: must have at most 24 months'],
  ['an unknown reason', { overdue_reason: 'lazy' }, 'overdue_reason "lazy": must be one of'],
  ['has_assets in other words', { has_assets: 'true' }, 'has_assets "true": must be yes or no'],
  ['a missing name', { name: undefined }, 'name: is missing'],
  ['a number in the place of a text', { name: true }, 'name: must be a text'],
  [
    'nobody to reach',
    { mobile: undefined },
    'mobile: this or one of email, address, home_phone, office_phone must be there',
  ],
  [
    'a third party as the only contact [THIRD-PARTY]',
    { mobile: undefined, emergency_phone: '+886900000009' },
    'mobile: this or one of email, address, home_phone, office_phone must be there',
  ],
  ['an unknown key', { mobil: 'x' }, 'unknown column "mobil"'],
  [
    'a card number as account',
    { account_id: '4111111111111111' },
    'account_id: an account id must not be a card number [PRIVACY]',
  ],
  [
    'a card number with dashes',
    { account_id: '4111-1111-1111-1111' },
    'account_id: an account id must not be a card number',
  ],
  ['13 digits of a card', { account_id: '4222222222222' }, 'account_id: an account id must not be a card number'],
  ['19 digits of a card', { account_id: '6304000000000000000' }, 'account_id: an account id must not be a card number'],
  [
    'a card number as debtor',
    { debtor_id: '4111111111111111' },
    'debtor_id: a debtor id must not be a card number [PRIVACY]',
  ],
  [
    'a mainland id',
    { debtor_id: '11010519491231002X' },
    'debtor_id: a debtor id must not be a national id number [PRIVACY]',
  ],
  ['a Taiwan id', { debtor_id: 'A123456789' }, 'debtor_id: a debtor id must not be a national id number [PRIVACY]'],
  ['an id of 41 characters', { account_id: 'x'.repeat(41) }, 'account_id: must be 1 to 40 characters'],
])('%s is refused with the name of the field', (_, change, expected) => {
  expect(reason(overdue(change))).toContain(expected);
});

test.each<[string, Change]>([
  ['name', { name: ' 王 ' }],
  ['name', { name: '王\u0000' }],
  ['mobile', { mobile: '0912345678' }],
  ['home_phone', { home_phone: '+0912345678' }],
  ['office_phone', { office_phone: '+1234567890123456' }],
  ['emergency_phone', { emergency_phone: '0912345678' }],
  ['email', { email: 'wang.example.com' }],
  ['address', { address: '測試路||1 號' }],
  ['national_id', { national_id: 'A12345678 9' }],
  ['debtor_id', { debtor_id: '王小明' }],
  ['account_id', { account_id: '王小明' }],
  ['time_zone', { time_zone: '王小明' }],
  ['principal_minor', { principal_minor: '+886912345678' }],
])('a reason names %s but does not repeat what may be personal', (column, change) => {
  const said = reason(overdue(change));
  expect(said).toContain(`${column}: must`);
  expect(said).not.toContain(String(change[column]));
});

test('a reason tells each wrong field of the row, and the account where it can be read', () => {
  const checked = overdue({ currency: 'EUR', due_on: 'soon' });
  expect(reason(checked)).toMatch(/^currency "EUR": .*; due_on "soon": /);
  expect(checked).toHaveProperty('accountId', 'A-1');
  expect(overdue({ account_id: '4111111111111111' })).not.toHaveProperty('accountId');
});

test.each<[string, Change, string]>([
  ['a moment without offset', { paid_at: '2026-02-01T10:00:00' }, 'paid_at "2026-02-01T10:00:00": must be a moment'],
  ['a day only', { paid_at: '2026-02-01' }, 'paid_at "2026-02-01": must be a moment'],
  ['a moment that is none', { paid_at: '2026-02-30T10:00:00Z' }, 'paid_at "2026-02-30T10:00:00Z": must be a moment'],
  ['a payment of nothing', { amount_minor: '0' }, 'amount_minor: must be more than 0'],
  ['an unknown method', { method: 'cheque' }, 'method "cheque": must be one of'],
  [
    'a card number as payment id',
    { payment_id: '4111111111111111' },
    'payment_id: a payment id must not be a card number',
  ],
])('%s is refused with the name of the field', (_, change, expected) => {
  expect(reason(payment(change))).toContain(expected);
});
