import { addDays, daysBetween, monthStart, taipei } from './calendar';
import { chance, draw, pick } from './draw';
import { minorOf, type LateAccount } from './lateAccount';

/** A line of the payment file. */
export type Payment = Readonly<{
  paymentId: string;
  accountId: string;
  paidOn: string;
  paidAt: string;
  amountMinor: bigint;
  method: string;
}>;

/** What the client paid in the months of the data after the hand-over, on a day and hour that are made up. */
export function paymentsOf(account: LateAccount): Payment[] {
  const { accountId, startOn, client } = account;
  return client.months.flatMap(({ paidTwd }, month): Payment[] => {
    if (month <= account.month || paidTwd <= 0) return [];
    const key = `client ${client.id} month ${month}`;
    const days = daysBetween(monthStart(startOn, month), monthStart(startOn, month + 1));
    const paidOn = addDays(monthStart(startOn, month), draw(key, 'pay day', days));
    return [
      {
        paymentId: `${accountId}-P${month + 1}`,
        accountId,
        paidOn,
        paidAt: taipei(paidOn, 7 * 60 + draw(key, 'pay minute', 15 * 60)),
        amountMinor: minorOf(paidTwd),
        method: chance(key, 'method known', 90)
          ? pick(key, 'method', ['bank-transfer', 'bank-transfer', 'direct-debit', 'cash', 'other'])
          : '',
      },
    ];
  });
}

/** When the balance at hand-over was paid in full; what was paid later was for new spending. */
export function coveredAt({ balanceMinor }: LateAccount, payments: readonly Payment[]): string | undefined {
  let paidMinor = 0n;
  return payments.find(({ amountMinor }) => (paidMinor += amountMinor) >= balanceMinor)?.paidAt;
}
