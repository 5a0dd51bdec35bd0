import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createDataFolder } from '../../embedded/dataFolder';
import { clearRunning, writeRunning } from '../../embedded/running';
import { eventually } from '../embedded/eventually';
import { newFolder } from '../embedded/newFolder';
import type { FreshDatabase } from '../setup/freshDatabase';
import { asOwner } from '../storage/asOwner';
import { ms } from '../storage/storedWorld';
import { livingAccounts, type LivingAccounts } from './livingAccounts';
import { newIds, paymentFile } from './overdueFile';
import { arrearsWith, jsonOf } from './runArrears';

const folder = newFolder();
const [A, B, C] = newIds(3) as [string, string, string];
let accounts: LivingAccounts;
let database: FreshDatabase;
let arrears: LivingAccounts['arrears'];

/** Three accounts on their first morning, 2026-03-01 in Taipei, with a worker that lets them live. */
beforeAll(async () => {
  accounts = await livingAccounts(folder, ms('2026-03-01T09:00:00+08:00'), [A, B, C]);
  ({ database, arrears } = accounts);
}, 120_000);
afterAll(() => accounts?.stop());

async function count(table: string, condition: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where ${sql.raw(condition)}`.execute(database.db);
  return rows[0]!.n;
}

test('accounts are listed by pages, as a table and as JSON', async () => {
  const [table, page, none] = await Promise.all([
    arrears('list', '--stage', 'reminder'),
    arrears('list', '--limit', '2', '--after', A, '--json'),
    arrears('list', '--hold', 'dispute', '--json'),
  ]);
  expect(table.stdout.split('\n').filter((line) => /reminder .* M1 .* 20,600.00 TWD/.test(line))).toHaveLength(3);
  expect(jsonOf(page)).toMatchObject({ accounts: [{ id: B, balanceMinor: '2060000' }, { id: C }], next: null });
  expect(jsonOf(none)).toEqual({ accounts: [], next: null });
});

test('a payment counts once however often it is sent, and its id never means another amount', async () => {
  const payment = ['send', 'payment', A, '--id', `P-${A}`, '--amount-minor'];
  expect(await arrears(...payment, '12500')).toMatchObject({ code: 0, stdout: expect.stringContaining('kept') });
  const [again, other] = await Promise.all([
    arrears(...payment, '12500', '--json'),
    arrears(...payment, '12600', '--json'),
  ]);
  expect(jsonOf(again)).toEqual({ outcome: 'repeated', id: `P-${A}`, accountId: A, type: 'PaymentReported' });
  expect(other).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('known with other contents') });
  await eventually(
    'the account has heard it',
    async () => (await count('payments', `account_id = '${A}'`)) === 1,
    20_000,
  );
});

test('a command is answered by the account: refused with a code of its own, or accepted', async () => {
  await arrears('send', 'dispute', B, '--id', `D-${B}`, '--ground', 'amount');
  await eventually('the hold is there', async () => (await count('accounts', `'dispute' = any(holds)`)) === 1, 20_000);
  const promise = [
    'send',
    'promise',
    B,
    '--amount-minor',
    '5000',
    '--on',
    '2026-03-05',
    '--by',
    'clerk',
    '--id',
    'r-1',
  ];
  const refused = await arrears(...promise, '--json');
  expect(refused).toMatchObject({ code: 5, stderr: '' });
  expect(jsonOf(refused)).toEqual({ outcome: 'refused', reason: 'collectionIsSuspended', id: 'r-1', accountId: B });

  const resolve = ['send', 'resolve-dispute', B, '--dispute-id', `D-${B}`, '--by', 'clerk'];
  const accepted = await arrears(...resolve, '--outcome', 'upheld', '--principal-minor', '1000000');
  expect(accepted).toMatchObject({ code: 0, stdout: expect.stringMatching(/^cli-[\w-]+: accepted by/) });

  const { stdout } = await arrears('show', B);
  expect(stdout).toMatch(/balance +10,000.00 TWD/);
  expect(stdout).toMatch(
    /2026-03-01 09:\d\d {2}The debtor disputes the debt \(D-\S+: amount\); collection stops\. {2}\(by message \d+\)/,
  );
  expect(stdout).toMatch(/was upheld by clerk: 10,000.00 TWD is owed now\./);
});

test('an account is shown with what it waits for, and with nothing personal', async () => {
  const [shown, raw] = await Promise.all([arrears('show', C), arrears('show', C, '--json')]);
  expect(shown.stdout).toMatch(/status +open, in reminder/);
  expect(shown.stdout).toMatch(/made of +fees 100.00 TWD, interest 500.00 TWD, principal 20,000.00 TWD/);
  expect(shown.stdout).toMatch(/waits for +\S+ \((sms|email|call|letter)\), until 2026-03-0\d \d\d:\d\d/);
  expect(shown.stdout).toMatch(
    /2026-03-01 09:\d\d {2}Handed over: 20,600.00 TWD is owed, 5,000.00 TWD of it overdue since 2026-02-20/,
  );
  const { id, state, events } = jsonOf(raw) as { id: string; state: object; events: object[] };
  expect({ id, state }).toMatchObject({ id: C, state: { arrearsMinor: '500000' } });
  expect(events[0]).toMatchObject({ version: 1, type: 'AccountOpened' });
  for (const { stdout } of [shown, raw]) expect(stdout).not.toMatch(/王小明|886912345678/);
});

test('an account that nobody handed over is told as such, whatever was asked of it', async () => {
  const answers = await Promise.all([
    arrears('show', 'NOBODY', '--json'),
    arrears('send', 'payment', 'NOBODY', '--amount-minor', '1'),
    arrears('send', 'write-off', 'NOBODY', '--because', 'test', '--by', 'clerk'),
  ]);
  for (const answer of answers) {
    expect(answer).toEqual({ code: 1, stdout: '', stderr: 'arrears: Nobody handed over an account NOBODY.\n' });
  }
});

test('a fact about an unknown account waits until somebody says where it belongs', async () => {
  const early = join(folder, 'early.csv');
  await writeFile(early, paymentFile([[`E-${C}`, 'TYPO']]));
  expect(await arrears('import', early, '--policy', 'tw-bank-card')).toMatchObject({ code: 0 });
  const { facts } = jsonOf(await arrears('unmatched', '--json')) as { facts: { id: string }[] };
  expect(facts).toMatchObject([{ accountId: 'TYPO', type: 'PaymentReported', externalId: `E-${C}` }]);
  const [{ id }] = facts as [{ id: string }];
  expect(await arrears('match', id, 'TYPO')).toMatchObject({ code: 1 });
  expect(await arrears('match', id, C)).toMatchObject({ code: 0 });
  await eventually(
    'the account has heard it',
    async () => (await count('payments', `account_id = '${C}'`)) === 1,
    20_000,
  );
  expect((await arrears('unmatched')).stdout).toBe('Every fact found its account.\n');
});

test('a rebuild finds what the lists say wrongly, puts it right, and finds a journal that was altered', async () => {
  expect(jsonOf(await arrears('rebuild', '--json'))).toMatchObject({ chain: 'holds', differs: false, accounts: 3 });

  await sql`update payments set amount_minor = 1 where account_id = ${A}`.execute(database.db);
  const found = await arrears('rebuild');
  expect(found).toMatchObject({ code: 3, stdout: expect.stringMatching(/payments +\d +0 +0 +1 +\S*P-/) });
  expect(await arrears('rebuild', '--write')).toMatchObject({ code: 0, stdout: expect.stringContaining('put right') });
  expect(await count('payments', 'amount_minor = 1')).toBe(0);

  await asOwner(database.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    await sql`update journal set cause = 'nobody' where account_id = ${A} and version = 1`.execute(owner);
  });
  const broken = await arrears('rebuild', '--json');
  expect(broken.code).toBe(3);
  expect(jsonOf(broken)).toEqual({ chain: 'broken', accountId: A, version: 1, reason: 'altered' });
});

test('without any variable the service that runs on the data folder is found', async () => {
  const data = join(folder, 'data');
  createDataFolder(data);
  const temporalAddress = process.env['TEST_TEMPORAL_ADDRESS']!;
  writeRunning(data, { databaseUrl: database.url, temporalAddress });
  const here = arrearsWith({ ARREARS_DATA: data });
  expect(jsonOf(await here('list', '--json', '--limit', '1'))).toMatchObject({ accounts: [{ id: A }], next: A });
  clearRunning(data);
  expect(await here('list', '--json')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('npm start -- --stay'),
  });
});
