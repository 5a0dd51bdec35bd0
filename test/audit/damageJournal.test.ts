import { sql } from 'kysely';
import { checkJournal } from '../../audit/checks/journal';
import type { Trx } from '../../storage/database';
import { manyLives } from '../storage/manyLives';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { accountsOf, damaged, decisionsOf, differing, journalOf, named, rechain } from './damaged';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
}, 120_000);
afterAll(() => stored.drop());

const journalAfter = async (...damage: string[]): Promise<readonly string[]> =>
  named(await damaged(stored, damage, journalOf));
const run = (trx: Trx, statement: string) => sql.raw(statement).execute(trx);

test('a journal as it was written is whole, and every row of it is looked at [AUDIT]', async () => {
  const checked = await damaged(stored, [], journalOf);
  expect(named(checked)).toEqual([]);
  expect(checked.map(({ accountId }) => accountId)).toEqual(await damaged(stored, [], accountsOf));
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from journal`.execute(stored.db);
  expect(checked.reduce((sum, { looked }) => sum + looked, 0)).toBe(rows[0]!.count);
  expect(checked.find(({ accountId }) => accountId === 'A-unborn')).toMatchObject({ looked: 0, findings: [] });
});

const inWord = `where account_id = 'A-word' and version = 3`;
test.each([
  [`update journal set body = jsonb_set(body, '{at}', '1') ${inWord}`],
  [`update journal set type = 'PromiseKept' ${inWord}`],
  [`update journal set at = at + interval '1 millisecond' ${inWord}`],
  [`update journal set cause = 'clock:' ${inWord}`],
  [`update journal set policy_hash = 'another' ${inWord}`],
  [`update journal set build = 'another' ${inWord}`],
  [`update journal set hash = repeat('0', 64) ${inWord}`],
])('an altered event is found and named: %s [AUDIT]', async (statement) => {
  expect(await journalAfter(statement)).toContain('eventAltered A-word 3');
});

test('an altered amount is found in the chain, in the lists and in the snapshot', async () => {
  const found = await damaged(
    stored,
    [`update journal set body = jsonb_set(body, '{amountMinor}', '"999"') where body ->> 'paymentId' = 'P-1'`],
    journalOf,
  );
  expect(named(found)).toEqual([expect.stringMatching(/^eventAltered A-paid \d+$/), 'projectionDiffers A-paid']);
  expect(found.flatMap(({ findings }) => findings).at(-1)!.says).toBe(
    'The journal tells something else than the row (A-paid,P-1) of payments in amount_minor',
  );
});

test('every altered event is named, and not the first alone', async () => {
  expect(
    await journalAfter(`update journal set cause = 'x' where account_id = 'A-word' and version in (2, 4)`),
  ).toEqual(['eventAltered A-word 2', 'eventAltered A-word 4']);
});

const LISTS = 'listsNotCompared? A-word';
test('a removed event is found and named, in the midst of the journal and at its end, first and last [AUDIT]', async () => {
  const last = (await lengthOf('A-word'))!;
  const without = (version: number) => `delete from journal where account_id = 'A-word' and version = ${version}`;
  expect(await journalAfter(without(1))).toEqual(['eventIsMissing A-word 1', LISTS]);
  expect(await journalAfter(without(3))).toEqual(['eventIsMissing A-word 3', LISTS]);
  expect(await journalAfter(without(last))).toEqual([`eventIsMissing A-word ${last}`, LISTS]);
  expect(await journalAfter(without(3), without(last))).toEqual([
    'eventIsMissing A-word 3',
    `eventIsMissing A-word ${last}`,
    LISTS,
  ]);
  expect(await journalAfter(`delete from journal where account_id = 'A-word'`)).toEqual(['journalIsEmpty A-word 1']);
});

test('an end of the journal that was cut off together with the head is found in snapshot, lists and turns', async () => {
  const last = (await lengthOf('A-word'))!;
  const cut = [
    `delete from journal where account_id = 'A-word' and version = ${last}`,
    `update accounts set version = ${last - 1}, head_hash = (select hash from journal
      where account_id = 'A-word' and version = ${last - 1}) where id = 'A-word'`,
  ];
  expect(await journalAfter(...cut)).toContain('projectionDiffers A-word');
  expect(differing(await damaged(stored, cut, decisionsOf))).toEqual([`next A-word ${last - 1}`]);
});

test('a row at the end that nobody chained to the head is found', async () => {
  const last = (await lengthOf('A-word'))!;
  const forged = `insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
    select account_id, version + 1, type, at, body, cause, policy_hash, build, hash from journal
    where account_id = 'A-word' and version = ${last}`;
  const found = await journalAfter(forged);
  expect(found).toContain(`eventAltered A-word ${last + 1}`);
  expect(found).toContain(`headDiffers A-word ${last + 1}`);
  expect(await journalAfter(`update accounts set head_hash = repeat('0', 64) where id = 'A-word'`)).toEqual([
    `headDiffers A-word ${last}`,
    'projectionDiffers A-word',
  ]);
});

test('an event that no build knows is found and named, and the lists are not said to be checked', async () => {
  const found = await damaged(stored, (trx) => alterAndRechain(trx, `{type}`, `"NoSuchEvent"`), journalOf);
  expect(named(found)).toEqual(['eventAltered A-word 3', 'eventIsUnreadable A-word 3', LISTS]);
});

async function alterAndRechain(trx: Trx, path: string, value: string): Promise<void> {
  await run(trx, `update journal set body = jsonb_set(body, '${path}', '${value}') ${inWord}`);
  await rechain(trx, 'A-word');
}

test('with a chain that was made anew an altered event is found by what it would have decided [AUDIT]', async () => {
  const { version } = await stored.db
    .selectFrom('journal')
    .select('version')
    .where('account_id', '=', 'A-word')
    .where('type', '=', 'ContactReserved')
    .orderBy('version')
    .limit(1)
    .executeTakeFirstOrThrow();
  const forge = async (trx: Trx): Promise<void> => {
    await run(
      trx,
      `update journal set body = jsonb_set(body, '{proof,counts,0,allowed}', '77')
        where account_id = 'A-word' and version = ${version}`,
    );
    await rechain(trx, 'A-word');
  };
  expect(named(await damaged(stored, forge, journalOf))).toEqual([]);
  expect(differing(await damaged(stored, forge, decisionsOf))).toEqual([`event A-word ${version}`]);
});

test.each([
  [
    'A-word',
    'projectionDiffers',
    'accounts in balance_minor',
    `update accounts set balance_minor = 1 where id = 'A-word'`,
  ],
  ['A-word', 'projectionDiffers', 'accounts in holds', `update accounts set holds = '{fraud}' where id = 'A-word'`],
  [
    'A-word',
    'snapshotDiffers',
    'accounts in snapshot',
    `update accounts set snapshot = jsonb_set(snapshot, '{promisesBroken}', '7') where id = 'A-word'`,
  ],
  [
    'A-back',
    'projectionDiffers',
    'attempts in counts',
    `update attempts set counts = not counts where id = 'A-back-4'`,
  ],
  [
    'A-paid',
    'projectionDiffers',
    'payments in refund_minor',
    `update payments set refund_minor = 0 where payment_id = 'P-2'`,
  ],
  ['A-back', 'projectionDiffers', 'letters in sha256', `update letters set sha256 = null where account_id = 'A-back'`],
  [
    'A-ill',
    'projectionDiffers',
    'escalations in settled_at',
    `update escalations set settled_at = now() where ref = 'H-2'`,
  ],
  [
    'A-legal',
    'projectionDiffers',
    'referrals in latest_outcome',
    `update referrals set latest_outcome = 'claimConfirmed'`,
  ],
] as const)('of %s a changed row is found: %s, %s [AUDIT]', async (accountId, what, where, statement) => {
  const checked = await damaged(stored, [statement], journalOf);
  const findings = checked.flatMap((one) => one.findings);
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) expect(finding).toMatchObject({ accountId, what, kind: 'broken' });
  for (const part of where.split(' in ')) expect(findings[0]!.says).toContain(part);
});

test('a row that is missing, was made up, or was given to another account is found and named', async () => {
  expect(await journalAfter(`delete from payments where payment_id = 'P-1'`)).toEqual(['rowIsMissing A-paid']);
  const copy = `insert into payments select account_id, 'P-forged', stage, received_at, paid_at, amount_minor, fees_minor,
    interest_minor, principal_minor, refund_minor, method from payments where payment_id = 'P-1'`;
  expect(await journalAfter(copy)).toEqual(['rowIsExtra A-paid']);
  expect(await journalAfter(`delete from accounts where id = 'A-late'`)).toEqual([]);
  expect(await journalAfter(`update attempts set account_id = 'A-unborn' where id = 'A-back-4'`)).toEqual([
    'projectionDiffers A-back',
  ]);
  const told = await damaged(stored, [`delete from accounts where id = 'A-late'`], async (trx) =>
    named(await checkJournal(trx, ['A-late'])),
  );
  expect(told).toEqual([expect.stringMatching(/^headDiffers A-late/), 'rowIsMissing A-late']);
});

test('a snapshot of an older shape, and what an account waits for, are no difference', async () => {
  expect(await journalAfter(`update accounts set shape = 0, snapshot = '{}' where id = 'A-word'`)).toEqual([]);
  expect(await journalAfter(`update accounts set waits_for = 'x', next_at = now() where id = 'A-word'`)).toEqual([]);
});

async function lengthOf(id: string): Promise<number | undefined> {
  return (await stored.db.selectFrom('accounts').select('version').where('id', '=', id).executeTakeFirst())?.version;
}
