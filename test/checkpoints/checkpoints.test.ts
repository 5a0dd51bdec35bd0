import { Client } from 'pg';
import { sql } from 'kysely';
import { checkpointHash } from '../../storage/checkpoints/checkpoint';
import { sealJournal } from '../../storage/checkpoints/seal';
import { publicKeysFrom } from '../../storage/checkpoints/signingKey';
import { verifyCheckpoints, type CheckpointsVerified, type Difference } from '../../storage/checkpoints/verify';
import { verifyChain } from '../../storage/verifyChain';
import { payment, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { newKey, rechain, withoutTriggers } from './sealing';

const KEY = newKey();
const keys = publicKeysFrom([KEY.publicKey]);
const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 20));
const checkpointed = (stored: StoredWorld, noted: string[] = []): Promise<CheckpointsVerified> =>
  verifyCheckpoints(stored.db, { keys, noted });

async function live(stored: StoredWorld, id: string, rows: number): Promise<void> {
  await stored.begin(id);
  for (let i = 0; i < rows; i++) await stored.post(id, `${id}-${i}`, payment(`P-${id}-${i}`, 100n));
  await stored.takeTurn(id);
}

/** Three days: two accounts, then nothing at all, then one more; and rows that nobody has sealed yet. */
async function threeDays(): Promise<StoredWorld> {
  const stored = await storedWorld();
  await live(stored, 'A-1', 3);
  await live(stored, 'A-2', 2);
  await sealJournal(stored.db, KEY, day(1));
  await sealJournal(stored.db, KEY, day(2));
  await live(stored, 'A-3', 4);
  await sealJournal(stored.db, KEY, day(3));
  await stored.post('A-3', 'later', payment('P-later', 100n));
  await stored.takeTurn('A-3');
  return stored;
}

