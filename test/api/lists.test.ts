import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptRow, EscalationRow } from '../../storage/database';
import { canonical, sha256 } from '../../storage/json';
import type { FreshDatabase } from '../setup/freshDatabase';
import { startApiProcess } from './apiProcess';
import { callerOf, NAME, newId, type Person } from './client';
import { eveningApi, type EveningApi } from './eveningApi';
import { eveningDatabase } from './eveningDatabase';
import { keepAttempt, keepLetter } from './rows';

let service: EveningApi;
let database: FreshDatabase;
let auditor: Person;
beforeAll(async () => {
  service = await eveningApi();
  ({ database, auditor } = service);
});
afterAll(() => service?.stop());

const handedOver = (): Promise<string> => service.handedOver({ emergencyPhone: '+886912000777' });

async function escalate(accountId: string, id: string, since: string, changes: Partial<EscalationRow> = {}) {
  const [kind, ref] = id.split(':') as [string, string];
  const row = { account_id: accountId, id, kind, ref, rule: 'HARDSHIP', since: new Date(since) };
  await database.db
    .insertInto('escalations')
    .values({ ...row, settled_at: null, settled_by: null, ...changes })
    .execute();
}

type Escalations = { escalations: { accountId: string; escalationId: string }[]; next: string | null };
const escalations = async (query: string) => (await auditor.get(`/escalations${query}`)).body as unknown as Escalations;

test('what a person has to look at is listed, the oldest first, until it is settled', async () => {
  const id = await handedOver();
  await escalate(id, 'reviewIsDue:H2', '2026-03-02T01:00:00Z');
  await escalate(id, 'complaintIsLate:C1:2026-03-01', '2026-03-01T16:00:00Z', { rule: 'COMPLAINT' });
  await escalate(id, 'reviewIsDue:H1', '2026-02-01T00:00:00Z', {
    settled_at: new Date('2026-02-02T00:00:00Z'),
    settled_by: 'supervisor-1',
  });
  expect(await escalations(`?accountId=${id}`)).toEqual({
    escalations: [
      {
        accountId: id,
        escalationId: 'complaintIsLate:C1:2026-03-01',
        kind: 'complaintIsLate',
        ref: 'C1',
        rule: 'COMPLAINT',
        since: '2026-03-01T16:00:00.000Z',
        stage: null,
        holds: [],
        isClosed: false,
      },
      expect.objectContaining({ escalationId: 'reviewIsDue:H2', rule: 'HARDSHIP' }),
    ],
    next: null,
  });
  const ofKind = await escalations(`?accountId=${id}&kind=reviewIsDue`);
  expect(ofKind.escalations.map(({ escalationId }) => escalationId)).toEqual(['reviewIsDue:H2']);
});

test('pages of escalations neither miss nor repeat one, also of the same moment', async () => {
  const ids = [await handedOver(), await handedOver()];
  for (const id of ids)
    for (const ref of ['A', 'B', 'C']) await escalate(id, `debtorReplied:${ref}`, '2026-03-02T02:00:00Z');
  const seen: string[] = [];
  let after = '';
  do {
    const page = await escalations(`?kind=debtorReplied&limit=4${after}`);
    seen.push(...page.escalations.map(({ accountId, escalationId }) => `${accountId} ${escalationId}`));
    after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
  } while (after !== '');
  expect(seen).toEqual(ids.sort().flatMap((id) => ['A', 'B', 'C'].map((ref) => `${id} debtorReplied:${ref}`)));
});

test('the register names every number that was given, and a gap in it [LETTER-REGISTERED]', async () => {
  const id = await handedOver();
  const series = 'TST';
  await database.db.insertInto('letter_series').values({ series, last_number: 4 }).execute();
  const letter = { account_id: id };
  await keepLetter(database.db, { ...letter, register_number: 'TST-000001', status: 'mailed', mail_number: 'RR1' });
  await keepLetter(database.db, { ...letter, register_number: 'TST-000002', status: 'handedOver', by_hand: true });
  await keepLetter(database.db, { ...letter, register_number: 'TST-000004', status: 'spoiled' });
  const { body } = await auditor.get(`/letters/register?series=${series}`);
  expect(body).toMatchObject({
    series,
    lastNumber: 4,
    states: { mailed: 1, handedOver: 1, missing: 1, spoiled: 1 },
    gaps: [3],
    strays: [],
    entries: [
      { number: 1, state: 'mailed', accountId: id, mailNumber: 'RR1', byHand: false },
      { number: 2, state: 'handedOver', byHand: true },
      { number: 3, state: 'missing', accountId: null, issuedAt: null },
      { number: 4, state: 'spoiled' },
    ],
    next: null,
  });
  const first = await auditor.get(`/letters/register?series=${series}&limit=2`);
  expect(first.body).toMatchObject({ entries: [{ number: 1 }, { number: 2 }], next: 2, gaps: [3] });
  const rest = await auditor.get(`/letters/register?series=${series}&limit=2&after=2`);
  expect(rest.body).toMatchObject({ entries: [{ number: 3 }, { number: 4 }], next: null });
  const handed = await auditor.get('/letters?status=handedOver');
  expect(handed.body['letters']).toMatchObject([{ registerNumber: 'TST-000002', byHand: true }]);
});

