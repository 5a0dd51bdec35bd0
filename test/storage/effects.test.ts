import { sql } from 'kysely';
import { claim, claimedForMs, nextRegisterNumber, release } from '../../storage/effects';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test('a claim is held by one until it is released, also when its call must be over by now', async () => {
  const { db } = database;
  expect(await claimedForMs(db, 'T-1')).toBeNull();
  expect(await claim(db, 'T-1', 60_000)).toBe(true);
  expect(await claim(db, 'T-1', 60_000)).toBe(false);
  const leftMs = await claimedForMs(db, 'T-1');
  expect(leftMs).toBeGreaterThan(30_000);
  expect(leftMs).toBeLessThanOrEqual(60_000);
  expect(await claim(db, 'T-2', 60_000)).toBe(true);

  await sql`update claims set until = clock_timestamp() - interval '1 second' where attempt_id = 'T-1'`.execute(db);
  expect(await claimedForMs(db, 'T-1')).toBe(0);
  expect(await claim(db, 'T-1', 60_000)).toBe(false);

  await release(db, 'T-1');
  expect(await claimedForMs(db, 'T-1')).toBeNull();
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(db, 'T-1', 60_000)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test('a claim that is taken in a transaction is gone with it', async () => {
  const { db } = database;
  const undone = db.transaction().execute(async (trx) => {
    await claim(trx, 'T-undone', 60_000);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await claim(db, 'T-undone', 60_000)).toBe(true);
});

test('the register has no gap and no number twice, whoever gives up in between [LETTER-REGISTERED]', async () => {
  const { db } = database;
  const issue = async (i: number): Promise<string> =>
    db.transaction().execute(async (trx) => {
      const number = await nextRegisterNumber(trx, 'TWL');
      if (i % 3 === 0) throw new Error('gave up');
      return number;
    });
  const ended = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => issue(i)));
  const numbers = ended.filter((end) => end.status === 'fulfilled').map(({ value }) => value);
  expect(numbers).toHaveLength(13);
  expect(numbers.sort()).toEqual(Array.from({ length: 13 }, (_, i) => `TWL-${String(i + 1).padStart(6, '0')}`));

  const other = await db.transaction().execute((trx) => nextRegisterNumber(trx, 'CNL'));
  expect(other).toBe('CNL-000001');
});
