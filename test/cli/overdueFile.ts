import { randomUUID } from 'node:crypto';

/** Account ids that no other run on the same Temporal has. */
export const newIds = (count: number): string[] => {
  const run = randomUUID().slice(0, 8);
  return Array.from({ length: count }, (_, i) => `CLI-${run}-${i + 1}`);
};

const HEADER =
  'account_id,debtor_id,product,currency,principal_minor,interest_minor,fees_minor,arrears_minor,due_on,language,time_zone,name,mobile';

export const overdueLine = (id: string, currency = 'TWD', fees = '10000'): string =>
  `${id},D-${id},credit-card,${currency},2000000,50000,${fees},500000,2026-02-20,zh-TW,Asia/Taipei,王小明,+886912345678`;

export const overdueFile = (lines: readonly string[]): string => `${[HEADER, ...lines].join('\n')}\n`;

export const paymentFile = (rows: readonly (readonly [paymentId: string, accountId: string])[]): string =>
  `payment_id,account_id,paid_at,amount_minor,currency\n${rows
    .map(([paymentId, accountId]) => `${paymentId},${accountId},2026-03-01T08:00:00+08:00,12500,TWD`)
    .join('\n')}\n`;
