import { sql } from 'kysely';
import type { AdoptionChange, Figures } from '../../domain/adoption/figures';
import type { PolicyInForce } from '../../domain/policy';
import { dryRun } from '../../storage/adoption/dryRun';
import { hasMoreFollowersThan } from '../../storage/adoption/debtorJournals';
import { freshDryRun } from '../../storage/adoption/dryRunRecords';
import { contentsOf } from '../storage/contentsOf';
import { handedOver } from '../storage/handedOver';
import { ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { anotherVersion, closesAt } from './versions';

let stored: StoredWorld;
let from: PolicyInForce;

/**
 * The first word to three debtors, on one day: at the last moment before 18:00, at 18:00, and to two accounts of one debtor, by
 * SMS and by telephone. A fourth has paid everything.
 */
beforeAll(async () => {
  stored = await storedWorld();
  from = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  const firstContact = async (id: string, at: string, changes = {}) => {
    stored.setTime(at);
    await stored.begin(id, changes);
    await stored.liveOn(id, at);
  };
  await firstContact('A-before', '2026-03-02T17:59:59.999+08:00');
  await firstContact('A-at', '2026-03-02T18:00:00+08:00');
  await firstContact('A-two-sms', '2026-03-02T12:00:00+08:00', { debtorId: 'D-two' });
  await firstContact('A-two-call', '2026-03-02T13:00:00+08:00', { debtorId: 'D-two', dueOn: '2026-01-20' });
  await firstContact('A-closed', '2026-03-02T19:00:00+08:00');
  await stored.post('A-closed', 'recall', { fact: { type: 'RecallReported', because: 'other' } });
  await stored.takeTurn('A-closed');
});
afterAll(() => stored.drop());

const AT = ms('2026-03-02T20:00:00+08:00');
async function changesWith(to: PolicyInForce): Promise<{ figures: Figures; changes: AdoptionChange[]; sha: string }> {
  const changes: AdoptionChange[] = [];
  const onChange = (change: AdoptionChange): void => void changes.push(change);
  const { figures, listSha256: sha } = await dryRun(stored.db, { from, to, at: AT, by: 'tester' }, { onChange });
  return { figures, changes, sha };
}
const contactsIn = (changes: readonly AdoptionChange[]) => changes.filter(({ kind }) => kind === 'contact');

test('every contact of these lives was made', async () => {
  const { rows } = await sql<{ account_id: string; type: string }>`
    select account_id, type from journal where type like 'Contact%' and type <> 'ContactSent'`.execute(stored.db);
  expect(rows.map(({ account_id, type }) => `${account_id} ${type}`).sort()).toEqual(
    ['A-at', 'A-before', 'A-closed', 'A-two-call', 'A-two-sms'].map((id) => `${id} ContactReserved`),
  );
});

test('a window that closes at 18:00 would have put off exactly the contact of 18:00, not the one a moment before [HOURS]', async () => {
  const { figures, changes } = await changesWith(await anotherVersion(stored.db, 'to-18', closesAt('18:00')));
  expect(contactsIn(changes)).toEqual([
    {
      kind: 'contact',
      accountId: 'A-at',
      version: 2,
      at: ms('2026-03-02T18:00:00+08:00'),
      rung: 'first-sms',
      was: { is: 'made', channel: 'sms', rule: null, until: null },
      wouldBe: { is: 'deferred', channel: 'sms', rule: 'HOURS', until: ms('2026-03-03T07:00:00+08:00') },
    },
  ]);
  expect(figures).toMatchObject({
    accounts: 4,
    contacts: 4,
    contactsNotReproduced: 0,
    contactsOutsideCalendar: 0,
    contactsChanged: [{ was: 'made', wouldBe: 'deferred', rule: 'HOURS', count: 1 }],
  });
  const wider = await changesWith(await anotherVersion(stored.db, 'to-18:01', closesAt('18:01')));
  expect(contactsIn(wider.changes)).toEqual([]);
});

test('contacts are counted over all accounts of the debtor, as they were counted then [FREQUENCY]', async () => {
  const once = await anotherVersion(stored.db, 'once-a-day', [['caps', 'total', 'perDay'], 1]);
  expect(contactsIn((await changesWith(once)).changes)).toMatchObject([
    { accountId: 'A-two-call', wouldBe: { is: 'deferred', rule: 'FREQUENCY' } },
  ]);
});

test('next dates that move are told for each account that lives, with both dates', async () => {
  const later = await anotherVersion(stored.db, 'later', [['stages', 'reminder', 'ladder', 1, 'afterDays'], 4]);
  const { changes, figures } = await changesWith(later);
  expect(changes.map(({ kind, accountId }) => `${kind} ${accountId}`)).toEqual([
    'next A-at',
    'next A-before',
    'next A-two-sms',
  ]);
  const { next_at } = await stored.db
    .selectFrom('accounts')
    .select('next_at')
    .where('id', '=', 'A-at')
    .executeTakeFirstOrThrow();
  expect(changes[0]).toMatchObject({
    movement: 'later',
    was: { at: next_at!.getTime(), does: 'first-email by email' },
    wouldBe: { does: 'first-email by email' },
  });
  expect(figures.nextChanged).toEqual({ earlier: 0, later: 3, dateIsNew: 0, dateIsGone: 0, sameDate: 0 });
});

test('accounts for which the version is not are told with the reason, and so is no other', async () => {
  const loans = await anotherVersion(stored.db, 'loans', [['appliesTo', 'products'], ['instalment-loan']]);
  const { changes, figures } = await changesWith(loans);
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['leftOut']));
  expect(figures).toMatchObject({ accounts: 4, leftOut: 4 });
});