test('a series of which no number was ever given is 404, and one must be named', async () => {
  expect(await auditor.get('/letters/register?series=NONE')).toMatchObject({
    status: 404,
    body: { code: 'noSuchSeries' },
  });
  expect(await auditor.get('/letters/register')).toMatchObject({ status: 400, body: { errors: [{ path: 'series' }] } });
});

/** A call of that evening that has no result yet. */
async function callTo(kind: string, template: string, changes: Partial<AttemptRow> = {}) {
  const id = await handedOver();
  const { id: contact_point_id } = await database.db
    .selectFrom('contact_points')
    .select('id')
    .where('debtor_id', '=', `D-${id}`)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  const call = { id: `${id}-2`, account_id: id, channel: 'call', contact_point_id, template, ...changes };
  await keepAttempt(database.db, call);
  const { body } = await service.operations.get('/calls?limit=200');
  return (body['calls'] as { attemptId: string }[]).find(({ attemptId }) => attemptId === `${id}-2`);
}

test('a third party is marked as one, and who calls is not told what is owed [THIRD-PARTY]', async () => {
  expect(await callTo('emergency', 'third-party-enquiry')).toMatchObject({
    isThirdParty: true,
    identityToBeVerified: false,
    script: 'third-party-enquiry',
    balanceMinor: null,
    name: NAME,
    contactPoint: { kind: 'emergency', value: '+886912000777' },
  });
  expect(await callTo('mobile', 'reminder')).toMatchObject({ isThirdParty: false, balanceMinor: '1050000' });
});

test('a call is made until its window closes, and not in that moment any more [HOURS]', async () => {
  const until = (at: string) => callTo('mobile', 'reminder', { not_after: new Date(at) });
  expect(await until('2026-03-02T22:00:00+08:00')).toMatchObject({ mayBeMade: true, because: null, name: NAME });
  expect(await until('2026-03-02T18:00:00+08:00')).toMatchObject({
    mayBeMade: false,
    because: 'windowHasClosed',
    name: null,
  });
});

type Pack = { id: string; hash: string; isInForce: boolean; calendar: { knownThrough: string; daysLeft: number } };
const packs = async (person = auditor) => (await person.get('/policies')).body['policies'] as Pack[];

test('packs say whether they are in force, for whom, how long, and who approved them', async () => {
  const shown = (await packs()).find(({ id }) => id === 'tw-bank-card');
  const { hash, policy } = database.packs.find(({ policy: { id } }) => id === 'tw-bank-card')!;
  const { version, valid, approvals, appliesTo, calendar } = policy;
  expect(shown).toMatchObject({
    hash,
    version,
    isInForce: true,
    jurisdiction: 'TW',
    currency: 'TWD',
    valid,
    approvals,
    appliesTo,
    calendar: { id: calendar.id, version: calendar.version, knownThrough: calendar.knownThrough, endsSoon: false },
  });
});

/** Keeps one more version of a pack that is put in force for nobody. */
async function keepVersion(content: object & { version: string }): Promise<string> {
  const hash = sha256(canonical(content));
  const row = { hash, id: 'tw-bank-card', version: content.version, content: JSON.stringify(content) };
  await database.db.insertInto('policies').values(row).execute();
  return hash;
}

test('of the versions of a pack the one that was activated last is in force', async () => {
  const before = (await packs()).find(({ id }) => id === 'tw-bank-card')!;
  const { content } = await database.db
    .selectFrom('policies')
    .select('content')
    .where('hash', '=', before.hash)
    .executeTakeFirstOrThrow();
  const other = await keepVersion({ ...(content as object), version: newId() });
  const versions = (await packs()).filter(({ id }) => id === 'tw-bank-card');
  expect(versions.map(({ hash, isInForce }) => [hash, isInForce])).toContainEqual([other, false]);
  expect(versions.find(({ hash }) => hash === before.hash)?.isInForce).toBe(true);
});

test('a pack that the first service kept is listed by what it said', async () => {
  const text = readFileSync(join(__dirname, '..', 'storage', 'fixtures', 'tw-bank-card-2026-01.json'), 'utf8');
  const first = await keepVersion(JSON.parse(text) as { version: string });
  expect((await packs()).find(({ hash }) => hash === first)).toMatchObject({
    id: 'tw-bank-card',
    version: '2026-01',
    isInForce: false,
    calendar: { knownThrough: '9999-12-31', endsSoon: false },
  });
});

test('a calendar is flagged from the 59th day before its last one on, not on the 60th [HOLIDAY]', async () => {
  const { calendar } = (await packs()).find(({ id }) => id === 'tw-bank-card')!;
  const lastDay = Date.parse(`${calendar.knownThrough}T12:00:00Z`);
  for (const [days, endsSoon] of [
    [60, false],
    [59, true],
  ] as const) {
    const later = await eveningDatabase();
    const domain_at = new Date(lastDay - days * 86_400_000);
    await later.db.updateTable('rehearsal_clock').set({ domain_at }).execute();
    const then = await startApiProcess(later.url);
    try {
      const shown = (await packs(callerOf(then.url, 'auditor'))).find(({ id }) => id === 'tw-bank-card');
      expect(shown?.calendar).toMatchObject({ daysLeft: days, endsSoon });
    } finally {
      await then.stop();
      await later.drop();
    }
  }
});
