import { recount, recountAccounts } from '../../recount/recount';
import type { Recounted } from '../../recount/total';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { at, contact, letter, opened, type Line } from './journals';
import { CONTENT, HASH } from './packs';
import { store, storeEvents, storePack } from './stored';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
  await storePack(database.db, HASH, {
    ...CONTENT,
    caps: { ...CONTENT.caps, total: { perDay: 1, perWeek: 90 } },
  });
});
afterEach(() => database.drop());

const openedFor = (debtorId: string): Line => opened({ debtorId });
const of = ({ rules }: Recounted, rule: string) => rules.find((one) => one.rule === rule)!;
const run = (...args: string[]) => arrearsWith({ DATABASE_URL: database.url })('recount', ...args);

test('journals without a breach are told with what was asked of them', async () => {
  const { db } = database;
  await store(db, 'D-1', { 'A-1': [openedFor('D-1'), contact('2026-03-02 10:00')], 'A-2': [openedFor('D-1')] });
  await store(db, 'D-2', { 'A-3': [openedFor('D-2'), letter('2026-03-02 10:00', 'TWL-000001')], 'A-4': [] });
  const progress: number[] = [];
  const found = await recount(db, ({ debtors }) => progress.push(debtors));
  expect(found).toMatchObject({
    debtors: 2,
    accounts: 3,
    events: 5,
    contacts: 2,
    broken: 0,
    breaches: [],
    isWhole: true,
  });
  expect(of(found, 'HOURS')).toEqual({ rule: 'HOURS', of: 'contacts', asked: 2, breaches: 0 });
  expect(of(found, 'LETTER-REGISTERED')).toMatchObject({ asked: 1, breaches: 0 });
  expect(of(found, 'DEATH')).toMatchObject({ asked: 0, breaches: 0 });
  expect(progress).toEqual([1, 2]);
});

test('the contacts of all accounts of one debtor are counted together, those of two debtors are not [FREQUENCY]', async () => {
  const { db } = database;
  const contacted = (debtorId: string, attemptId: string) => [
    openedFor(debtorId),
    contact('2026-03-02 10:00', { attemptId }),
  ];
  await store(db, 'D-1', { 'A-1': contacted('D-1', 'T-1') });
  await store(db, 'D-2', { 'A-2': contacted('D-2', 'T-2') });
  expect((await recount(db)).broken).toBe(0);
  await store(db, 'D-2', { 'A-3': contacted('D-2', 'T-3') });
  const found = await recount(db);
  expect(found.breaches).toMatchObject([{ rule: 'FREQUENCY', accountId: 'A-3', version: 2 }]);
  expect(of(found, 'FREQUENCY')).toMatchObject({ asked: 3, breaches: 1 });
});

test('some accounts are counted with the others of their debtor, and the register is not searched for gaps', async () => {
  const { db } = database;
  await store(db, 'D-1', {
    'A-1': [openedFor('D-1')],
    'A-2': [openedFor('D-1'), letter('2026-03-02 10:00', 'TWL-000002')],
  });
  await store(db, 'D-2', { 'A-3': [openedFor('D-2'), contact('2026-03-02 06:59')] });
  expect(await recountAccounts(db, ['A-1'])).toMatchObject({
    debtors: 1,
    accounts: 2,
    contacts: 1,
    broken: 0,
    isWhole: false,
  });
  expect(await recountAccounts(db, ['A-3', 'A-1'])).toMatchObject({ debtors: 2, broken: 1 });
  expect((await recount(db)).breaches.map(({ rule }) => rule)).toEqual(['HOURS', 'LETTER-REGISTERED']);
  await expect(recountAccounts(db, ['A-9'])).rejects.toThrow('Nobody handed over an account A-9');
});

test('a register number that two debtors have is found [LETTER-REGISTERED]', async () => {
  const { db } = database;
  for (const [i, debtorId] of ['D-1', 'D-2'].entries()) {
    await store(db, debtorId, { [`A-${i}`]: [openedFor(debtorId), letter('2026-03-02 10:00', 'TWL-000001')] });
  }
  expect((await recount(db)).breaches).toMatchObject([{ rule: 'LETTER-REGISTERED', accountId: 'A-1' }]);
});

