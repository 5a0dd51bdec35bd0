import { Groups } from '../../simulation/figures/groups';
import { layoutFor } from '../../simulation/figures/layout';
import { predictFrom } from '../../simulation/fitting/predict';
import { ASSUMED, readAssumptions } from '../../simulation/life/assumptions';
import { liveUnit, standingOf, type Setting, type Unit } from '../../simulation/life/liveUnit';
import { FITTED, readModel } from '../../simulation/readModel';
import { units } from '../../simulation/running/units';
import type { Day } from '../../domain/time';
import { bankCard } from '../domain/policies';
import { gentle, portfolioOf, rowsOf, START } from './portfolio';

const DAYS = 365;
const layout = layoutFor(DAYS);
const packs = [bankCard, gentle];

async function settingOf(): Promise<Setting> {
  const { assumptions } = await readAssumptions(ASSUMED);
  // Every trouble there is, often.
  const trouble = { ...assumptions.trouble, dispute: { share: 0.3, lastsDays: 12, upheld: 0.4 } };
  return {
    seed: 3,
    startOn: START,
    days: DAYS,
    policies: (hash) => packs.find((pack) => pack.hash === hash)!.policy,
    predict: predictFrom((await readModel(FITTED)).model),
    assumed: { ...assumptions, trouble },
    layout,
  };
}

async function unitsOf(path: string, rows: number, accounts: number | null): Promise<Unit[]> {
  const all: Unit[] = [];
  for await (const unit of units({ path, rows, accounts, seed: 3, takes: () => true })) all.push(unit);
  return all;
}

/** The sums of one debtor alone. */
function lived(unit: Unit, pack: typeof bankCard, setting: Setting): (name: string) => number {
  const groups = new Groups(layout.names.length);
  liveUnit({ ...unit, debtor: 0 }, pack.hash, setting, groups);
  return (name) => groups.of(0, layout.placeOf(name));
}

test('nobody pays more than they owe, and what is paid and what is left is what was owed', async () => {
  const setting = await settingOf();
  for (const unit of await unitsOf(portfolioOf(rowsOf(24)), 24, 120)) {
    for (const pack of packs) {
      const sum = lived(unit, pack, setting);
      expect(sum('refundMinor')).toBe(0);
      expect(sum('recoveredMinor')).toBeLessThanOrEqual(sum('owedMinor'));
      const isWhole = sum('cured') === 0 && sum('ended.notOwed') === 0;
      const leftMinor = sum('owedMinor') - sum('recoveredMinor');
      expect(sum('notCuredMinor')).toBe(isWhole ? leftMinor : 0);
      const byWeek = Array.from({ length: layout.weeks }, (_, week) => sum(`recoveredMinor.${week}`));
      expect(byWeek.reduce((a, b) => a + b, 0)).toBe(sum('recoveredMinor'));
    }
  }
});

test('one debtor’s life is the same whoever is lived before', async () => {
  const setting = await settingOf();
  const all = await unitsOf(portfolioOf(rowsOf(5)), 5, null);
  const alone = lived(all[4]!, bankCard, setting);
  for (const unit of all) lived(unit, bankCard, setting);
  const again = lived(all[4]!, bankCard, setting);
  for (const name of layout.names) expect(again(name)).toBe(alone(name));
});

test('rows of one debtor that stand together share the caps, and an address is the same contact point in both', async () => {
  const [first, second, third] = rowsOf(3);
  const together = { ...second!, debtor_id: first!['debtor_id']!, email: first!['email']! };
  const all = await unitsOf(portfolioOf([first!, together, third!]), 3, null);
  expect(all.map(({ debtor, first, accounts }) => [debtor, first, accounts.length])).toEqual([
    [0, 0, 2],
    [1, 2, 1],
  ]);
  const [one, two] = all[0]!.accounts;
  const emailOf = (account: typeof one) => account!.contactPoints.find(({ kind }) => kind === 'email')!.id;
  expect(emailOf(one)).toBe(emailOf(two));
});

test.each([1, 7, 24, 25, 100, 241])(
  '%d accounts of 24 rows are so many, and no row comes much oftener than another',
  async (accounts) => {
    const all = await unitsOf(portfolioOf(rowsOf(24)), 24, accounts);
    expect(all.map(({ first }) => first)).toEqual(Array.from({ length: accounts }, (_, i) => i));
    const counts = new Map<bigint, number>();
    for (const unit of all) {
      const key = unit.accounts[0]!.balance.principal;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(Math.ceil(accounts / 24));
    expect(counts.size).toBe(Math.min(accounts, 24));
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(Math.max(1, Math.floor(accounts / 24)));
  },
);

test('nothing personal goes to the threads', async () => {
  const all = await unitsOf(portfolioOf(rowsOf(2)), 2, null);
  const told = JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  expect(told).not.toMatch(/測試|example\.invalid|Test road|\+886|A-0|D-0/);
});

test.each([
  ['2026-01-16', [1, 2], { state: 'current', monthsLate: 0 }],
  ['2026-01-15', [0, 0], { state: 'late', monthsLate: 1 }],
  ['2025-12-17', [1, 1, 0], { state: 'late', monthsLate: 2 }],
  ['2025-11-17', [2, 2, 1], { state: 'late', monthsLate: 3 }],
  ['2025-11-16', [3], { state: 'veryLate', monthsLate: 1 }],
] as const)('due on %s with the history %j stands at %j', async (dueOn, repaymentHistory, standing) => {
  const [unit] = await unitsOf(portfolioOf(rowsOf(1)), 1, null);
  expect(standingOf({ ...unit!.accounts[0]!, dueOn: dueOn as Day, repaymentHistory }, START)).toEqual(standing);
});
