import { addDays, addMonths } from './calendar';
import { chance, draw, pick } from './draw';
import { HAND_OVERS_A_MONTH, handOver, type HandOver } from './handOver';
import { madeUpDebtor } from './madeUpDebtor';
import type { Client, Month } from './readClients';

/** A client that became late, as an account of ours. Amounts are minor units, a hundredth of a TWD. */
export type LateAccount = Readonly<{
  client: Client;
  startOn: string;
  accountId: string;
  /** The first month in which it is late with a bill: 0 is April, 5 is September. */
  month: number;
  /** What the data says of that month. */
  status: number;
  /** The status as far as the months before it allow. */
  monthsLate: number;
  handOver: HandOver;
  balanceMinor: bigint;
  arrearsMinor: bigint;
  /** Its line in the overdue file. */
  texts: Readonly<Record<string, string>>;
}>;

export const minorOf = (twd: number): bigint => BigInt(twd) * 100n;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Gives the account of a client that is ever late with something to pay, undefined for the others. `number` counts the accounts from 1. */
export function lateAccount(client: Client, number: number, startOn: string): LateAccount | undefined {
  const month = client.months.findIndex(({ status, billTwd }) => status >= 1 && billTwd > 0);
  const first = client.months[month];
  if (!first) return undefined;
  const accountId = `TW-${String(number).padStart(6, '0')}`;
  const monthsLate = plausibleDelay(client.months, month);
  const split = splitOf(minorOf(first.billTwd), monthsLate);
  const texts = {
    account_id: accountId,
    ...madeUpDebtor(debtorOf(number)),
    product: 'credit-card',
    currency: 'TWD',
    ...textsOf(split),
    due_on: dueOn(client, startOn, month, monthsLate),
    ...madeUpCircumstances(client),
    repayment_history: client.months
      .slice(0, month + 1)
      .toReversed()
      .map(({ status }) => status)
      .join('|'),
    credit_limit_minor: String(minorOf(client.limitTwd)),
  };
  const { principal_minor, interest_minor, fees_minor, arrears_minor: arrearsMinor } = split;
  const balanceMinor = principal_minor + interest_minor + fees_minor;
  return {
    client,
    startOn,
    accountId,
    month,
    status: first.status,
    monthsLate,
    handOver: handOver(startOn, month, cycleOf(client).turn),
    balanceMinor,
    arrearsMinor,
    texts,
  };
}

/** Every 25th account belongs to the debtor of the one before it. */
const debtorOf = (number: number): number => number - Math.floor(number / 25);

/**
 * The data often jumps from "not late" to "two months late" within one month. Who was not late a month ago has no older
 * unpaid due date, so the delay is cut to the run of late months; a run from the first month on has an unknown past and stays.
 */
function plausibleDelay(months: readonly Month[], month: number): number {
  const { status } = months[month]!;
  const lastOnTime = months.slice(0, month).findLastIndex((earlier) => earlier.status <= 0);
  return lastOnTime < 0 ? status : Math.min(status, month - lastOnTime);
}

/**
 * Made up: a late fee of 300 TWD a month, of three months and a third of the bill at most; a month's interest at 15 % a year; the
 * rest is principal. In arrears is the minimum payment, 1000 TWD or a tenth of the bill, for each month.
 */
function splitOf(billMinor: bigint, monthsLate: number) {
  const fees_minor = least(minorOf(300 * Math.min(monthsLate, 3)), billMinor / 3n);
  const interest_minor = (billMinor * 15n) / 1200n;
  const tenthMinor = billMinor / 10n;
  const minimumMinor = tenthMinor > minorOf(1000) ? tenthMinor : minorOf(1000);
  return {
    principal_minor: billMinor - interest_minor - fees_minor,
    interest_minor,
    fees_minor,
    arrears_minor: least(billMinor, minimumMinor * BigInt(monthsLate)),
  };
}

const textsOf = (amounts: Readonly<Record<string, bigint>>): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([column, amount]) => [column, String(amount)]));

/** The statement cycle: at which of the month's hand-overs a client comes when it is late, and how many days before that it is due. */
function cycleOf(client: Client): Readonly<{ turn: number; daysBefore: number }> {
  const cycle = draw(`client ${client.id}`, 'card cycle', HAND_OVERS_A_MONTH * 21);
  return { turn: cycle % HAND_OVERS_A_MONTH, daysBefore: 3 + Math.floor(cycle / HAND_OVERS_A_MONTH) };
}

/** The day of the month that the cycle of the first month gives; a delay counts back from the latest such day. */
function dueOn(client: Client, startOn: string, month: number, monthsLate: number): string {
  const { turn, daysBefore } = cycleOf(client);
  return addMonths(addDays(handOver(startOn, 0, turn).on, -daysBefore), month - (monthsLate - 1));
}

function madeUpCircumstances(client: Client): Record<string, string> {
  const key = `client ${client.id}`;
  const reasons = [
    'forgot',
    'forgot',
    'cashFlow',
    'cashFlow',
    'illness',
    'unemployment',
    'unwilling',
    'disagrees',
    'unknown',
  ];
  return {
    overdue_reason: chance(key, 'reason known', 40) ? pick(key, 'reason', reasons) : '',
    has_assets: chance(key, 'assets known', 50) ? pick(key, 'assets', ['yes', 'no']) : '',
  };
}
