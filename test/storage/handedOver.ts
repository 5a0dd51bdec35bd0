import type { HandOver } from '../../storage/handOver';

type Changes = Partial<{ debtorId: string; dueOn: string; principal: bigint; name: string }> &
  Partial<{ contactPoints: HandOver['person']['contactPoints'] }>;

/** An account as the bank hands it over: by default 20,600.00 TWD, due on 20 February, one mobile, e-mail and address. */
export function handedOver(accountId: string, changes: Changes = {}): HandOver {
  const debtorId = changes.debtorId ?? `D-${accountId}`;
  const contactPoints = changes.contactPoints ?? [
    { kind: 'mobile', value: '+886912345678' },
    { kind: 'email', value: 'someone@example.com' },
    { kind: 'address', value: '台北市測試路 1 號|10001' },
  ];
  const account = {
    accountId,
    debtorId,
    product: 'credit-card',
    currency: 'TWD',
    balance: { fees: 10_000n, interest: 50_000n, principal: changes.principal ?? 2_000_000n },
    arrearsMinor: 500_000n,
    dueOn: changes.dueOn ?? '2026-02-20',
    timeZone: 'Asia/Taipei',
    language: 'zh-TW',
    repaymentHistory: [0, 1, 2],
    overdueReason: 'forgot',
    hasAssets: null,
  };
  return {
    account: account as unknown as HandOver['account'],
    person: { debtorId, identity: { name: changes.name ?? '王小明', nationalId: 'A123456789' }, contactPoints },
  };
}
