import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DAY_MS,
  FILES,
  SAMPLE,
  happeningsOf,
  lines,
  manifestOf,
  rowsOf,
  sampleAccounts,
  text,
  type Told,
} from './readPortfolio';

const isOfTheFirst = (accountId: string) => Number(accountId.slice(3)) <= 150;

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
  const { name, handedOverAt } = manifestOf(SAMPLE).files.find((file) =>
    text(SAMPLE, file.name).includes('\nTW-000001,'),
  )!;
  expect(FILES.slice(16, 20)).toContain(name);
  const due = Date.parse(String(values('TW-000001')['due_on']));
  expect(Date.parse(handedOverAt.slice(0, 10)) - due).toBeGreaterThanOrEqual(3 * DAY_MS);
  expect(Date.parse(handedOverAt.slice(0, 10)) - due).toBeLessThanOrEqual(23 * DAY_MS);
});

test('files come about weekly from day 4 to day 176, all listed in the order of time, and each brings somebody', async () => {
  const { startOn, files } = manifestOf(SAMPLE);
  expect(files.map(({ name }) => name)).toEqual(FILES);
  const days = files.map(({ handedOverAt }) => (Date.parse(handedOverAt.slice(0, 10)) - Date.parse(startOn)) / DAY_MS);
  expect(days.slice(0, 5)).toEqual([4, 11, 18, 25, 35]);
  expect(days.at(-1)).toBe(176);
  for (const { name, handedOverAt } of files) {
    expect(handedOverAt).toMatch(/T08:30:00\+08:00$/);
    expect(lines(SAMPLE, name).length).toBeGreaterThan(10);
  }
  const first = FILES.slice(0, 4).map((name) => lines(SAMPLE, name).length);
  expect(Math.min(...first)).toBeGreaterThan(Math.max(...first) / 2);
});

test('among the first 150 accounts every trouble takes each of its ends, and somebody is still young on day 200', async () => {
  const told = happeningsOf(SAMPLE).filter(({ accountId }) => isOfTheFirst(accountId));
  const count = (wanted: Partial<Told>) =>
    told.filter((one) => Object.entries(wanted).every(([key, value]) => one[key] === value)).length;
  expect(count({ kind: 'fraudDecided', confirmed: true })).toBeGreaterThanOrEqual(2);
  expect(count({ kind: 'fraudDecided', confirmed: false })).toBeGreaterThanOrEqual(1);
  expect(count({ kind: 'disputeResolved', upheld: true })).toBeGreaterThanOrEqual(2);
  expect(count({ kind: 'disputeResolved', upheld: false })).toBeGreaterThanOrEqual(1);
  expect(count({ kind: 'promiseMade' })).toBeGreaterThanOrEqual(5);
  expect(count({ kind: 'accountRecalled' })).toBeGreaterThanOrEqual(10);
  const day200 = Date.parse(manifestOf(SAMPLE).startOn) + 200 * DAY_MS;
  const young = (await sampleAccounts()).filter(
    ({ row }) => isOfTheFirst(row.accountId) && day200 - Date.parse(row.dueOn) <= 30 * DAY_MS,
  );
  expect(young.length).toBeGreaterThanOrEqual(2);
});

test('disputes, fraud claims and promises come in the later months too', async () => {
  const handedOver = new Map((await sampleAccounts()).map(({ row, handedOverAt }) => [row.accountId, handedOverAt]));
  for (const kind of ['disputeRaised', 'fraudClaimed', 'promiseMade']) {
    const ofKind = happeningsOf(SAMPLE).filter((told) => told.kind === kind);
    for (const month of ['2026-04', '2026-05', '2026-06']) {
      expect(ofKind.some(({ accountId }) => handedOver.get(accountId)!.startsWith(month))).toBe(true);
    }
  }
});

test('days past due at hand-over follow the months of delay', async () => {
  const days = (await sampleAccounts()).map(
    ({ row, handedOverAt }) => (Date.parse(handedOverAt.slice(0, 10)) - Date.parse(row.dueOn)) / DAY_MS,
  );
  expect(Math.min(...days)).toBeGreaterThanOrEqual(3);
  const share = (from: number, to: number) => days.filter((day) => day >= from && day <= to).length / days.length;
  expect(share(3, 30)).toBeGreaterThan(0.4);
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