describe('a sealed journal', () => {
  let stored: StoredWorld;
  beforeEach(async () => void (stored = await threeDays()));
  afterEach(() => stored.drop());

  const rowsOf = async (accountId: string): Promise<number> =>
    (await stored.db.selectFrom('journal').select('version').where('account_id', '=', accountId).execute()).length;
  const found = async (): Promise<Difference | null> => (await checkpointed(stored)).difference;
  const NOWHERE = { accountId: null, version: null };

  test('is as it was sealed, a day without any row included; what came later is counted', async () => {
    const sealed = (await rowsOf('A-1')) + (await rowsOf('A-2')) + (await rowsOf('A-3')) - 1;
    const verified = await checkpointed(stored);
    expect(verified).toMatchObject({ checkpoints: 3, rows: sealed, unsealed: 1, difference: null });
    expect(verified.last).toMatchObject({ number: 3, sealedAt: day(3).toISOString() });
  });

  test('has one checkpoint a day where nothing comes, and another on the same day as soon as something came', async () => {
    const { checkpoint, isNew } = await sealJournal(stored.db, KEY, day(3));
    expect([checkpoint.number, checkpoint.leaves, isNew]).toEqual([4, 1, true]);
    expect(await sealJournal(stored.db, KEY, day(3))).toEqual({ checkpoint, isNew: false });
  });

  test('is found out where a row says something else', async () => {
    await withoutTriggers(
      stored.url,
      `update journal set body = jsonb_set(body, '{amountMinor}', '"1"') where account_id = 'A-2' and version = 3`,
    );
    expect(await found()).toEqual({ checkpoint: 1, reason: 'a row was changed', accountId: 'A-2', version: 3 });
  });

  test('is found out where somebody with all rights made the whole chain anew', async () => {
    await withoutTriggers(
      stored.url,
      `update journal set body = jsonb_set(body, '{amountMinor}', '"1"') where account_id = 'A-3' and version = 3`,
    );
    await rechain(stored.url, stored.db, 'A-3');
    expect(await verifyChain(stored.db)).toBeNull();
    expect(await found()).toEqual({ ...NOWHERE, checkpoint: 3, reason: 'a row was changed' });
  });

  test('is found out where a row is gone, with the first version that is missing', async () => {
    await withoutTriggers(stored.url, `delete from journal where account_id = 'A-1' and version = 2`);
    expect(await found()).toEqual({ checkpoint: 1, reason: 'a row was removed', accountId: 'A-1', version: 2 });
  });

  test('is found out where the last row of an account is gone', async () => {
    const last = await rowsOf('A-1');
    await withoutTriggers(stored.url, `delete from journal where account_id = 'A-1' and version = ${last}`);
    expect(await found()).toEqual({ checkpoint: 1, reason: 'a row was removed', accountId: 'A-1', version: last });
  });

  test.each([
    ['at the position of another', `(select min(position) from journal where account_id = 'A-2')`],
    ['before the very first', '-5'],
  ])('is found out where a row was put in %s', async (_, position) => {
    await withoutTriggers(
      stored.url,
      `insert into journal (position, account_id, version, type, at, body, cause, policy_hash, build, hash)
        overriding system value select ${position}, 'A-4', version, type, at, body, cause, policy_hash, build, hash
        from journal where account_id = 'A-1' and version = 1`,
    );
    expect(await found()).toEqual({ checkpoint: 1, reason: 'a row was added', accountId: 'A-4', version: 1 });
  });

  test('is found out where two rows changed places', async () => {
    await withoutTriggers(
      stored.url,
      `alter table journal alter position drop identity`,
      `update journal set position = case position when 1 then 2 else 1 end where position <= 2`,
    );
    expect(await found()).toEqual({ ...NOWHERE, checkpoint: 1, reason: 'a row was changed' });
  });

  test.each([
    ['the first checkpoint is gone', `delete from checkpoints where number = 1`, 1, 'missing'],
    ['one between is gone', `delete from checkpoints where number = 2`, 2, 'missing'],
    [
      'one between is gone and the next has taken its number',
      `delete from checkpoints where number = 2; update checkpoints set number = 2 where number = 3`,
      2,
      'not chained to the one before',
    ],
    [
      'two changed places',
      `update checkpoints set number = 9 where number = 1; update checkpoints set number = 1 where number = 2;
        update checkpoints set number = 2 where number = 9`,
      1,
      'not chained to the one before',
    ],
    [
      'it was dated back',
      `update checkpoints set sealed_at = sealed_at - interval '1 day' where number = 1`,
      1,
      'signature is wrong',
    ],
    ['its root is another', `update checkpoints set root = repeat('0', 64) where number = 3`, 3, 'signature is wrong'],
    [
      'its signature is another',
      `update checkpoints set signature = repeat('0', 128) where number = 3`,
      3,
      'signature is wrong',
    ],
    [
      'its signature is spelled in another way',
      `update checkpoints set signature = upper(signature) where number = 3`,
      3,
      'signature is wrong',
    ],
    [
      'it seals less',
      `update checkpoints set through_position = through_position - 1 where number = 1`,
      1,
      'signature is wrong',
    ],
    ['its key is another', `update checkpoints set key_id = 'other' where number = 2`, 2, 'key is not known'],
  ])('is found out where %s', async (_, statements, checkpoint, reason) => {
    await withoutTriggers(stored.url, ...statements.split(';'));
    expect(await found()).toEqual({ ...NOWHERE, checkpoint, reason: reason as Difference['reason'] });
  });

  test('is found out where all of it was sealed anew by another key', async () => {
    await withoutTriggers(stored.url, 'delete from checkpoints');
    await sealJournal(stored.db, newKey(), day(1));
    expect(await found()).toEqual({ ...NOWHERE, checkpoint: 1, reason: 'key is not known' });
  });

  test('that lost its newest checkpoints is found out by a hash that was noted elsewhere, and by nothing else', async () => {
    const { last } = await checkpointed(stored);
    expect((await checkpointed(stored, [last!.hash])).difference).toBeNull();
    await withoutTriggers(stored.url, 'delete from checkpoints where number = 3');
    expect((await checkpointed(stored)).difference).toBeNull();
    const { difference } = await checkpointed(stored, [last!.hash]);
    expect(difference).toMatchObject({ checkpoint: 3, reason: 'removed since it was noted' });
  });

  test('may be signed by a new key from some day on; both keys are needed to check it', async () => {
    const next = newKey();
    const { checkpoint } = await sealJournal(stored.db, next, day(4));
    expect(await found()).toEqual({ ...NOWHERE, checkpoint: 4, reason: 'key is not known' });
    const both = publicKeysFrom([KEY.publicKey, next.publicKey]);
    const verified = await verifyCheckpoints(stored.db, { keys: both });
    expect(verified).toMatchObject({ difference: null, last: { number: 4, hash: checkpointHash(checkpoint) } });
  });

  test.each(['update checkpoints set root = root', 'delete from checkpoints', 'truncate checkpoints'])(
    'the application may not touch its checkpoints: %s',
    async (statement) => {
      await expect(sql.raw(statement).execute(stored.db)).rejects.toThrow(/permission denied|append-only/);
    },
  );
});

describe('positions that commit in another order', () => {
  let stored: StoredWorld;
  beforeAll(async () => void (stored = await storedWorld()));
  afterAll(() => stored.drop());

  test('are sealed only once nobody can come before them any more', async () => {
    await live(stored, 'A-1', 1);
    const slow = new Client({ connectionString: stored.url });
    await slow.connect();
    await slow.query('begin');
    await slow.query(`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
      select 'A-9', version, type, at, body, cause, policy_hash, build, hash from journal where version = 1`);
    // It has its position, and somebody else has the next one and is done before it.
    await live(stored, 'A-2', 1);
    const sealing = sealJournal(stored.db, KEY, day(1));
    await untilItWaits(stored);
    await slow.query('commit');
    await slow.end();
    const { checkpoint } = await sealing;
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from journal`.execute(stored.db);
    expect(BigInt(checkpoint.leaves)).toBe(rows[0]!.count);
  });

  test('a journal that is never free for a moment is not sealed, and nobody waits for ever', async () => {
    const slow = new Client({ connectionString: stored.url });
    await slow.connect();
    await slow.query('begin; lock table journal in row exclusive mode');
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from checkpoints`.execute(stored.db);
    await expect(sealJournal(stored.db, KEY, day(2))).rejects.toThrow('never free for a moment');
    expect((await sql<{ count: bigint }>`select count(*) as count from checkpoints`.execute(stored.db)).rows).toEqual(
      rows,
    );
    await slow.query('rollback');
    await slow.end();
  });
});

async function untilItWaits({ db }: StoredWorld): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const { rows } = await sql`select from pg_locks where not granted and relation = 'journal'::regclass`.execute(db);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nobody waits for the journal');
}
