import { lateAccount } from '../../examples/lateAccount';
import { lifeOf } from '../../examples/lifeOf';

/** A thousand clients that are late from a month of the data on (0 is April) and pay a little each month after it. */
const lateFrom = (first: number) =>
  Array.from({ length: 1000 }, (_, index) => {
    const months = [0, 1, 2, 3, 4, 5].map((month) => ({
      status: month < first ? -1 : 1,
      billTwd: 50_000,
      paidTwd: month > first ? 500 : 0,
    }));
    const account = lateAccount({ id: index + 1, limitTwd: 100_000, months }, index + 1, '2026-01-01')!;
    return { account, life: lifeOf(account) };
  });

test('a promise is made after the hand-over, also of what is paid a few days later', () => {
  let promises = 0;
  for (const { account, life } of [0, 1, 2, 3, 4].flatMap(lateFrom)) {
    const promise = life.happenings.find(({ kind }) => kind === 'promiseMade');
    if (!promise) continue;
    promises += 1;
    expect(promise.at > account.handOver.at).toBe(true);
  }
  expect(promises).toBeGreaterThan(300);
});

test('whoever is handed over late in the rehearsal has the same trouble as who came early, only pressed into less time', () => {
  const first = (month: number) => lateFrom(month).map(({ life }) => life.happenings[0]?.kind);
  expect(first(5)).toEqual(first(0));
  expect(new Set(first(5))).toEqual(new Set([undefined, 'disputeRaised', 'fraudClaimed', 'promiseMade']));
});
