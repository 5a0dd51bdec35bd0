import { sql } from 'kysely';
import { openAudit, type AuditParts } from '../../audit/auditDebtors';
import { checkDecisions } from '../../audit/checks/decisions';
import { openDeciders } from '../../audit/checks/decisions/kept';
import { checkWitness, type KnownRows } from '../../audit/checks/witness';
import { resultsOf } from '../../audit/checks/witness/results';
import { withoutPending } from '../../audit/checks/witness/withoutPending';
import type { Checked, CheckId } from '../../audit/finding';
import { historiesOf, KeptRun, type Histories } from '../../audit/histories';
import { resetAccount } from '../../client/resetAccount';
import { debtorRecords, type DebtorRecord } from '../../storage/redecide/debtorRecord';
import { workflowIdOf } from '../../workflows/ids';
import { factArrived } from '../../workflows/messages';
import { asOwner } from '../storage/asOwner';
import { auditParts, reachTo, rowsKnown } from './auditParts';
import { servedAccounts, until, type ServedAccounts } from './servedAccounts';

type Event = KeptRun['events'][number];

let served: ServedAccounts;
let parts: AuditParts;

beforeAll(async () => {
  served = await servedAccounts();
  parts = await auditParts(served);
}, 120_000);
afterAll(() => served?.drop(), 60_000);

/** Handed over and paid in three pieces. */
async function livePaying(name: string): Promise<string> {
  const id = await served.open(name, '2026-02-27');
  await served.payInPieces(id, 3);
  await hasSettled(id);
  return id;
}

const audit = (change: Partial<AuditParts>, id: string): Promise<readonly Checked[]> =>
  openAudit({ ...parts, ...change })([`D-${id}`]);
const found = (checked: readonly Checked[], ...checks: readonly CheckId[]): readonly string[] =>
  checked
    .flatMap(({ findings }) => findings)
    .filter(({ check }) => checks.includes(check))
    .map(({ check, kind, what }) => `${check} ${kind} ${what}`);

const reset = (accountId: string, to: 'last' | 'first' | 'fresh') =>
  resetAccount(served.temporal, { accountId, by: 'engineer-1', reason: 'test', to });
/** Nothing is under way: the new run has taken its first turn, and waits. */
const hasSettled = (id: string) =>
  until(async () => {
    const { raw } = await served.temporal.workflow.getHandle(workflowIdOf(id)).describe();
    const { runs } = (await historiesOf(parts, [id]))[0]!;
    return !raw.pendingWorkflowTask && resultsOf(runs.at(-1)!).length > 0;
  });

test('an account that was reset is clean, and not checked once a run is gone that its new runs do not name [AUDIT]', async () => {
  const id = await livePaying('reset');
  const handle = served.temporal.workflow.getHandle(workflowIdOf(id));
  const { runId } = await handle.describe();
  for (const to of ['last', 'fresh', 'first'] as const) {
    // Whatever is under way is cut short.
    await reset(id, to);
    await hasSettled(id);
  }
  expect(found(await audit({}, id), 'replay', 'witness', 'decisions')).toEqual([]);

  const { runs, ...histories } = (await historiesOf(parts, [id]))[0]!;
  const rows = await rowsKnown(served, id);
  const fresh = runs.findIndex((run) => run.runId !== runId && run.resetFrom === null);
  const { findings } = checkWitness({ ...histories, runs: runs.slice(fresh) }, rows, reachTo(rows.size));
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'notChecked', what: 'runIsMissing' }));
  // What was under way when it was asked may be named as well; nothing is broken.
  expect(findings.filter(({ kind }) => kind === 'broken')).toEqual([]);
}, 120_000);

