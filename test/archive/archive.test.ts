import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { ArchiveIsDamaged, archivedRunsOf, keepRun, keptOf, type RunFacts } from '../../storage/archive/archive';
import {
  accountsWithoutArchive,
  archiveFigures,
  namedRunsNotKept,
  type NamedRun,
} from '../../storage/archive/archiveFigures';
import { readProgress, writeProgress } from '../../storage/archive/progress';
import { masterKeyFrom } from '../../storage/personalData';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { asOwner } from '../storage/asOwner';

const MASTER = masterKeyFrom(Buffer.alloc(32, 7).toString('base64'));
const OTHER = masterKeyFrom(Buffer.alloc(32, 8).toString('base64'));
const HISTORY = JSON.stringify({ events: [{ eventId: '1', eventTime: '2026-03-01T00:00:00Z' }] });

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database?.drop());

const factsOf = (workflowId: string, changes: Partial<RunFacts> = {}): RunFacts => ({
  workflowId,
  runId: randomUUID(),
  continuedFrom: null,
  continuedTo: null,
  resetFrom: null,
  status: 'closed',
  build: 'build-1',
  startedAt: new Date('2026-03-01T00:00:00Z'),
  closedAt: new Date('2026-03-02T00:00:00Z'),
  events: 1,
  ...changes,
});

async function kept(changes: Partial<RunFacts> = {}): Promise<RunFacts> {
  const facts = factsOf(`account-${randomUUID()}`, changes);
  expect(await keepRun(database.db, MASTER, facts, HISTORY)).toBe(true);
  return facts;
}

/** What only somebody with the owner's rights can do, and only behind the trigger's back. */
const tamper = (set: ReturnType<typeof sql>, runId: string): Promise<unknown> =>
  asOwner(database.url, (db) =>
    db.transaction().execute(async (trx) => {
      await sql`alter table archived_runs disable trigger archive_is_append_only`.execute(trx);
      await sql`update archived_runs set ${set} where run_id = ${runId}`.execute(trx);
      await sql`alter table archived_runs enable trigger archive_is_append_only`.execute(trx);
    }),
  );

const read = (facts: RunFacts, master = MASTER) => archivedRunsOf(database.db, master, facts.workflowId);

async function damageOf(facts: RunFacts, master = MASTER): Promise<ArchiveIsDamaged> {
  const error: unknown = await read(facts, master).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ArchiveIsDamaged);
  return error as ArchiveIsDamaged;
}

test('what was kept is read again as it was, first run to last', async () => {
  const workflowId = `account-${randomUUID()}`;
  const first = factsOf(workflowId, { status: 'continued', continuedTo: 'second' });
  const second = factsOf(workflowId, {
    runId: `second-${first.runId}`,
    continuedFrom: first.runId,
    startedAt: new Date('2026-03-02T00:00:00Z'),
    build: null,
  });
  await keepRun(database.db, MASTER, second, HISTORY);
  await keepRun(database.db, MASTER, first, HISTORY);
  const runs = await archivedRunsOf(database.db, MASTER, workflowId);
  expect(runs).toEqual([
    { ...first, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), historyJson: HISTORY },
    { ...second, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), historyJson: HISTORY },
  ]);
});

test('a run is kept once, and the first content stays', async () => {
  const facts = await kept();
  expect(await keepRun(database.db, MASTER, facts, '{"events":[]}')).toBe(false);
  expect((await read(facts))[0]!.historyJson).toBe(HISTORY);
  expect(await keptOf(database.db, [facts.runId, 'another'])).toEqual(new Set([facts.runId]));
});

test('the content is sealed: nothing of the history can be read in the table', async () => {
  const { runId } = await kept();
  const { content } = await database.db
    .selectFrom('archived_runs')
    .select('content')
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow();
  expect(content.includes('eventTime')).toBe(false);
  expect(content.subarray(28, 30)).not.toEqual(Buffer.from([0x1f, 0x8b]));
});

test.each(['nonce', 'tag', 'first', 'last'] as const)('one flipped bit is found, in the %s', async (where) => {
  const facts = await kept();
  const at = sql.raw({ nonce: '0', tag: '12', first: '28', last: 'length(content) - 1' }[where]);
  await tamper(sql`content = set_byte(content, ${at}, get_byte(content, ${at}) # 1)`, facts.runId);
  const damage = await damageOf(facts);
  expect(damage).toMatchObject({ workflowId: facts.workflowId, runId: facts.runId });
  expect(damage.message).toMatch(/altered/);
});

