import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { eventually } from '../embedded/eventually';
import { newFolder } from '../embedded/newFolder';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { overdueFile, overdueLine, paymentFile } from './overdueFile';
import { arrearsWith, jsonOf, MASTER_KEY } from './runArrears';

const folder = newFolder();
let database: FreshDatabase;
let arrears: ReturnType<typeof arrearsWith>;

beforeAll(async () => {
  mkdirSync(folder);
  database = await freshDatabase();
  arrears = arrearsWith({ DATABASE_URL: database.url, ARREARS_MASTER_KEY: MASTER_KEY });
});
afterAll(() => database.drop());

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const TAIWAN = ['--policy', 'tw-bank-card'];

test('an overdue file is taken but for the rows that are wrong, and importing it again changes nothing', async () => {
  const path = await file(
    'overdue.csv',
    overdueFile([overdueLine('A-1'), overdueLine('A-2', 'TWD', '1.5'), overdueLine('A-3', 'USD'), overdueLine('A-4')]),
  );
  const first = await arrears('import', path, ...TAIWAN, '--json');
  expect(first).toMatchObject({ code: 2, stderr: '' });
  expect(jsonOf(first)).toMatchObject({ kind: 'overdue', rows: 4, added: 2, rejected: 2 });
  const rejects = await readFile(`${path}.rejects.csv`, 'utf8');
  expect(rejects.split('\n').map((line) => line.slice(0, 30))).toEqual([
    'line,account_id,reason',
    '3,A-2,"fees_minor ""1.5"": mus',
    '4,A-3,"tw-bank-card is for TWD',
    '',
  ]);

  const again = await arrears('import', path, ...TAIWAN);
  expect(again).toMatchObject({ code: 2, stdout: expect.stringContaining('0 new') });
  expect(again.stdout).toContain('overdue.csv.rejects.csv');
  expect(await database.db.selectFrom('accounts').select('id').orderBy('id').execute()).toEqual([
    { id: 'A-1' },
    { id: 'A-4' },
  ]);
});

test('a payment file is known by its header, and one that was all good ends with 0', async () => {
  const path = await file('payments.csv', paymentFile([['P-1', 'A-1']]));
  expect(await arrears('import', path)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 rows: 1 new') });
  expect(await arrears('import', path)).toMatchObject({ code: 0, stdout: expect.stringContaining('earlier import') });
});

test('what is no importable file is told in one sentence', async () => {
  const headless = await file('headless.csv', 'a,b\n1,2\n');
  const [none, unknown, policy] = await Promise.all([
    arrears('import', join(folder, 'none.csv'), '--json'),
    arrears('import', headless),
    arrears('import', await file('other.csv', overdueFile([overdueLine('A-9')])), '--policy', 'tw-bank-kard'),
  ]);
  expect(none).toEqual({ code: 1, stdout: '', stderr: `arrears: There is no file ${join(folder, 'none.csv')}.\n` });
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('say --kind overdue or payment') });
  expect(policy).toMatchObject({ code: 1, stderr: expect.stringMatching(/There is: cn-bank-card, .*tw-bank-card/) });
});

test('an import that Ctrl-C stops says how to go on, and goes on where it stopped', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [`L-${i}`, 'A-1'] as const);
  const path = await file('long.csv', paymentFile(rows));
  const { child, ended } = arrears.start('import', path);
  await eventually('a batch is stored', hasBegun, 20_000);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({
    code: 130,
    stdout: '',
    stderr: expect.stringContaining('the same command goes on'),
  });

  const resumed = jsonOf(await arrears('import', path, '--json'));
  expect(resumed['resumedAfterLine']).toBeGreaterThan(1_000);
  const { rows: kept } = await sql<{ n: number }>`
    select count(*)::int as n from inbox where external_id like 'L-%'`.execute(database.db);
  expect(kept).toEqual([{ n: 20_000 }]);
});

async function hasBegun(): Promise<boolean> {
  const { rows } = await sql`select 1 from inbox where external_id like 'L-%' limit 1`.execute(database.db);
  return rows.length > 0;
}
