import type { OverdueRow } from '../../intake/overdueRow';

/** An account as the overdue file tells of it: by default 10,000.00 TWD, due on 20 February, of a debtor with one mobile. */
export const overdueRow = (accountId: string, differences: Partial<OverdueRow> = {}): OverdueRow => ({
  accountId,
  debtorId: `D-${accountId}`,
  product: 'credit-card',
  currency: 'TWD',
  principalMinor: 1_000_000n,
  interestMinor: 0n,
  feesMinor: 0n,
  arrearsMinor: 500_000n,
  dueOn: '2026-02-20',
  language: 'en',
  timeZone: 'Asia/Taipei',
  name: 'Test Debtor',
  mobile: '+886900000001',
  ...differences,
});

/** For a debtor who can be written to as well. */
export const EMAIL_AND_ADDRESS = { email: 'test@example.invalid', address: ['Taipei', 'Test Road 1'] };