describe('a row that no result names', () => {
  let id: string;
  let histories: Histories;
  let rows: KnownRows;
  beforeAll(async () => {
    id = await livePaying('lost');
    histories = (await historiesOf(parts, [id]))[0]!;
    rows = await rowsKnown(served, id);
  }, 60_000);

  const witnessed = (events: KeptRun['events'], known = rows) => {
    const { workflowId, runId } = histories.runs[0]!;
    const runs = [new KeptRun(workflowId, runId, { events: [...events] }, 'temporal')];
    return checkWitness({ ...histories, runs }, known, reachTo(known.size)).findings.map(
      ({ kind, what }) => `${kind} ${what}`,
    );
  };
  /** The run as if the worker had died in its task of this result, and the events of some others had told of failures. */
  const without = (result: number, ...failed: readonly number[]): KeptRun['events'] => {
    const [run] = histories.runs;
    const ids = resultsOf(run!).map(({ eventId }) => eventId);
    return run!.events.flatMap((event) => {
      const place = ids.indexOf(Number(event.eventId));
      const { eventId, eventTime } = event;
      const told = failed.includes(place)
        ? [{ eventId, eventTime, workflowTaskTimedOutEventAttributes: {} } as Event]
        : [];
      return place === result ? told : [...told, event];
    });
  };

  test('was written by the attempt whose end nobody heard right before the next result [AUDIT]', () => {
    expect(witnessed(without(-1))).toEqual([]);
    expect(witnessed(without(1, 1))).toEqual([]);
    expect(witnessed(without(0, 0))).toEqual([]);
  });

  test('is not excused by a failure at any other place [AUDIT]', () => {
    expect(witnessed(without(1))).toEqual(['notChecked runIsMissing']);
    expect(witnessed(without(1, 0))).toEqual(['notChecked runIsMissing']);
    expect(witnessed(without(1, 3))).toEqual(['notChecked runIsMissing']);
  });

  test('is excused within one turn alone where nobody knows what the attempt began with [AUDIT]', () => {
    const [run] = histories.runs;
    const [, second, third] = resultsOf(run!).map(({ eventId }) => eventId);
    const later = run!.events.filter(({ eventId }) => Number(eventId) < 5 || Number(eventId) > second!);
    const events = later.flatMap((event): Event[] => {
      const { eventId } = event;
      return Number(eventId) === third
        ? [{ eventId, workflowTaskTimedOutEventAttributes: {} } as Event, event]
        : [event];
    });
    expect(witnessed(events)).toEqual(['notChecked runIsMissing']);
  });

  test('may be written by what is under way, and is not passed for that [AUDIT]', () => {
    const forged = new Map([...rows, [rows.size + 1, { ...rows.get(1)!, version: rows.size + 1 }]]);
    const turns = without(-1).filter((event) => !event.activityTaskScheduledEventAttributes);
    const task = (event: object) => [...turns, event as Event];
    const quiet = task({ workflowTaskCompletedEventAttributes: {} });
    expect(witnessed(quiet, forged)).toEqual(['broken eventWithoutHistory']);
    const open = task({ workflowTaskScheduledEventAttributes: {} });
    expect(witnessed(open, forged)).toEqual(['notChecked eventWithoutHistory']);
    expect(witnessed(open)).toEqual([]);
  });

  test('is looked at again with the journal of then [AUDIT]', async () => {
    await served.pay(id, 'P4', 1n);
    await until(async () => (await served.rowOf(id)).version > rows.size);
    await hasSettled(id);
    const suspicious: Checked = {
      check: 'witness',
      accountId: id,
      looked: 1,
      findings: [{ check: 'witness', accountId: id, kind: 'notChecked', what: 'eventWithoutHistory', says: '' }],
    };
    const reach = reachTo(rows.size);
    const [again] = await withoutPending(parts, [suspicious], (one, known) => checkWitness(one, known, reach));
    expect(again!.findings).toEqual([]);
  });
});

test('an account without any run is not checked, and one that nothing speaks of is broken [AUDIT]', async () => {
  const id = await livePaying('alone');
  expect(found(await audit({ temporal: null }, id), 'replay', 'witness')).toEqual([
    'replay notChecked runIsMissing',
    'witness notChecked runIsMissing',
  ]);
  const [waiting, forgotten] = [`${id}-waiting`, `${id}-forgotten`];
  for (const other of [waiting, forgotten])
    await asOwner(served.url, (db) =>
      sql`insert into accounts select (jsonb_populate_record(a, jsonb_build_object('id', ${other}::text, 'version', 0, 'head_hash', ''))).* from accounts a where id = ${id}`.execute(
        db,
      ),
    );
  await sql`insert into inbox (account_id, source, external_id, type, body, body_sha256, received_at, ring_at)
    values (${waiting}, 'test', ${waiting}, 'AccountHandedOver', '{}', '', now(), now() + interval '1 day')`.execute(
    served.db,
  );
  const checked = await audit({}, id);
  const of = (account: string) => checked.filter(({ accountId }) => accountId === account);
  expect(found(of(waiting), 'replay', 'witness')).toEqual([]);
  expect(found(of(forgotten), 'replay', 'witness')).toEqual(['witness broken neverBegun']);
}, 60_000);

test('turns that were taken away are missed; rows of builds that kept none are not checked [AUDIT]', async () => {
  const id = await livePaying('turns');
  const [record] = (await debtorRecords(served.db, [`D-${id}`])) as [DebtorRecord];
  const without = async (turns: number, builds = parts.builds) =>
    (await checkDecisions(builds, openDeciders(), { ...record, turns: record.turns.slice(turns) })).flatMap(
      ({ findings }) =>
        findings
          .filter(({ what }) => what === 'eventWithoutTurn' || what === 'turnsWereNotKept')
          .map(({ kind, what, version }) => [kind, what, version]),
    );
  expect(await without(0)).toEqual([]);
  expect(await without(1)).toEqual([['broken', 'eventWithoutTurn', 1]]);
  expect(await without(record.turns.length)).toEqual([['broken', 'eventWithoutTurn', 1]]);
  const unknown: AuditParts['builds'] = { ...parts.builds, of: async () => undefined };
  expect(await without(1, unknown)).toEqual([['notChecked', 'turnsWereNotKept', undefined]]);
});

test('a row that nobody vouches for is not passed while no worker takes up the task [AUDIT]', async () => {
  const id = await livePaying('stopped');
  await served.worker.stop();
  await served.temporal.workflow.getHandle(workflowIdOf(id)).signal(factArrived, 'test', 'nothing');
  await asOwner(served.url, async (db) => {
    await sql`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
      select account_id, version + 1, type, at, body, cause, policy_hash, build, 'forged' from journal
      where account_id = ${id} order by version desc limit 1`.execute(db);
    await sql`update accounts set version = version + 1 where id = ${id}`.execute(db);
  });
  expect(found(await audit({}, id), 'witness')).toEqual(['witness notChecked eventWithoutHistory']);
}, 60_000);
