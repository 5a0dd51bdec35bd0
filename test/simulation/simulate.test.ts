import { bankCard, packOf } from '../domain/policies';
import { gentle, portfolioOf, rowsOf, simulated, simulationOf } from './portfolio';
import { simulate } from '../../simulation/simulate';
import type { Simulated } from '../../simulation/result';

const textOf = (result: Simulated): string => JSON.stringify(result);

test('the same seed gives the same bytes, on one thread and on two', async () => {
  const path = portfolioOf(rowsOf(24));
  const once = await simulated({ path, accounts: 230 });
  expect(textOf(await simulated({ path, accounts: 230, threads: 2 }))).toBe(textOf(once));
  expect(once.accounts).toBe(230);
  const other = await simulated({ path, accounts: 230, seed: 6 });
  expect(other.packs[0]!.figures).not.toEqual(once.packs[0]!.figures);
});

test('a champion against itself differs in nothing at all', async () => {
  const { differences } = await simulated({ packs: [bankCard, bankCard] });
  for (const { difference, interval } of Object.values(differences[0]!.figures)) {
    // Nobody may have promised anything: then there is no share that could differ.
    expect([0, NaN]).toContain(difference);
    expect([interval?.low ?? 0, interval?.high ?? 0]).toEqual([0, 0]);
  }
});

test('a pack with fewer rungs makes fewer contacts of their kind, more than chance alone would', async () => {
  const { differences, packs } = await simulated();
  const { callPerAccount, contactsPerAccount } = differences[0]!.figures;
  expect(packs.map(({ role }) => role)).toEqual(['champion', 'challenger']);
  expect(callPerAccount!.interval!.high).toBeLessThan(0);
  expect(contactsPerAccount!.interval!.high).toBeLessThan(0);
});

test('the result names seed, build, portfolio, packs, model and assumptions', async () => {
  const result = await simulated();
  const { sha256 } = (await simulationOf()).behaviour;
  expect(result).toMatchObject({
    seed: 5,
    portfolio: { file: 'overdue.csv', rows: 24, rejected: 0 },
    behaviour: { sha256, source: 'assumption' },
    packs: [{ hash: bankCard.hash }, { hash: gentle.hash }],
  });
  expect(result.build).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
  expect([result.portfolio.sha256, result.model.sha256]).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
});

test('every account ends in one way or is still open', async () => {
  const { accounts, packs } = await simulated({ days: 365 });
  for (const { ended, open, bucket } of packs) {
    const count = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((a, b) => a + b, 0);
    expect(count(ended) + count(open)).toBe(accounts);
    expect(count(bucket)).toBe(count(open));
  }
});

test('another currency than the pack’s is an error before anything is lived', async () => {
  const path = portfolioOf(rowsOf(3).map((row, i) => (i === 1 ? { ...row, currency: 'USD' } : row)));
  await expect(simulated({ path })).rejects.toThrow(
    'tw-bank-card is for TWD, but the portfolio holds accounts in another: 1 in USD.',
  );
});

test('a pack that binds somebody else, or is not valid on the first day, is an error', async () => {
  const regF = packOf('us-reg-f');
  const path = portfolioOf(rowsOf(3).map((row) => ({ ...row, currency: 'USD' })));
  await expect(simulated({ path, packs: [regF] })).rejects.toThrow(
    'binds an agency that collects for others, not a bank',
  );
  const past = {
    ...bankCard,
    policy: { ...bankCard.policy, valid: { from: '2020-01-01', through: '2020-12-31' } },
  } as typeof bankCard;
  await expect(simulated({ packs: [past] })).rejects.toThrow('was valid through 2020-12-31');
});

test('products that a pack is not for are left out of all packs and counted; where none is left that is an error', async () => {
  const rows = rowsOf(4).map((row, i) => (i < 3 ? { ...row, product: 'instalment-loan' } : row));
  const some = await simulated({ path: portfolioOf(rows) });
  expect([some.accounts, some.portfolio.leftOut]).toEqual([1, { 'instalment-loan': 3 }]);
  await expect(simulated({ path: portfolioOf(rows.slice(0, 3)) })).rejects.toThrow(
    'No account of the portfolio is left',
  );
});

test('a pack or calendar that ends before the simulation does is said, not hidden', async () => {
  const { warnings } = await simulated({ days: 800 });
  expect(warnings.join('\n')).toMatch(/is valid through 2027-12-31; the simulation ends on 2028-/);
  expect(warnings.join('\n')).toMatch(/calendar is known through .*; after that nobody is contacted/);
});

test('a stop ends the threads and throws its reason', async () => {
  const stop = new AbortController();
  const simulation = await simulationOf({ accounts: 100_000, signal: stop.signal });
  const running = simulate({ ...simulation, onLived: () => stop.abort(new Error('enough')) });
  await expect(running).rejects.toThrow('enough');
});
