import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { readRows } from '../../intake/readRows';
import type { Kind, Rows } from '../../intake/rowFormat';
import { convert, FIXTURE, ROOT, temporary } from './runConvert';

const SAMPLE = join(ROOT, 'examples/sample');

async function converted(input: string, ...more: string[]): Promise<string> {
  const out = join(temporary(), 'out');
  await convert('--input', input, '--start', '2026-01-01', '--out', out, ...more);
  return out;
}

async function rowsOf<K extends Kind>(where: string, name: string, kind: K): Promise<Rows[K][]> {
  const rows: Rows[K][] = [];
  for await (const read of readRows({ path: join(where, name), kind })) {
    if ('reason' in read) throw new Error(`${name}, line ${read.line}: ${read.reason}`);
    rows.push(read.row);
  }
  return rows;
}

const FILES = [1, 2, 3, 4, 5, 6].map((file) => `overdue-${file}.csv`);
const text = (where: string, name: string) => readFileSync(join(where, name), 'utf8');
const lines = (where: string, name: string) => text(where, name).trimEnd().split('\n');

type Manifest = { startOn: string; files: { name: string; handedOverAt: string }[]; clients: number; accounts: number };
const manifestOf = (where: string) => JSON.parse(text(where, 'manifest.json')) as Manifest;

type Told = { at: string; accountId: string; kind: string; madeUp: boolean; [detail: string]: unknown };
const happeningsOf = (directory: string) =>
  lines(directory, 'happenings.jsonl').map((line) => JSON.parse(line) as Told);

/** The accounts of the sample with the moment of their hand-over. */
async function sampleAccounts() {
  const accounts = [];
  for (const { name, handedOverAt } of manifestOf(SAMPLE).files) {
    for (const row of await rowsOf(SAMPLE, name, 'overdue')) accounts.push({ row, handedOverAt });
  }
  return accounts;
}

test('two runs make the same bytes, from a plain and from a packed input', async () => {
  const packed = join(temporary(), 'uci.csv.gz');
  await pipeline(createReadStream(FIXTURE), createGzip(), createWriteStream(packed));
  const [one, two] = await Promise.all([converted(FIXTURE), converted(packed)]);
  expect(readdirSync(one).toSorted()).toEqual(
    ['README.md', ...FILES, 'payments.csv', 'happenings.jsonl', 'manifest.json'].toSorted(),
  );
  for (const name of readdirSync(one)) expect(readFileSync(join(two, name))).toEqual(readFileSync(join(one, name)));
});

test('the sample is what the converter makes: its first accounts are those of the first clients of the data', async () => {
  const out = await converted(FIXTURE);
  const accounts = manifestOf(out).accounts;
  expect(accounts).toBeGreaterThan(10);
  for (const name of FILES) expect(lines(SAMPLE, name).slice(0, lines(out, name).length)).toEqual(lines(out, name));
  const isOfTheFirst = (line: string) => Number(/TW-(\d{6})/.exec(line)?.[1]) <= accounts;
  for (const name of ['payments.csv', 'happenings.jsonl']) {
    expect(lines(SAMPLE, name).filter(isOfTheFirst)).toEqual(lines(out, name).filter(isOfTheFirst));
  }
  expect(manifestOf(SAMPLE).files).toEqual(manifestOf(out).files);
});

test('fewer clients give the same first accounts', async () => {
  const [some, all] = await Promise.all([converted(FIXTURE, '--clients', '20'), converted(FIXTURE)]);
  expect(manifestOf(some).clients).toBe(20);
  for (const name of FILES) expect(lines(all, name).slice(0, lines(some, name).length)).toEqual(lines(some, name));
});

test('every row of the sample is taken by our own reader, and every account and payment is there once', async () => {
  const accounts = await sampleAccounts();
  const payments = await rowsOf(SAMPLE, 'payments.csv', 'payment');
  expect(accounts.length).toBe(manifestOf(SAMPLE).accounts);
  expect(accounts.length).toBeGreaterThanOrEqual(1000);
  expect(new Set(accounts.map(({ row }) => row.accountId)).size).toBe(accounts.length);
  expect(new Set(payments.map(({ paymentId }) => paymentId)).size).toBe(payments.length);
  const bytes = readdirSync(SAMPLE).reduce((sum, name) => sum + readFileSync(join(SAMPLE, name)).length, 0);
  expect(bytes).toBeLessThan(2_000_000);
});

test('the balance is the bill of the first late month, and the delay counts only months that were late', () => {
  const byId = new Map(
    FILES.flatMap((name) => lines(SAMPLE, name)).map((line) => [line.split(',')[0], line.split(',')]),
  );
  const columns = lines(SAMPLE, FILES[0]!)[0]!.split(',');
  const values = (id: string) => Object.fromEntries(columns.map((column, index) => [column, byId.get(id)?.[index]]));
  // Client 1: not late from April to July, in August two months late with a bill of 3102 TWD.
  expect(values('TW-000001')).toMatchObject({
    principal_minor: '276323',
    interest_minor: '3877',
    fees_minor: '30000',
    arrears_minor: '100000',
    repayment_history: '2|-1|-1|-2|-2',
    credit_limit_minor: '2000000',
  });
  expect(lines(SAMPLE, 'overdue-5.csv')[1]).toMatch(/^TW-000001,/);
  const due = String(values('TW-000001')['due_on']);
  expect(due > '2026-04-07' && due < '2026-05-01').toBe(true);
});

