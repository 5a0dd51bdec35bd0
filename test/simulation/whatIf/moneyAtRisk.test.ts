import type { Account } from '../../../domain/account';
import { openAccount } from '../../../domain/openAccount';
import type { AccountEvent, EventOf } from '../../../domain/events';
import { DAY_MS, plus, type Instant } from '../../../domain/time';
import type { AccountLived } from '../../../simulation/whatIf/liveRecorded';
import { moneyAtRisk } from '../../../simulation/whatIf/moneyAtRisk';
import type { ContactLine } from '../../../simulation/whatIf/result';
import { day, opened, taipei } from '../../domain/accounts';

const CONTACT_AT = taipei('2026-03-05 10:00');
const LAST = plus(CONTACT_AT, 7 * DAY_MS);
const removed: readonly ContactLine[] = [
  { rung: 'first-sms', channel: 'sms', was: CONTACT_AT, wouldBe: null, rule: 'FREQUENCY' },
];
/** 10,000.00 are owed. */
const open = openAccount(opened());
const closed: Account = { ...open, closed: { because: 'withdrawn', at: LAST } };

const payment = (at: Instant, amountMinor: bigint, heardAt = at): EventOf<'PaymentReceived'> => ({
  type: 'PaymentReceived',
  at: heardAt,
  paymentId: `P-${at}`,
  amountMinor,
  applied: { fees: 0n, interest: 0n, principal: amountMinor },
  paidAt: at,
  method: 'cash',
});
const promise = (at: Instant, amountMinor: bigint): EventOf<'PromiseMade'> => ({
  type: 'PromiseMade',
  at,
  promiseId: `PR-${at}`,
  amountMinor,
  promisedOn: day('2026-03-20'),
  by: 'clerk',
});

const life = (account: Account | null, ...events: readonly AccountEvent[]): AccountLived => ({
  lived: { accountId: open.id, account, version: events.length, next: null },
  rows: events.map((event, i) => ({ version: i + 1, event, cause: 'clock' })),
  refused: [],
});
const money = (...events: readonly AccountEvent[]) => moneyAtRisk(life(open, ...events), life(open), removed);

test.each([
  ['in the moment of the contact', CONTACT_AT, 300n],
  ['a millisecond before it', plus(CONTACT_AT, -1), 0n],
  ['exactly seven days after it', LAST, 300n],
  ['a millisecond later', plus(LAST, 1), 0n],
])('what is paid or promised %s: at risk or not by a millisecond', (_, at, atRiskMinor) => {
  expect(money(payment(at, 300n))).toMatchObject({
    paidMinor: 300n,
    paidAtRiskMinor: atRiskMinor,
    promisedAtRiskMinor: 0n,
  });
  expect(money(promise(at, 300n))).toMatchObject({
    paidMinor: 0n,
    paidAtRiskMinor: 0n,
    promisedAtRiskMinor: atRiskMinor,
  });
});

test('each payment and promise counts by itself, and once, however many contacts it comes upon', () => {
  const events = [payment(CONTACT_AT, 1n), promise(LAST, 20n), payment(LAST, 300n), payment(plus(LAST, 1), 4_000n)];
  const twice = [...removed, { ...removed[0]!, rung: 'second-sms', was: plus(CONTACT_AT, 1) }];
  expect(moneyAtRisk(life(open, ...events), life(open), removed)).toMatchObject({
    paidMinor: 4_301n,
    paidAtRiskMinor: 301n,
    promisedAtRiskMinor: 20n,
  });
  expect(moneyAtRisk(life(open, ...events.slice(0, 3)), life(open), twice)).toMatchObject({
    paidAtRiskMinor: 301n,
    promisedAtRiskMinor: 20n,
  });
});

test('it counts when the bank says that it was paid, also where the account heard of it later', () => {
  expect(money(payment(LAST, 300n, plus(LAST, 3 * DAY_MS))).paidAtRiskMinor).toBe(300n);
  expect(money(payment(plus(CONTACT_AT, -1), 300n, plus(CONTACT_AT, DAY_MS))).paidAtRiskMinor).toBe(0n);
});

test('what the other life pays is nothing that is at risk', () => {
  const paid = life(open, payment(LAST, 300n));
  expect(moneyAtRisk(life(open), paid, removed)).toMatchObject({ paidMinor: 0n, paidAtRiskMinor: 0n });
});

test.each([
  ['both are open', open, open, 0n, 0n],
  ['both are closed', closed, closed, 0n, 0n],
  ['only the recorded life has ended', closed, open, 1_000_000n, 0n],
  ['only the other life has ended', open, closed, 0n, 1_000_000n],
  ['the other life has not begun', closed, null, 0n, 0n],
])('what is still owed where only one of the two lives has ended: %s', (_, was, wouldBe, longerMinor, shorterMinor) => {
  expect(moneyAtRisk(life(was), life(wouldBe), [])).toMatchObject({ longerMinor, shorterMinor });
});
