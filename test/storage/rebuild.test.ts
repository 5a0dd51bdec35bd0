import { sql } from 'kysely';
import { ChainIsBroken, rebuild, type Rebuilt } from '../../storage/rebuild';
import { verifyChain } from '../../storage/verifyChain';
import { asOwner } from './asOwner';
import { contentsOf } from './contentsOf';
import { longLives, manyLives } from './manyLives';
import { payment, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
  await longLives(stored, 2);
});
afterAll(() => stored.drop());

const LISTS = ['accounts', 'attempts', 'payments', 'letters', 'referrals', 'escalations'];
const again = (write = false): Promise<Rebuilt> => rebuild(stored.url, { write });
const alter = (statement: string) => sql.raw(statement).execute(stored.db);

function isEqual({ tables }: Rebuilt): boolean {
  return Object.values(tables).every(
    ({ missing, surplus, different }) => missing.count + surplus.count + different.count === 0,
  );
}

async function expectNothingLeft(): Promise<void> {
  const { rows } = await sql`select 1 from information_schema.schemata where schema_name like 'rebuild%'`.execute(
    stored.db,
  );
  expect(rows).toEqual([]);
}

test('the lives of this file bring about rows of every kind', async () => {
  const statuses = async (table: 'attempts' | 'letters' | 'referrals') =>
    (await stored.db.selectFrom(table).select('status').distinct().execute()).map(({ status }) => status).sort();
  expect(await statuses('attempts')).toEqual(
    expect.arrayContaining(['delivered', 'missed', 'sent', 'suppressed', 'undelivered']),
  );
  expect(await statuses('letters')).toEqual(['delivered', 'mailed', 'printed', 'returned']);
  expect(await statuses('referrals')).toEqual(['delivered']);
  const refunds = await stored.db.selectFrom('payments').selectAll().where('refund_minor', '>', 0n).execute();
  expect(refunds).toHaveLength(1);
  const calls = await stored.db.selectFrom('attempts').select('account_id').where('inbound', '=', true).execute();
  expect(calls).toEqual([{ account_id: 'A-ill' }]);
  const escalations = await stored.db.selectFrom('escalations').selectAll().orderBy('ref').execute();
  expect(escalations).toMatchObject([
    { ref: 'H-1', settled_by: 'clerk' },
    { ref: 'H-2', settled_by: null },
  ]);
  const closed = await stored.db
    .selectFrom('accounts')
    .select('id')
    .where('status', '=', 'closed')
    .orderBy('id')
    .execute();
  expect(closed).toEqual([{ id: 'A-back' }, { id: 'A-paid' }]);
});

test('the journal alone tells every row of every list again, and every snapshot', async () => {
  const before = await contentsOf(stored.db);
  const told: number[] = [];
  const rebuilt = await rebuild(stored.url, { write: false, onProgress: ({ events }) => told.push(events) });
  expect(rebuilt).toMatchObject({ accounts: before['accounts']!.length - 1, events: before['journal']!.length });
  expect(rebuilt.isWritten).toBe(false);
  expect(isEqual(rebuilt)).toBe(true);
  for (const table of ['attempts', 'payments', 'letters', 'referrals', 'escalations'] as const) {
    expect(rebuilt.tables[table].rows).toBe(before[table]!.length);
    expect(rebuilt.tables[table].rows).toBeGreaterThan(0);
  }
  expect(rebuilt.tables.accounts.rows).toBe(before['accounts']!.length - 1);
  expect(told.at(-1)).toBe(before['journal']!.length);
  expect(await contentsOf(stored.db)).toEqual(before);
  await expectNothingLeft();
});

test.each([
  ['accounts', `update accounts set balance_minor = 1 where id = 'A-word'`, 'A-word'],
  ['accounts', `update accounts set holds = '{fraud}' where id = 'A-word'`, 'A-word'],
  [
    'accounts',
    `update accounts set snapshot = jsonb_set(snapshot, '{promisesBroken}', '7') where id = 'A-word'`,
    'A-word',
  ],
  ['attempts', `update attempts set counts = not counts where id = 'A-back-4'`, 'A-back-4'],
  ['payments', `update payments set refund_minor = 0 where payment_id = 'P-2'`, '(A-paid,P-2)'],
  ['letters', `update letters set sha256 = null where register_number = 'TWL-000001'`, 'TWL-000001'],
  ['letters', `update letters set mail_number = 'RR0' where mail_number is not null`, 'TWL-000004'],
  ['attempts', `update attempts set template_version = 0 where id = 'A-back-4'`, 'A-back-4'],
  ['attempts', `update attempts set attitude = 'willing' where inbound`, 'A-ill-9'],
  ['escalations', `update escalations set settled_at = now() where ref = 'H-2'`, '(A-ill,termsAreMissing:H-2)'],
  ['referrals', `update referrals set latest_outcome = 'claimConfirmed'`, 'A-legal-R1'],
] as const)('a row of %s that was altered by hand is found, named and put right', async (table, statement, key) => {
  const before = await contentsOf(stored.db, LISTS);
  await alter(statement);
  const { tables, isWritten } = await again(true);
  expect(isWritten).toBe(true);
  for (const [name, { missing, surplus, different }] of Object.entries(tables)) {
    expect([name, missing.first, surplus.first, different.first]).toEqual([name, [], [], name === table ? [key] : []]);
  }
  expect(await contentsOf(stored.db, LISTS)).toEqual(before);
});

