import { openPerson } from '../../storage/debtors';
import { contentsOf } from './contentsOf';
import { handedOver } from './handedOver';
import { MASTER, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

const outcomes = async (...accounts: Parameters<StoredWorld['take']>[0]) =>
  (await stored.take(accounts)).map(({ outcome }) => outcome);

test('an account that is handed over twice is one account', async () => {
  expect(await outcomes(handedOver('A-1'))).toEqual(['added']);
  await stored.takeTurn('A-1');
  const before = await contentsOf(stored.db);
  expect(await outcomes(handedOver('A-1'))).toEqual(['repeated']);
  await stored.takeTurn('A-1');
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('other figures for an account that is here are a conflict and change nothing', async () => {
  await stored.begin('A-2');
  const before = await contentsOf(stored.db);
  expect(await outcomes(handedOver('A-2', { principal: 1n }))).toEqual(['conflict']);
  expect(await outcomes(handedOver('A-2', { debtorId: 'D-other' }))).toEqual(['conflict']);
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('two accounts of one debtor in one batch share the person and live apart', async () => {
  expect(
    await outcomes(handedOver('A-3', { debtorId: 'D-3' }), handedOver('A-4', { debtorId: 'D-3', principal: 7n })),
  ).toEqual(['added', 'added']);
  const points = await stored.db.selectFrom('contact_points').select('id').where('debtor_id', '=', 'D-3').execute();
  expect(points).toHaveLength(3);
  await stored.takeTurn('A-3');
  await stored.takeTurn('A-4');
  const rows = await stored.db
    .selectFrom('accounts')
    .select(['id', 'balance_minor'])
    .where('debtor_id', '=', 'D-3')
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    { id: 'A-3', balance_minor: 2_060_000n },
    { id: 'A-4', balance_minor: 60_007n },
  ]);
});

test('the same account twice in one batch is added once, and the second is told what it is', async () => {
  expect(await outcomes(handedOver('A-5'), handedOver('A-5'), handedOver('A-5', { principal: 1n }))).toEqual([
    'added',
    'repeated',
    'conflict',
  ]);
});

test('a new number of a known debtor is added beside the old one, under the same key', async () => {
  await stored.begin('A-6', { debtorId: 'D-6' });
  const contactPoints = [{ kind: 'office', value: '+886223456789' }] as const;
  await stored.take([handedOver('A-7', { debtorId: 'D-6', contactPoints })]);
  const points = await stored.db.selectFrom('contact_points').selectAll().where('debtor_id', '=', 'D-6').execute();
  expect(points.map(({ kind }) => kind).sort()).toEqual(['address', 'email', 'mobile', 'office']);
  const office = points.find(({ kind }) => kind === 'office')!;
  expect((await openPerson(stored.db, MASTER, 'D-6', office.id)).address).toBe('+886223456789');
});

test('a batch that fails hands nothing over', async () => {
  const before = await contentsOf(stored.db, ['accounts', 'inbox', 'debtors', 'contact_points']);
  const wrong = handedOver('A-9');
  const broken = { ...wrong, account: { ...wrong.account, dueOn: 'someday' as never } };
  await expect(stored.take([handedOver('A-8'), broken])).rejects.toThrow(/date/);
  expect(await contentsOf(stored.db, ['accounts', 'inbox', 'debtors', 'contact_points'])).toEqual(before);
});
