import { debtorRecords, type DebtorRecord } from '../../storage/redecide/debtorRecord';
import { redecide } from '../../storage/redecide/entry';
import { redecideDebtor, type Redecided } from '../../storage/redecide/redecideDebtor';
import { manyLives } from '../storage/manyLives';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
let records: readonly DebtorRecord[];

beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
  const debtors = await stored.db.selectFrom('debtors').select('id').orderBy('id').execute();
  records = await debtorRecords(
    stored.db,
    debtors.map(({ id }) => id),
  );
}, 120_000);
afterAll(() => stored.drop());

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