test('rows that were removed or made up by hand are found, named and put right', async () => {
  // What an account waits for is no part of its journal, and comes back with its next turn.
  await alter(`update accounts set waits_for = null, next_at = null where id = 'A-late'`);
  const before = await contentsOf(stored.db, LISTS);
  await alter(`delete from accounts where id = 'A-late'`);
  await alter(`delete from attempts where account_id = 'A-late'`);
  await alter(`insert into payments select account_id, 'P-forged', stage, received_at, paid_at, amount_minor, fees_minor,
    interest_minor, principal_minor, refund_minor, method from payments where payment_id = 'P-1'`);
  await alter(`update letters set register_number = 'TWL-999999' where register_number = 'TWL-000001'`);
  const { tables } = await again(true);
  expect(tables.accounts.missing).toEqual({ count: 1, first: ['A-late'] });
  expect(tables.attempts.missing.count).toBeGreaterThan(2);
  expect(tables.payments.surplus).toEqual({ count: 1, first: ['(A-paid,P-forged)'] });
  expect(tables.letters).toMatchObject({ missing: { first: ['TWL-000001'] }, surplus: { first: ['TWL-999999'] } });
  expect(await contentsOf(stored.db, LISTS)).toEqual(before);
});

test('only the first twenty keys are named, and all are counted and put right', async () => {
  const before = await contentsOf(stored.db, LISTS);
  await alter(`update payments set method = 'forged' where payment_id like 'A-long-%'`);
  const { tables } = await again(true);
  expect(tables.payments.different.count).toBe(2 * 199);
  expect(tables.payments.different.first).toHaveLength(20);
  expect(await contentsOf(stored.db, LISTS)).toEqual(before);
});

test('an account whose own row has fallen behind its journal is put right', async () => {
  const before = await contentsOf(stored.db, LISTS);
  await alter(`update accounts set version = 2, head_hash = (select hash from journal where account_id = 'A-word' and version = 2)
    where id = 'A-word'`);
  expect((await again(true)).tables.accounts.different.first).toEqual(['A-word']);
  expect(await contentsOf(stored.db, LISTS)).toEqual(before);
});

test('a snapshot of an older shape is no difference', async () => {
  await alter(`update accounts set shape = 0, snapshot = '{}' where id = 'A-long-0'`);
  expect(isEqual(await again())).toBe(true);
});

test.each([false, true])(
  'accounts live on while it is rebuilt (write: %s), and nothing of it is a difference',
  async (write) => {
    const run = { isOver: false };
    const ended = again(write).finally(() => (run.isOver = true));
    let turns = 0;
    while (!run.isOver || turns === 0) {
      const id = `A-long-${turns % 2}`;
      await stored.post(id, `live-${write}-${turns}`, payment(`P-live-${write}-${turns}`, 1n));
      await stored.takeTurn(id);
      turns += 1;
    }
    expect(isEqual(await ended)).toBe(true);
    expect(isEqual(await again())).toBe(true);
    expect(await verifyChain(stored.db)).toBeNull();
  },
);

test('journals of more than one page are told whole', async () => {
  await longLives(stored, 9, 2);
  const rebuilt = await again();
  expect(rebuilt.events).toBeGreaterThan(2_000);
  expect(isEqual(rebuilt)).toBe(true);
});

test('a broken journal is nothing to rebuild from: nothing is written, and the broken link is named', async () => {
  await asOwner(stored.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    await sql`update journal set body = jsonb_set(body, '{amountMinor}', '"1"') where account_id = 'A-paid' and type = 'PaymentReceived'`.execute(
      owner,
    );
    await sql`alter table journal enable trigger journal_is_append_only`.execute(owner);
  });
  const before = await contentsOf(stored.db);
  await expect(again(true)).rejects.toThrow(ChainIsBroken);
  await expect(again()).rejects.toMatchObject({ link: { accountId: 'A-paid', reason: 'altered' } });
  expect(await contentsOf(stored.db)).toEqual(before);
  await expectNothingLeft();
});