test('events that belong to no account do not go unnoticed [RECORD]', async () => {
  const { db } = database;
  await storeEvents(db, { 'A-1': [openedFor('D-1'), contact('2026-03-02 10:00')] });
  expect((await recount(db)).breaches).toMatchObject([
    { rule: 'RECORD', accountId: null, says: 'events that belong to no account: 2' },
  ]);
});

test('time goes on in all journals together: what one account has forgotten, the others show [COMPLAINT]', async () => {
  const { db } = database;
  const complaint = { holdId: 'K-1', kind: 'complaint', provenance: 'debtor', by: 'u', reviewOn: null, textId: null };
  await store(db, 'D-1', { 'A-1': [openedFor('D-1'), at('2026-04-01 09:00', 'HoldPlaced', complaint)] });
  expect((await recount(db)).broken).toBe(0);
  await store(db, 'D-2', { 'A-2': [opened({ debtorId: 'D-2' }, '2026-04-10 00:00')] });
  expect((await recount(db)).breaches).toMatchObject([{ rule: 'COMPLAINT', accountId: 'A-1', version: 2 }]);
});

test('a pack that cannot be read is named', async () => {
  await storePack(database.db, 'c'.repeat(64), { contactHours: [] });
  await expect(recount(database.db)).rejects.toThrow(`The pack ${'c'.repeat(64)} cannot be read`);
});

test('every account of every debtor is met once, however many pages that takes', async () => {
  const { db } = database;
  const ids = Array.from({ length: 1_002 }, (_, i) => i);
  const debtorOf = (i: number) => `D-${String(Math.floor(i / 3)).padStart(4, '0')}`;
  const debtors = [...new Set(ids.map(debtorOf))];
  const nothing = Buffer.alloc(0);
  await db
    .insertInto('debtors')
    .values(debtors.map((id) => ({ id, wrapped_key: nothing, identity: nothing })))
    .execute();
  await db
    .insertInto('accounts')
    .values(ids.map((i) => ({ id: `A-${i}`, debtor_id: debtorOf(i), policy_hash: HASH })))
    .execute();
  await storeEvents(db, Object.fromEntries(ids.map((i) => [`A-${i}`, [openedFor(debtorOf(i))]])));
  expect(await recount(db)).toMatchObject({ debtors: 334, accounts: 1_002, events: 1_002, broken: 0 });
});

describe('arrears recount', () => {
  test('ends with 0 and says what was asked, where no rule was broken', async () => {
    await store(database.db, 'D-1', { 'A-1': [openedFor('D-1'), contact('2026-03-02 10:00')] });
    const { code, stdout } = await run();
    expect(stdout).toContain('1 contacts of 1 accounts of 1 debtors');
    expect(stdout).toMatch(/^HOURS +1 +contacts +0$/m);
    expect(stdout).toContain('No rule was broken.');
    expect(code).toBe(0);
  });

  test('ends with 1 and names each breach with its account and event', async () => {
    await store(database.db, 'D-1', { 'A-1': [openedFor('D-1'), contact('2026-03-02 06:59')] });
    const { code, stdout } = await run('A-1');
    expect(stdout).toMatch(
      /^HOURS +A-1 +2 +2026-03-01T22:59:00.000Z +possible at 2026-03-02 06:59:00, outside 07:00–22:00$/m,
    );
    expect(stdout).toContain('Gaps of the letter register were not looked for');
    expect(stdout).toContain('Breaches: 1.');
    expect(code).toBe(1);
    const told = await run('--json');
    expect(told.code).toBe(1);
    expect(jsonOf(told)).toMatchObject({
      broken: 1,
      breaches: [{ rule: 'HOURS', accountId: 'A-1', version: 2, at: '2026-03-01T22:59:00.000Z' }],
    });
  });

  test('an account that nobody handed over is a slip of the hand', async () => {
    const { code, stderr } = await run('A-9');
    expect(stderr).toContain('Nobody handed over an account A-9.');
    expect(code).toBe(1);
  });
});