test('nothing is written but that somebody looked; the same journals and moment give the same list', async () => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'policy_dry_runs'`.execute(
    stored.db,
  );
  const tables = rows.map(({ name }) => name);
  const to = await anotherVersion(stored.db, 'unwritten', closesAt('18:00'), [['caps', 'total', 'perDay'], 1]);
  const before = await contentsOf(stored.db, tables);
  const first = await changesWith(to);
  expect(await contentsOf(stored.db, tables)).toEqual(before);
  const second = await changesWith(to);
  expect(second).toEqual(first);
  expect(first.sha).toMatch(/^[0-9a-f]{64}$/);
});

test('accounts that have not begun are counted as such: an adoption tells them as well', async () => {
  const before = await changesWith(await anotherVersion(stored.db, 'unbegun', closesAt('18:00')));
  expect(before.figures).toMatchObject({ accounts: 4, notBegun: 0 });
  await stored.take([handedOver('A-unborn'), handedOver('A-at-unborn', { debtorId: 'D-A-at' })]);
  const { figures, changes } = await changesWith(await anotherVersion(stored.db, 'unbegun', closesAt('18:00')));
  expect(figures).toEqual({ ...before.figures, accounts: 6, notBegun: 2 });
  expect(changes).toEqual(before.changes);
  expect(await hasMoreFollowersThan(stored.db, from.hash, 5)).toBe(true);
  expect(await hasMoreFollowersThan(stored.db, from.hash, 6)).toBe(false);
  for (const id of ['A-unborn', 'A-at-unborn']) {
    await stored.takeTurn(id);
    await stored.post(id, `recall-${id}`, { fact: { type: 'RecallReported', because: 'other' } });
    await stored.takeTurn(id);
  }
});

test('more debtors than one page holds are all looked at, each once', async () => {
  stored.setTime('2026-03-02T19:00:00+08:00');
  const ids = Array.from({ length: 60 }, (_, i) => `B-${i}`);
  await stored.take(ids.map((id) => handedOver(id)));
  for (const id of ids) await stored.takeTurn(id);
  const seen: number[] = [];
  const to = await anotherVersion(stored.db, 'pages', closesAt('18:00'));
  const { figures } = await dryRun(
    stored.db,
    { from, to, at: AT, by: 'tester' },
    { onProgress: ({ accounts }) => void seen.push(accounts) },
  );
  expect(figures.accounts).toBe(64);
  expect(seen).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
});

test('a dry run is on record for less than 24 hours, and only for its two versions in their direction', async () => {
  const to = await anotherVersion(stored.db, 'recorded', closesAt('18:00'));
  expect(await freshDryRun(stored.db, from.hash, to.hash)).toBeUndefined();
  const { id } = await dryRun(stored.db, { from, to, at: AT, by: 'tester' });
  expect(await freshDryRun(stored.db, from.hash, to.hash)).toBe(id);
  expect(await freshDryRun(stored.db, to.hash, from.hash)).toBeUndefined();
  const setAge = (age: string) =>
    sql`update policy_dry_runs set ran_at = now() - ${age}::interval where id = ${id}::bigint`.execute(stored.db);
  await setAge('23 hours 59 minutes');
  expect(await freshDryRun(stored.db, from.hash, to.hash)).toBe(id);
  await setAge('24 hours');
  expect(await freshDryRun(stored.db, from.hash, to.hash)).toBeUndefined();
});
