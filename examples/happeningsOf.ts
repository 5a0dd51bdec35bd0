import { addDays, daysBetween, lastToldOn, monthStart, taipei } from './calendar';
import { chance, draw, pick } from './draw';
import type { LateAccount } from './lateAccount';
import type { Payment } from './paymentsOf';

type Kinds = {
  accountRecalled: { because: 'becameCurrent' };
  disputeRaised: { ground: 'amount' | 'spending' };
  disputeResolved: { upheld: boolean; correctedBalanceMinor?: bigint };
  fraudClaimed: object;
  fraudStatementReceived: object;
  fraudDecided: { confirmed: boolean };
  promiseMade: { amountMinor: bigint; promisedOn: string };
};

/** One thing that happened; `details` are the fields that its kind has of its own. */
export type Happening = {
  [K in keyof Kinds]: Readonly<{ kind: K; at: string; details: Kinds[K]; endsCollection: boolean }>;
}[keyof Kinds];

/** All that might happen to an account, if nothing ended it before: a recall that follows the data, and at most one trouble. */
export function happeningsOf(account: LateAccount, payments: readonly Payment[]): Happening[] {
  const share = draw(keyOf(account), 'fortune', 100);
  if (share < 2) return [...recall(account), ...fraud(account)];
  if (share < 5) return [...recall(account), ...dispute(account, payments)];
  if (share < 13) return [...recall(account), promise(account, payments)];
  return recall(account);
}

const keyOf = ({ client }: LateAccount): string => `client ${client.id}`;

/** Somewhere from 09:00 to before 18:00, at most `days` days after the earliest day, and not after the last day if that can be. */
function officeHour(account: LateAccount, purpose: string, earliestOn: string, days: number): [at: string, on: string] {
  const key = keyOf(account);
  const left = Math.max(0, Math.min(days, daysBetween(earliestOn, lastToldOn(account.startOn))));
  const on = addDays(earliestOn, draw(key, `${purpose} day`, left + 1));
  return [taipei(on, 9 * 60 + draw(key, `${purpose} minute`, 9 * 60)), on];
}

/** The bank takes the account back in the second of two months that the data calls not late. */
function recall(account: LateAccount): Happening[] {
  const { client, month, startOn } = account;
  const isOnTime = (index: number) => index > month && (client.months[index]?.status ?? 1) <= 0;
  const second = client.months.findIndex((_, index) => isOnTime(index - 1) && isOnTime(index));
  if (second < 0) return [];
  const [at] = officeHour(account, 'recall', addDays(monthStart(startOn, second), 6), 20);
  return [{ kind: 'accountRecalled', at, details: { because: 'becameCurrent' }, endsCollection: true }];
}

function fraud(account: LateAccount): Happening[] {
  const [claimedAt, claimedOn] = officeHour(account, 'claim', addDays(account.handOver.on, 3), 25);
  const claim: Happening = { kind: 'fraudClaimed', at: claimedAt, details: {}, endsCollection: false };
  if (!chance(keyOf(account), 'statement', 80)) return [claim];
  const [at, receivedOn] = officeHour(account, 'statement', addDays(claimedOn, 4), 8);
  const [decidedAt] = officeHour(account, 'decision', addDays(receivedOn, 3), 7);
  const confirmed = chance(keyOf(account), 'confirmed', 60);
  return [
    claim,
    { kind: 'fraudStatementReceived', at, details: {}, endsCollection: false },
    { kind: 'fraudDecided', at: decidedAt, details: { confirmed }, endsCollection: confirmed },
  ];
}

/** Half are rejected, a third is upheld in part with a corrected balance, the others as a whole: then nothing is owed. */
function dispute(account: LateAccount, payments: readonly Payment[]): Happening[] {
  const key = keyOf(account);
  const [raisedAt, raisedOn] = officeHour(account, 'dispute', addDays(account.handOver.on, 3), 30);
  const [at] = officeHour(account, 'resolution', addDays(raisedOn, 5), 20);
  const paidMinor = payments.reduce((sum, payment) => (payment.paidAt < at ? sum + payment.amountMinor : sum), 0n);
  const ending = draw(key, 'ending', 6);
  const upheld = ending < 3;
  const isPartial = ending < 2;
  const share = BigInt(60 + draw(key, 'share', 31));
  const correctedBalanceMinor = ((account.balanceMinor - paidMinor) * share) / 100n;
  const details = isPartial ? { upheld, correctedBalanceMinor } : { upheld };
  return [
    {
      kind: 'disputeRaised',
      at: raisedAt,
      details: { ground: pick(key, 'ground', ['amount', 'spending']) },
      endsCollection: false,
    },
    { kind: 'disputeResolved', at, details, endsCollection: upheld && !isPartial },
  ];
}

/** Mostly a promise of what the data then shows as paid; else one of the arrears, which nothing in the data keeps. */
function promise(account: LateAccount, payments: readonly Payment[]): Happening {
  const key = keyOf(account);
  const [payment] = payments;
  if (payment && chance(key, 'promise kept', 80)) {
    const days = Math.min(8, daysBetween(account.handOver.on, payment.paidOn) - 1);
    const [at] = officeHour(account, 'promise', addDays(payment.paidOn, -days), Math.min(5, days - 1));
    const promisedOn = addDays(payment.paidOn, draw(key, 'promised day', 3));
    const amountMinor = payment.amountMinor < account.balanceMinor ? payment.amountMinor : account.balanceMinor;
    return { kind: 'promiseMade', at, details: { amountMinor, promisedOn }, endsCollection: false };
  }
  const [at, madeOn] = officeHour(account, 'promise', addDays(account.handOver.on, 3), 27);
  const promisedOn = addDays(madeOn, 5 + draw(key, 'promised day', 6));
  return { kind: 'promiseMade', at, details: { amountMinor: account.arrearsMinor, promisedOn }, endsCollection: false };
}
