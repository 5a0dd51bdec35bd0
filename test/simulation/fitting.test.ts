import { join } from 'node:path';
import { readClients } from '../../examples/readClients';
import { behaviourModel, fitModel } from '../../simulation/fitting/behaviourModel';
import { fit } from '../../simulation/fitting/fit';
import { observationsOf, PAYS, paysOf, STATES, stateOf, type HistoryMonth } from '../../simulation/fitting/observe';
import { pickBy, predictFrom } from '../../simulation/fitting/predict';
import { FITTED, readModel } from '../../simulation/readModel';
import { fileOf } from '../intake/sampleRows';

const EXTRACT = join(__dirname, '../../simulation/models/late-card-clients.csv.gz');

const months = (...rows: readonly (readonly [number, number, number])[]): readonly HistoryMonth[] =>
  rows.map(([status, billTwd, paidTwd]) => ({ status, billTwd, paidTwd }));

test('the committed extract of the data makes the committed model again', async () => {
  const { model } = await readModel(FITTED);
  expect(await fitModel(readClients(EXTRACT, 1_000_000))).toEqual(model);
});

test('the model foretells a month that it has not seen better than the overall shares do', async () => {
  const { check, observations } = (await readModel(FITTED)).model;
  expect(check.logLoss.pays).toBeLessThan(check.logLoss.naivePays - 0.1);
  expect(check.logLoss.becomes).toBeLessThan(check.logLoss.naiveBecomes - 0.1);
  expect(Math.abs(check.paidShareOfBills.predicted - check.paidShareOfBills.observed)).toBeLessThan(0.02);
  expect(check.fittedOn + check.heldOut).toBe(observations);
});

test('the payment between two statuses is the one of the month after the second', () => {
  const seen = observationsOf(
    months([0, 1000, 0], [2, 1000, 0], [2, 1000, 7], [0, 2000, 300], [0, 500, 2000], [1, 1, 1]),
  );
  // From the first late month on; the last status is not used.
  expect(seen.map(({ state, becomes, share }) => [state, becomes, share])).toEqual([
    ['late', 'late', 0.3],
    ['late', 'current', 1],
    ['current', 'current', 0.002],
  ]);
  expect(seen.map(({ run, pays }) => [run, pays])).toEqual([
    ['1', 'part'],
    ['2', 'full'],
    ['0', 'small'],
  ]);
});

test('who is never late with a bill, and a month without a bill, tell nothing', () => {
  expect(observationsOf(months([0, 9, 0], [0, 9, 0], [0, 9, 0]))).toEqual([]);
  expect(observationsOf(months([2, -5, 0], [2, 0, 0], [0, 9, 0]))).toEqual([]);
  expect(observationsOf(months([2, 9, 0], [2, 0, 0], [0, 9, 5]))).toEqual([]);
});

test.each([
  [0, 'none'],
  [0.049, 'small'],
  [0.05, 'part'],
  [0.949, 'part'],
  [0.95, 'full'],
] as const)('a share of %d of the bill is %s', (share, pays) => expect(paysOf(share)).toBe(pays));

test.each([
  [0, 'current'],
  [1, 'late'],
  [2, 'late'],
  [3, 'veryLate'],
] as const)('%d months late is %s', (late, state) => expect(stateOf(late)).toBe(state));

test('chances are shares of what was counted, and a cell that nobody was in is like all of its state', () => {
  const one = observationsOf(months([2, 1000, 0], [2, 1000, 0], [2, 1000, 500]))[0]!;
  const predict = predictFrom(fit(Array.from({ length: 2000 }, () => one)));
  const seen = predict.pays('late', '1', 'small');
  expect(seen[PAYS.indexOf('part')]).toBeGreaterThan(0.99);
  expect(seen.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1);
  expect(predict.pays('late', '3+', 'large')[PAYS.indexOf('part')]).toBeGreaterThan(0.99);
  expect(predict.pays('veryLate', '1', 'small')).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(predict.becomes('late', '1', 'part')[STATES.indexOf('late')]).toBeGreaterThan(0.99);
  expect(predict.share('late', 'part', 0.5)).toBeCloseTo(0.5);
});

test('a draw picks by the chances, the end of one being the begin of the next', () => {
  expect([0, 0.19, 0.2, 0.99].map((draw) => pickBy([0.2, 0.8], draw))).toEqual([0, 0, 1, 1]);
});

test('a model that is no model is refused with file and reason', async () => {
  const { model } = await readModel(FITTED);
  const path = fileOf('model.json', JSON.stringify({ ...model, pays: { 'late/1/small': [1, 2, -3, 4] } }));
  await expect(readModel(path)).rejects.toThrow(/model\.json is refused:[^]*pays/);
  await expect(readModel(fileOf('text.json', 'x'))).rejects.toThrow(/text\.json is refused: it is not JSON/);
  await expect(readModel('/nowhere/model.json')).rejects.toThrow('There is no file /nowhere/model.json.');
  expect(behaviourModel.safeParse(model).success).toBe(true);
});
