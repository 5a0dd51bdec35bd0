import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { importFile } from '../../intake/importFile';
import type { Kind } from '../../intake/rowFormat';
import { overdueSink, paymentSink } from '../../intake/sinks';
import { asOwner } from './asOwner';
import { contentsOf } from './contentsOf';
import { MASTER, ms, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeEach(async () => {
  stored = await storedWorld();
});
afterEach(() => stored.drop());

const NOW = ms('2026-03-01T01:00:00Z');
const OVERDUE = [
  'account_id,debtor_id,product,currency,principal_minor,interest_minor,fees_minor,arrears_minor,due_on,language,time_zone,name,mobile',
  ...Array.from(
    { length: 7 },
    (_, i) => `A-${i},D-${i},credit-card,TWD,100000,0,0,100000,2026-02-01,zh-TW,Asia/Taipei,王小明,+88691234567${i}`,
  ),
];
const PAYMENTS = [
  'payment_id,account_id,amount_minor,currency,paid_at',
  ...Array.from({ length: 7 }, (_, i) => `P-${i},A-${i},100,TWD,2026-02-28T10:00:00+08:00`),
];

async function bring<K extends Kind>(
  kind: K,
  lines: readonly string[],
  sink: Parameters<typeof importFile<K>>[0]['sink'],
) {
  const path = join(stored.outbox, `${kind}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  return importFile({ path, kind, rejectsPath: `${path}.rejects`, batchRows: 2, sink });
}
const bringOverdue = (lines = OVERDUE) =>
  bring(
    'overdue',
    lines,
    overdueSink(stored.db, MASTER, stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!.hash, NOW),
  );
const bringPayments = (lines = PAYMENTS) => bring('payment', lines, paymentSink(stored.db, NOW));

/** The database refuses this one row, as a full disk or a lost connection would. */
const refuse = (externalId: string) =>
  sql.raw(`alter table inbox add constraint refused check (external_id <> '${externalId}')`);

test('an overdue file is handed over whole, and a second time changes nothing', async () => {
  expect(await bringOverdue()).toMatchObject({ rows: 7, added: 7, rejected: 0 });
  const before = await contentsOf(stored.db, ['inbox', 'accounts', 'debtors', 'contact_points']);
  expect(await bringOverdue()).toMatchObject({ added: 0, rejected: 0, resumedAfterLine: 8 });
  expect(await contentsOf(stored.db, ['inbox', 'accounts', 'debtors', 'contact_points'])).toEqual(before);
});

test('a file that grew is another file: the old lines are repeated, the new ones added', async () => {
  await bringPayments();
  const grown = [...PAYMENTS, 'P-7,A-0,300,TWD,2026-02-28T11:00:00+08:00'];
  expect(await bringPayments(grown)).toMatchObject({ rows: 8, added: 1, repeated: 7, resumedAfterLine: 0 });
});

test('a payment that says something else than the one we know is rejected and changes nothing', async () => {
  await bringPayments();
  const before = await contentsOf(stored.db, ['inbox']);
  const forged = PAYMENTS.map((line) => line.replace('P-3,A-3,100', 'P-3,A-3,999'));
  expect(await bringPayments(forged)).toMatchObject({ added: 0, repeated: 6, rejected: 1 });
  expect(await contentsOf(stored.db, ['inbox'])).toEqual(before);
});

test.each([
  ['overdue', 'A-3', bringOverdue],
  ['payments', 'P-3', bringPayments],
])(
  'an %s import that fails in the middle keeps whole batches only, and goes on there',
  async (_, failing, bringFile) => {
    const { db, url } = stored;
    await asOwner(url, (owner) => refuse(failing).execute(owner));
    await expect(bringFile()).rejects.toThrow(/refused/);
    const [kept] = await db.selectFrom('import_files').selectAll().execute();
    const stopped = await contentsOf(db, ['inbox', 'accounts', 'debtors', 'contact_points']);
    expect(kept?.through_line).toBe(3);
    expect(stopped['inbox']).toHaveLength(2);
    expect(stopped['accounts']?.length).toBe(stopped['debtors']?.length);

    await asOwner(url, (owner) => sql`alter table inbox drop constraint refused`.execute(owner));
    expect(await bringFile()).toMatchObject({ added: 5, rejected: 0, resumedAfterLine: 3 });
    expect((await contentsOf(db, ['inbox']))['inbox']).toHaveLength(7);
  },
);
