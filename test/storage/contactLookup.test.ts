import { sql } from 'kysely';
import { debtorsWithPoint, fillLookups } from '../../storage/contactLookup';
import { masterKeyFrom } from '../../storage/personalData';
import { handedOver } from './handedOver';
import { MASTER, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

type Points = NonNullable<Parameters<typeof handedOver>[1]>['contactPoints'];
const take = (debtorId: string, contactPoints: NonNullable<Points>, ...ids: string[]) =>
  stored.take(ids.map((id) => handedOver(id, { debtorId, contactPoints })));
const forgetAll = () => sql`update contact_points set lookup = null`.execute(stored.db);
const lookupsOf = async (debtorId: string) =>
  (await stored.db.selectFrom('contact_points').select('lookup').where('debtor_id', '=', debtorId).execute()).map(
    ({ lookup }) => lookup,
  );

test('whoever writes from a number is found with all accounts, also where debtors share it', async () => {
  const mobile = { kind: 'mobile', value: '+886911000001' } as const;
  await take('D-1', [mobile, { kind: 'home', value: '+886222000001' }], 'A-1a', 'A-1b');
  await take('D-2', [mobile], 'A-2');
  await take('D-3', [{ kind: 'mobile', value: '+886911000003' }], 'A-3');
  const found = await debtorsWithPoint(stored.db, MASTER, 'mobile', '+886911000001');
  expect(found).toEqual([
    { debtorId: 'D-1', accountIds: ['A-1a', 'A-1b'] },
    { debtorId: 'D-2', accountIds: ['A-2'] },
  ]);
  expect(await debtorsWithPoint(stored.db, MASTER, 'mobile', '+886 (911) 000-001')).toEqual(found);
  expect(await debtorsWithPoint(stored.db, MASTER, 'home', '+886911000001')).toEqual([]);
  expect(await debtorsWithPoint(stored.db, MASTER, 'mobile', '+886911000009')).toEqual([]);
});

test('an e-mail address is found however it is spelt', async () => {
  await take('D-mail', [{ kind: 'email', value: 'Some.One@example.com' }], 'A-mail');
  expect(await debtorsWithPoint(stored.db, MASTER, 'email', ' some.one@EXAMPLE.com')).toEqual([
    { debtorId: 'D-mail', accountIds: ['A-mail'] },
  ]);
});

test('without the master key nobody can try out numbers', async () => {
  await take('D-key', [{ kind: 'mobile', value: '+886911000005' }], 'A-key');
  const other = masterKeyFrom(Buffer.alloc(32, 8).toString('base64'));
  expect(await debtorsWithPoint(stored.db, other, 'mobile', '+886911000005')).toEqual([]);
});

test('who was erased is found no more, and cannot be made findable again', async () => {
  await take('D-gone', [{ kind: 'mobile', value: '+886911000006' }], 'A-gone');
  expect(await lookupsOf('D-gone')).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  await sql`update debtors set wrapped_key = '' where id = 'D-gone'`.execute(stored.db);
  expect(await lookupsOf('D-gone')).toEqual([null]);
  await fillLookups(stored.db, MASTER);
  expect(await lookupsOf('D-gone')).toEqual([null]);
});

test('numbers that were kept before are made findable, each once, and addresses never', async () => {
  const points = (i: number) =>
    [
      { kind: 'mobile', value: `+8869220${String(i).padStart(5, '0')}` },
      { kind: 'address', value: `路 ${i} 號` },
    ] as const;
  await stored.take(
    Array.from({ length: 1_001 }, (_, i) =>
      handedOver(`A-old-${i}`, { debtorId: `D-old-${i}`, contactPoints: points(i) }),
    ),
  );
  await fillLookups(stored.db, MASTER);
  const before = await stored.db.selectFrom('contact_points').select(['id', 'lookup']).orderBy('id').execute();
  await forgetAll();
  expect(await debtorsWithPoint(stored.db, MASTER, 'mobile', '+886922001000')).toEqual([]);
  expect(await fillLookups(stored.db, MASTER)).toBeGreaterThan(1_000);
  expect(await fillLookups(stored.db, MASTER)).toBe(0);
  expect(await debtorsWithPoint(stored.db, MASTER, 'mobile', '+886922001000')).toEqual([
    { debtorId: 'D-old-1000', accountIds: ['A-old-1000'] },
  ]);
  expect(await stored.db.selectFrom('contact_points').select(['id', 'lookup']).orderBy('id').execute()).toEqual(before);
  const addresses = await stored.db
    .selectFrom('contact_points')
    .select('id')
    .where('kind', '=', 'address')
    .where('lookup', 'is not', null)
    .execute();
  expect(addresses).toEqual([]);
});