test('days past due at hand-over follow the months of delay', async () => {
  const days = (await sampleAccounts()).map(
    ({ row, handedOverAt }) => (Date.parse(handedOverAt.slice(0, 10)) - Date.parse(row.dueOn)) / 86_400_000,
  );
  expect(Math.min(...days)).toBeGreaterThanOrEqual(5);
  const share = (from: number, to: number) => days.filter((day) => day >= from && day <= to).length / days.length;
  expect(share(5, 30)).toBeGreaterThan(0.4);
  expect(share(31, 60)).toBeGreaterThan(0.3);
  expect(share(61, 400)).toBeGreaterThan(0.02);
});

test('nothing happens and nothing is paid before the hand-over of the account, nor after its end', async () => {
  const handedOver = new Map((await sampleAccounts()).map(({ row, handedOverAt }) => [row.accountId, handedOverAt]));
  const happenings = happeningsOf(SAMPLE);
  const payments = await rowsOf(SAMPLE, 'payments.csv', 'payment');
  for (const { accountId, at } of happenings) expect(at > handedOver.get(accountId)!).toBe(true);
  for (const { accountId, paidAt } of payments) {
    expect(Date.parse(paidAt)).toBeGreaterThan(Date.parse(handedOver.get(accountId)!));
  }
  const recalled = new Map(
    happenings.filter(({ kind }) => kind === 'accountRecalled').map(({ accountId, at }) => [accountId, at]),
  );
  expect(recalled.size).toBeGreaterThan(100);
  for (const { accountId, at } of happenings) expect(at <= (recalled.get(accountId) ?? '9')).toBe(true);
  for (const { accountId, paidAt } of payments) {
    expect(Date.parse(paidAt)).toBeLessThanOrEqual(Date.parse(recalled.get(accountId) ?? '2999-01-01'));
  }
});

test('happenings are told in order, in office hours, within 190 days, marked when made up, each trouble from its beginning', () => {
  const happenings = happeningsOf(SAMPLE);
  expect(happenings.map(({ at }) => at)).toEqual(happenings.map(({ at }) => at).toSorted());
  const before = (kind: string, accountId: string, at: string) =>
    happenings.some((other) => other.kind === kind && other.accountId === accountId && other.at < at);
  const comesAfter: Record<string, string> = {
    disputeResolved: 'disputeRaised',
    fraudStatementReceived: 'fraudClaimed',
    fraudDecided: 'fraudStatementReceived',
  };
  for (const { at, kind, accountId, madeUp } of happenings) {
    expect(at.slice(11, 16) >= '09:00' && at.slice(11, 16) < '18:00').toBe(true);
    expect(at < '2026-07-10').toBe(true);
    expect(madeUp).toBe(kind !== 'accountRecalled');
    expect(!comesAfter[kind] || before(comesAfter[kind], accountId, at)).toBe(true);
  }
  expect(new Set(happenings.map(({ kind }) => kind)).size).toBe(7);
});

test('a balance corrected by a dispute is between nothing and what was owed', async () => {
  const accounts = new Map((await sampleAccounts()).map(({ row }) => [row.accountId, row]));
  const corrected = happeningsOf(SAMPLE).filter((told) => 'correctedBalanceMinor' in told);
  expect(corrected.length).toBeGreaterThan(3);
  for (const { accountId, upheld, correctedBalanceMinor } of corrected) {
    const { principalMinor, interestMinor, feesMinor } = accounts.get(accountId)!;
    expect(upheld).toBe(true);
    expect(BigInt(String(correctedBalanceMinor))).toBeGreaterThan(0n);
    expect(BigInt(String(correctedBalanceMinor))).toBeLessThan(principalMinor + interestMinor + feesMinor);
  }
});

test('personal data are made up, one set for each debtor, and every 25th account shares its debtor', async () => {
  const rows = (await sampleAccounts()).map(({ row }) => row).toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const debtors = new Map(rows.map((row) => [row.debtorId, row]));
  expect(debtors.size).toBe(rows.length - Math.floor(rows.length / 25));
  expect(rows[24]?.debtorId).toBe(rows[23]?.debtorId);
  for (const row of rows) {
    const { name, mobile, email, address, nationalId, language } = debtors.get(row.debtorId)!;
    expect(row).toMatchObject({ name, address, language });
    expect([row.mobile, row.email, row.nationalId]).toEqual([mobile, email, nationalId]);
    expect(nationalId ?? 'A0000').toMatch(/^A0000/);
    expect(email ?? '@example.invalid').toMatch(/@example\.invalid$/);
    expect(mobile ?? '+886900000000').toMatch(/^\+8869000\d{5}$/);
  }
  for (const key of ['name', 'address'] as const) {
    expect(new Set([...debtors.values()].map((row) => String(row[key]))).size).toBe(debtors.size);
  }
  expect(rows.some(({ email }) => !email) && rows.some(({ mobile }) => !mobile)).toBe(true);
  expect(new Set(rows.map(({ language }) => language))).toEqual(new Set(['zh-TW', 'en']));
});

test('the attribution goes with the output', async () => {
  const out = await converted(FIXTURE);
  for (const name of ['README.md', 'manifest.json']) {
    for (const part of ['I-Cheng Yeh', 'UCI Machine Learning Repository', '10.24432/C55S3H', 'CC BY 4.0', 'changed']) {
      expect(text(out, name)).toContain(part);
    }
  }
});

test('the end of a short month stands for the days that it lacks', async () => {
  const out = join(temporary(), 'out');
  await convert('--input', FIXTURE, '--start', '2026-01-31', '--out', out);
  expect(manifestOf(out).files.map(({ handedOverAt }) => handedOverAt.slice(0, 10))).toEqual([
    '2026-02-04',
    '2026-03-04',
    '2026-04-04',
    '2026-05-04',
    '2026-06-04',
    '2026-07-04',
  ]);
});
