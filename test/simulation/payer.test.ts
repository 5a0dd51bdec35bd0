import type { Account } from '../../domain/account';
import { DAY_MS, instant, plus, type Instant } from '../../domain/time';
import { chancesOf } from '../../simulation/chance/chances';
import { predictFrom } from '../../simulation/fitting/predict';
import { Payer } from '../../simulation/life/payer';

const START = instant(Date.UTC(2026, 0, 1));
const MONTH_MS = 30 * DAY_MS;
/** Half pay nothing, half a part; nothing ever changes. */
const predict = predictFrom({
  pays: { 'late/1/small': [50_000, 0, 50_000, 0], 'late/2/small': [50_000, 0, 50_000, 0] },
  becomes: { 'late/1/none': [0, 100_000, 0], 'late/1/part': [0, 100_000, 0] },
  shares: { 'late/part': [0.2, 0.2] },
});
const uplift = { by: 0.5, days: 5 };
const assumed = {
  withoutContact: 1,
  uplift: { sms: uplift, email: uplift, call: uplift, letter: uplift },
  repetition: 0.5,
  mostUplift: 2,
};
const account = {
  balance: { fees: 0n, interest: 0n, principal: 100_000n },
  holds: [],
  arrangement: null,
} as unknown as Account;

const payerOf = (number: number, changed: Partial<typeof assumed> = {}): Payer =>
  new Payer(
    chancesOf(1, number),
    predict,
    { ...assumed, ...changed },
    { state: 'late', monthsLate: 1 },
    100_000n,
    START,
  );

const firstOf = (number: number, contacts: readonly Instant[], changed: Partial<typeof assumed> = {}): Instant => {
  const payer = payerOf(number, changed);
  for (const at of contacts) if (at < payer.nextAt()) payer.reached('sms', at);
  return payer.nextAt();
};
const PEOPLE = 4000;
const paying = (contacts: readonly Instant[], changed: Partial<typeof assumed> = {}): number =>
  Array.from({ length: PEOPLE }, (_, i) => firstOf(i, contacts, changed)).filter((at) => at < START + MONTH_MS).length /
  PEOPLE;

test('without any contact as many pay in a month as the model says', () => {
  expect(paying([])).toBeCloseTo(0.5, 1);
  // exp(-0.8 · ln 2) = 0.574 pay nothing.
  expect(paying([], { withoutContact: 0.8 })).toBeCloseTo(0.426, 1);
});

test('a contact makes a payment come earlier or come at all, and never later', () => {
  const at = plus(START, 3 * DAY_MS);
  for (let i = 0; i < 300; i++) expect(firstOf(i, [at])).toBeLessThanOrEqual(firstOf(i, []));
  expect(paying([at])).toBeGreaterThan(paying([]));
});

test('the second contact of a month works less than the first, and all together at most so much', () => {
  const [one, two] = [plus(START, DAY_MS), plus(START, 2 * DAY_MS)];
  const strong = { uplift: { ...assumed.uplift, sms: { by: 10, days: 25 } } };
  expect(paying([one, two]) - paying([one])).toBeLessThan(paying([one]) - paying([]));
  expect(paying([one, two], { repetition: 0 })).toBe(paying([one]));
  expect(paying([one, two], { repetition: 1 })).toBeGreaterThan(paying([one, two]));
  expect(paying([one, two], { ...strong, mostUplift: 0 })).toBe(paying([]));
  expect(paying([one], { ...strong, mostUplift: 10 })).toBeGreaterThan(paying([one], { ...strong, mostUplift: 1 }));
});

test('at the moment of the payment so much of the balance is paid as the model says, and once a month', () => {
  const number = Array.from({ length: 50 }, (_, i) => i).find((i) => firstOf(i, []) < START + MONTH_MS)!;
  const payer = payerOf(number);
  const payAt = payer.nextAt();
  expect(payer.act(account, payAt)).toEqual({ do: 'pay', amountMinor: 20_000n });
  expect(payer.nextAt()).toBe(START + MONTH_MS);
});

test.each(['dispute', 'fraud', 'bankruptcy', 'death'])('in a %s nobody pays', (kind) => {
  const number = Array.from({ length: 50 }, (_, i) => i).find((i) => firstOf(i, []) < START + MONTH_MS)!;
  const payer = payerOf(number);
  const held = { ...account, holds: [{ kind }] } as unknown as Account;
  expect(payer.act(held, payer.nextAt())).toBeUndefined();
  expect(payer.nextAt()).toBe(START + MONTH_MS);
});

test('two months in a row that are not late, and the bank takes the account back', () => {
  const current = predictFrom({
    pays: {},
    becomes: { 'late/1/none': [1_000_000, 0, 0], 'current/0/none': [1_000_000, 0, 0] },
    shares: {},
  });
  const never = { ...assumed, withoutContact: 1e-9 };
  const payer = new Payer(chancesOf(1, 1), current, never, { state: 'late', monthsLate: 1 }, 100_000n, START);
  expect(payer.act(account, plus(START, MONTH_MS))).toBeUndefined();
  expect(payer.act(account, plus(START, 2 * MONTH_MS))).toEqual({ do: 'becomeCurrent' });
});
