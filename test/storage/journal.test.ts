import { sql } from 'kysely';
import { Client } from 'pg';
import type { AccountId } from '../../domain/brand';
import { loadAccount, readJournal, SHAPE } from '../../storage/journal';
import { contentsOf } from './contentsOf';
import { payment, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

const load = (id: string) => loadAccount(stored.db, id as AccountId);

async function asOwner<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: stored.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test.each([
  ['update', `update journal set build = 'forged'`],
  ['delete', `delete from journal`],
  ['truncate', `truncate journal`],
])("neither the application's role nor the owner can %s the journal", async (_, statement) => {
  await stored.begin(`A-only-${_}`);
  const before = await contentsOf(stored.db, ['journal']);
  await expect(sql.raw(statement).execute(stored.db)).rejects.toThrow(/permission denied/);
  await asOwner((client) => expect(client.query(statement)).rejects.toThrow(/append-only/));
  expect(await contentsOf(stored.db, ['journal'])).toEqual(before);
});

test('loading an account changes nothing and gives the same again', async () => {
  await stored.begin('A-load');
  await stored.post('A-load', 'load-1', payment('P-load', 500n));
  const before = await contentsOf(stored.db);
  const [one, two] = [await load('A-load'), await load('A-load')];
  expect(two).toEqual(one);
  expect(one.waiting).toMatchObject([{ fact: { type: 'PaymentReported', amountMinor: 500n } }]);
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('messages are heard in the order in which they came, the tenth after the ninth', async () => {
  await stored.begin('A-order');
  for (let i = 1; i <= 12; i++) await stored.post('A-order', `order-${i}`, payment(`P-order-${i}`, 1n));
  const ids = (await load('A-order')).waiting.map(({ id }) => Number(id));
  expect(ids).toHaveLength(12);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

test('an account nobody handed over is an error that names it', async () => {
  await expect(load('A-none')).rejects.toThrow('There is no account A-none');
});

test('an account whose snapshot has an older shape is folded anew, and kept in the new shape by its next turn', async () => {
  await stored.begin('A-old');
  await stored.post('A-old', 'old-1', payment('P-old', 700n));
  await stored.takeTurn('A-old');
  const { account } = await load('A-old');
  await sql`update accounts set shape = ${SHAPE - 1}, snapshot = '{"form":"older"}' where id = 'A-old'`.execute(
    stored.db,
  );
  expect((await load('A-old')).account).toEqual(account);

  await stored.post('A-old', 'old-2', payment('P-old-2', 300n));
  await stored.takeTurn('A-old');
  const row = await stored.db.selectFrom('accounts').selectAll().where('id', '=', 'A-old').executeTakeFirstOrThrow();
  expect(row).toMatchObject({ shape: SHAPE, balance_minor: 2_059_000n });
  expect((await load('A-old')).account?.balance.fees).toBe(9_000n);
});

test('whatever words a caller uses as ids, an account comes back from its snapshot as its journal tells it', async () => {
  await stored.begin('A-words');
  const fact = { type: 'DisputeReported', disputeId: 'bigint:5', ground: '{"bigint":"7"}', textId: null } as const;
  await stored.post('A-words', 'words-1', { fact });
  await stored.takeTurn('A-words');
  expect((await load('A-words')).account?.holds).toMatchObject([{ kind: 'dispute', ref: 'bigint:5' }]);

  const { id } = await stored.post('A-words', 'words-2', {
    command: { type: 'ResolveDispute', disputeId: 'bigint:5', upheld: false, correctedBalance: null, by: 'clerk' },
  });
  await stored.takeTurn('A-words');
  const answer = await stored.db.selectFrom('inbox').select('refused').where('id', '=', BigInt(id)).executeTakeFirst();
  expect(answer).toEqual({ refused: null });
});

test('an event of a kind that this build does not know stops the reading, and is never skipped', async () => {
  await stored.begin('A-future');
  await asOwner(async (client) => {
    await client.query(`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
      values ('A-future', 99, 'DebtForgotten', now(), '{"type":"DebtForgotten","at":1}', 'clock', '', 'future', '')`);
  });
  await expect(readJournal(stored.db, 'A-future' as AccountId)).rejects.toThrow(/type/);
});
