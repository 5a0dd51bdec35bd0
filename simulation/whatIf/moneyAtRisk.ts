import { totalOf } from '../../domain/money';
import { DAY_MS } from '../../domain/time';
import type { AccountLived } from './liveRecorded';
import type { ContactLine, Money } from './result';

/** So many days after a contact, money that comes is said to have come upon it. */
export const RISK_DAYS = 7;

/**
 * What stands on contacts that the other pack would not have made: payments and promises within a week after one, and what is
 * still owed where only one of the two lives has ended.
 */
export function moneyAtRisk(was: AccountLived, wouldBe: AccountLived, removed: readonly ContactLine[]): Money {
  const isUpon = (at: number): boolean =>
    removed.some((line) => line.was !== null && line.was <= at && at <= line.was + RISK_DAYS * DAY_MS);
  let [paidMinor, paidAtRiskMinor, promisedAtRiskMinor] = [0n, 0n, 0n];
  for (const { event } of was.rows) {
    if (event.type === 'PaymentReceived') {
      paidMinor += event.amountMinor;
      // The bank says when it was paid; the account may have heard of it days later.
      if (isUpon(Math.min(event.paidAt, event.at))) paidAtRiskMinor += event.amountMinor;
    }
    if (event.type === 'PromiseMade' && isUpon(event.at)) promisedAtRiskMinor += event.amountMinor;
  }
  const longerMinor = was.lived.account?.closed ? openMinor(wouldBe) : 0n;
  const shorterMinor = wouldBe.lived.account?.closed ? openMinor(was) : 0n;
  return { paidMinor, paidAtRiskMinor, promisedAtRiskMinor, longerMinor, shorterMinor };
}

const openMinor = ({ lived: { account } }: AccountLived): bigint =>
  account && !account.closed ? totalOf(account.balance) : 0n;