test.each(['0', '10', '27', 'length(content) - 1'])('a truncated content is found: %s bytes are left', async (left) => {
  const facts = await kept();
  await tamper(sql`content = substr(content, 1, ${sql.raw(left)})`, facts.runId);
  expect((await damageOf(facts)).because).toMatch(/^it is cut: \d+ of \d+ bytes are there$/);
  await tamper(sql`content_bytes = length(content)`, facts.runId);
  expect((await damageOf(facts)).because).toMatch(/altered/);
});

test('another master key is told from damage', async () => {
  const facts = await kept();
  expect((await damageOf(facts, OTHER)).because).toMatch(/another ARREARS_MASTER_KEY/);
});

test.each([
  ['sha256', sql`sha256 = ${'0'.repeat(64)}`],
  ['status', sql`status = 'terminated'`],
  ['build', sql`build = 'build-2'`],
  ['closing moment', sql`closed_at = closed_at + interval '1 second'`],
  ['predecessor', sql`continued_from = 'nobody'`],
  ['events', sql`events = 2`],
])('what stands beside the content cannot be changed unnoticed: %s', async (_, set) => {
  const facts = await kept();
  await tamper(set, facts.runId);
  expect((await damageOf(facts)).because).toMatch(/altered/);
});

test('content that was moved to another run does not open', async () => {
  const [one, other] = [await kept(), await kept()];
  await tamper(
    sql`(content, content_bytes, sha256) =
    (select content, content_bytes, sha256 from archived_runs where run_id = ${other.runId})`,
    one.runId,
  );
  expect((await damageOf(one)).because).toMatch(/moved here/);
});

test.each(['update archived_runs set build = null', 'delete from archived_runs', 'truncate archived_runs'])(
  'the archive is append-only, for the application and for the owner: %s',
  async (statement) => {
    await kept();
    await expect(sql.raw(statement).execute(database.db)).rejects.toMatchObject({ code: '42501' });
    await expect(asOwner(database.url, (db) => sql.raw(statement).execute(db))).rejects.toThrow('append-only');
  },
);

test('a run in the middle that is missing is named once, though both of its neighbours name it', async () => {
  const workflowId = `account-${randomUUID()}`;
  const missing = randomUUID();
  const first = factsOf(workflowId, { status: 'continued', continuedTo: missing });
  const last = factsOf(workflowId, { continuedFrom: missing });
  for (const facts of [first, last]) await keepRun(database.db, MASTER, facts, HISTORY);
  expect(await namedIn(workflowId)).toEqual([{ workflowId, runId: missing }]);
  await keepRun(database.db, MASTER, factsOf(workflowId, { runId: missing }), HISTORY);
  expect(await namedIn(workflowId)).toEqual([]);
});

/** Read in pages of two, to the last of them. */
async function namedIn(workflowId: string): Promise<readonly NamedRun[]> {
  const found: NamedRun[] = [];
  let page = '';
  do {
    const { named, nextPage } = await namedRunsNotKept(database.db, page, 2);
    found.push(...named);
    page = nextPage;
  } while (page !== '');
  return found.filter((run) => run.workflowId === workflowId);
}

test('a last run that is missing is named by the one before it, and a reset one by the one that took its place', async () => {
  const workflowId = `account-${randomUUID()}`;
  const [next, replaced] = [randomUUID(), randomUUID()];
  await keepRun(database.db, MASTER, factsOf(workflowId, { continuedTo: next, resetFrom: replaced }), HISTORY);
  const runs = await namedIn(workflowId);
  expect(runs.map(({ runId }) => runId).toSorted()).toEqual([next, replaced].toSorted());
});

test('progress is one row that moves on, and figures count what is there', async () => {
  expect(await readProgress(database.db)).toBeNull();
  const progress = { through: new Date('2026-03-01T00:00:00Z'), fullAt: new Date('2026-02-28T00:00:00Z') };
  await writeProgress(database.db, progress);
  await writeProgress(database.db, { ...progress, through: new Date('2026-03-02T00:00:00Z') });
  expect(await readProgress(database.db)).toEqual({ ...progress, through: new Date('2026-03-02T00:00:00Z') });
  const { runs, newestClosedAt } = await archiveFigures(database.db);
  expect(runs).toBeGreaterThan(10);
  expect(newestClosedAt).toEqual(new Date('2026-03-02T00:00:01Z'));
  expect(await accountsWithoutArchive(database.db, { prefix: 'account-', after: '', limit: 10 })).toEqual([]);
});
