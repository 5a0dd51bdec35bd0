import type { AccountId, DebtorId } from '../domain/brand';
import { addDays, dayOf, type Instant, type TimeZone } from '../domain/time';
import type { HandOver } from '../storage/handOver';

const ZONE = 'Asia/Taipei' as TimeZone;
/** Old enough that a life is short, young enough that each reminder has a day to spare before the stage ends. */
const DAYS_PAST_DUE = 14;
export const BALANCE_MINOR = 5_000_000n;

/** Accounts whose debtors can be reached on every channel and owe enough for letters. Everybody in them is made up. */
export const sampleAccounts = (name: string, count: number, now: Instant): HandOver[] =>
  Array.from({ length: count }, (_, i) => sampleAccount(`${name}-${i}`, i, now));

/** The `i`-th person and one debt. */
export function sampleAccount(id: string, i: number, now: Instant): HandOver {
  const digits = String(i).padStart(6, '0');
  return {
    account: {
      accountId: id as AccountId,
      debtorId: `D-${id}` as DebtorId,
      product: 'credit-card',
      currency: 'TWD',
      balance: { fees: 50_000n, interest: 150_000n, principal: BALANCE_MINOR - 200_000n },
      arrearsMinor: BALANCE_MINOR,
      dueOn: addDays(dayOf(now, ZONE), -DAYS_PAST_DUE),
      timeZone: ZONE,
      language: 'zh-TW',
      repaymentHistory: [2, 1, 0],
      overdueReason: 'cashFlow',
      hasAssets: null,
    },
    person: {
      debtorId: `D-${id}`,
      identity: { name: `測試 ${digits}`, nationalId: null },
      contactPoints: [
        { kind: 'mobile', value: `+8869${digits.padStart(8, '0')}` },
        { kind: 'office', value: `+8862${digits.padStart(8, '0')}` },
        { kind: 'email', value: `bench-${digits}@example.invalid` },
        { kind: 'address', value: `台北市信義區測試路 ${i + 1} 號|110` },
      ],
    },
  };
}

/** The bank reports a payment. */
export const paymentFact = (accountId: string, name: string, amountMinor: bigint, paidAt: Instant) => ({
  accountId,
  source: 'bench',
  externalId: `${accountId}-${name}`,
  fact: {
    type: 'PaymentReported' as const,
    paymentId: `${accountId}-${name}`,
    amountMinor,
    currency: 'TWD' as const,
    paidAt,
    method: 'bank-transfer',
  },
});
