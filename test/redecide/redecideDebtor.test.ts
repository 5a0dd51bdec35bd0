import type { DebtorRecord } from '../../storage/redecide/debtorRecord';
import { redecide } from '../../storage/redecide/entry';
import { redecideDebtor, type Redecided } from '../../storage/redecide/redecideDebtor';
import { recordsOfManyLives } from './records';

let records: readonly DebtorRecord[];
beforeAll(async () => {
  records = await recordsOfManyLives();
}, 120_000);

const again = (record: DebtorRecord): readonly Redecided[] => redecideDebtor(record, () => true);

test('each recorded turn is decided in the same way once more [AUDIT]', () => {
  const all = records.flatMap(again);
  expect(all.flatMap(({ differences }) => differences)).toEqual([]);
  expect(all.every(({ before, unexplained }) => before + unexplained.length === 0)).toBe(true);
  expect(all.reduce((sum, { turns }) => sum + turns, 0)).toBeGreaterThan(60);
});
test('through text alone a build answers the same', () => {
  const [record] = records;
  const answer = JSON.parse(redecide(JSON.stringify({ record, build: 'test' }))) as readonly Redecided[];
  expect(answer).toEqual(JSON.parse(JSON.stringify(again(record!))));
  const [other] = JSON.parse(redecide(JSON.stringify({ record, build: 'another' }))) as readonly Redecided[];
  expect(other!.turns).toBe(0);
});
