import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAudit, type AuditParts } from '../../audit/auditDebtors';
import { codeOfBuilds } from '../../audit/codeOfBuilds';
import { checkReplay } from '../../audit/checks/replay';
import { checkWitness, type KnownRows } from '../../audit/checks/witness';
import type { Reach } from '../../audit/checks/witness/unnamed';
import { CHECKS, type Checked } from '../../audit/finding';
import { historiesOf, KeptRun, type Histories } from '../../audit/histories';
import { keepRun } from '../../storage/archive/archive';
import { readRun } from '../../worker/archive/readRun';
import { workflowIdOf } from '../../workflows/ids';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { asOwner } from '../storage/asOwner';
import { auditParts, reachTo, rowsKnown } from './auditParts';
import { servedAccounts, until, type ServedAccounts } from './servedAccounts';

let served: ServedAccounts;
let parts: AuditParts;
let cured: string;
let long: string;

beforeAll(async () => {
  served = await servedAccounts();
  parts = await auditParts(served);
  [cured, long] = await Promise.all([liveCured(), liveLong()]);
}, 120_000);
afterAll(() => served?.drop(), 60_000);

/** Contacted, paid, closed; then a payment that is too much, heard by a second chain of runs. */
async function liveCured(): Promise<string> {
  const id = await served.open('cured');
  await until(async () => (await served.typesOf(id)).includes('ContactSent'));
  await served.pay(id, 'P1', 2_060_000n);
  await until(async () => (await served.rowOf(id)).status === 'closed');
  await served.hasEnded(id);
  await served.pay(id, 'P2', 700n);
  await until(async () => (await served.typesOf(id)).includes('RefundDue'));
  await served.hasEnded(id);
  return id;
}

/** Paid in so many pieces that its run is continued as new. */
async function liveLong(): Promise<string> {
  const id = await served.open('long');
  await served.payInPieces(id, 45);
  return id;
}

const debtorOf = (id: string): string => `D-${id}`;
const audit = (change: Partial<AuditParts>, ...ids: string[]): Promise<readonly Checked[]> =>
  openAudit({ ...parts, ...change })(ids.map(debtorOf));

test('all runs of an account are found and stitched over continuations and over a second beginning [AUDIT]', async () => {
  const [first, second] = await historiesOf(parts, [cured, long]);
  expect(first).toMatchObject({ flaws: [] });
  expect(first!.runs.map(({ continuedFrom }) => continuedFrom)).toEqual([null, null]);
  const [begun, continued] = second!.runs;
  expect(continued!.continuedFrom).toBe(begun!.runId);
  expect(begun!.continuedTo).toBe(continued!.runId);
});

test('real lives audit clean [AUDIT]', async () => {
  const checked = await audit({}, cured, long);
  expect(checked.flatMap(({ findings }) => findings)).toEqual([]);
  expect(checked.every(({ looked }) => looked > 0)).toBe(true);
});

const findingsOf = async (change: Partial<AuditParts>, ...ids: string[]) =>
  (await audit(change, ...ids)).flatMap(({ findings }) => findings);

test('a changed workflow is found and named, with each run that it does not replay [AUDIT]', async () => {
  const workflowBundle = parts.builds.current.workflowBundle.replace('RUN_EVENTS_MAX = 200', 'RUN_EVENTS_MAX = 2');
  expect(workflowBundle).not.toBe(parts.builds.current.workflowBundle);
  const changed = codeOfBuilds(served.db, { ...parts.builds.current, build: 'changed', workflowBundle });
  const [first, second] = (await historiesOf(parts, [long]))[0]!.runs;
  expect(await findingsOf({ builds: changed }, long)).toMatchObject([
    {
      check: 'replay',
      kind: 'broken',
      what: 'replayDiffers',
      runId: first!.runId,
      says: expect.stringContaining('with the current build changed: '),
    },
    { check: 'replay', kind: 'broken', what: 'replayDiffers', runId: second!.runId },
  ]);
});

test('runs and turns of a build whose code nobody kept are not counted as checked [AUDIT]', async () => {
  const builds: AuditParts['builds'] = { ...parts.builds, of: async () => undefined };
  const found = await findingsOf({ builds }, cured);
  expect(found.map(({ check, kind, what }) => [check, kind, what])).toEqual([
    ['replay', 'notChecked', 'bundleIsMissing'],
    ['replay', 'notChecked', 'bundleIsMissing'],
    ['decisions', 'notChecked', 'bundleIsMissing'],
  ]);
});

test('a build with other code decides its own turns, and code that fails leaves them unchecked [AUDIT]', async () => {
  const { current } = parts.builds;
  const own = { ...current, decisionBundle: `${current.decisionBundle}\n` };
  const builds: AuditParts['builds'] = { ...parts.builds, of: async () => own };
  expect(await findingsOf({ builds }, cured)).toEqual([]);
  const other = { ...own, decisionBundle: 'exports.redecide = () => { throw new Error("of another age"); };' };
  expect(await findingsOf({ builds: { ...parts.builds, of: async () => other } }, cured)).toMatchObject([
    {
      check: 'decisions',
      kind: 'notChecked',
      what: 'recordIsUnreadable',
      says: expect.stringContaining('cannot decide on what is recorded'),
    },
  ]);
});

test('without Temporal the archive is enough, and a run that it does not hold is not checked [AUDIT]', async () => {
  const { db, master, temporal } = served;
  for (const { workflowId, runId, continuedTo } of (await historiesOf(parts, [cured, long])).flatMap(
    ({ runs }) => runs,
  )) {
    if (workflowId === workflowIdOf(long) && continuedTo === null) continue;
    const { facts, historyJson } = await readRun(temporal, workflowId, runId);
    await keepRun(db, master, facts, historyJson);
  }
  expect(await findingsOf({}, cured, long)).toEqual([]);
  expect(await findingsOf({ temporal: null }, cured)).toEqual([]);
  const [[first], running] = [
    await historiesOf({ ...parts, temporal: null }, [long]),
    (await historiesOf(parts, [long]))[0]!.runs.at(-1)!,
  ];
  expect(first!.runs).toHaveLength(1);
  expect(
    (await findingsOf({ temporal: null }, long)).map(({ check, kind, what, runId }) => [check, kind, what, runId]),
  ).toEqual([
    ['replay', 'notChecked', 'runIsMissing', running.runId],
    ['witness', 'notChecked', 'runIsMissing', running.runId],
  ]);
});

test('a row that is not what the history says, one that is gone and one that no history knows are named [AUDIT]', async () => {
  const [histories] = await historiesOf(parts, [cured]);
  const rows = await rowsKnown(served, cured);
  const last = Math.max(...rows.keys());
  const found = (changed: KnownRows, change: Partial<Reach> = {}) =>
    checkWitness(histories!, changed, { ...reachTo(last), ...change }).findings.map(({ kind, what, version }) => [
      kind,
      what,
      version,
    ]);
  expect(found(rows)).toEqual([]);

  const other = { ...rows.get(2)!, hash: 'another' };
  expect(found(new Map([...rows, [2, other]]))).toEqual([['broken', 'journalDiffersFromHistory', 2]]);
  const renamed = { ...rows.get(last)!, type: 'ContactSent' };
  expect(found(new Map([...rows, [last, renamed]]))).toEqual([['broken', 'journalDiffersFromHistory', last]]);
  expect(found(new Map([...rows].filter(([version]) => version !== last)))).toEqual([
    ['broken', 'eventIsMissing', last],
  ]);

  const added = new Map([...rows, [last + 1, { ...rows.get(last)!, version: last + 1 }]]);
  expect(found(added, { settled: last + 1 })).toEqual([['broken', 'eventWithoutHistory', undefined]]);
  // Written after the histories were read, so none of them can know it yet.
  expect(found(added)).toEqual([]);
  expect(found(added, { settled: last + 1, hasTemporal: false })).toEqual([['notChecked', 'runIsMissing', undefined]]);
});

test('rows whose run nobody has are not checked, even where later results vouch for them [AUDIT]', async () => {
  const [{ runs, ...histories }] = (await historiesOf(parts, [cured])) as [Histories];
  const rows = await rowsKnown(served, cured);
  const reach = reachTo(rows.size);
  const { findings } = checkWitness({ ...histories, runs: runs.slice(1) }, rows, reach);
  expect(findings).toMatchObject([{ kind: 'notChecked', what: 'runIsMissing' }]);
  const none = checkWitness({ ...histories, runs: [] }, rows, reach);
  expect(none.findings).toMatchObject([{ kind: 'notChecked', what: 'runIsMissing' }]);
});

test('a run without history and one that lacks an event are not passed [AUDIT]', async () => {
  const [histories] = (await historiesOf(parts, [cured])) as [Histories];
  const [run] = histories.runs as [KeptRun];
  const emptied = new KeptRun(run.workflowId, run.runId, { events: [] }, 'archive');
  const events = run.events.filter(({ eventId }) => Number(eventId) !== 5);
  const cut = new KeptRun(run.workflowId, run.runId, { events }, 'archive');
  const of = async (kept: KeptRun) =>
    (await checkReplay(parts.builds, [{ ...histories, runs: [kept] }], new Map([[cured, new Map()]])))[0]!;
  expect((await of(emptied)).findings).toMatchObject([
    { kind: 'notChecked', what: 'historyIsEmpty', runId: run.runId },
  ]);
  expect((await of(cut)).findings).toMatchObject([{ kind: 'broken', what: 'historyIsCut', runId: run.runId }]);
});

test('a row behind the last result may come from an attempt that nobody heard the end of: it is not checked [AUDIT]', async () => {
  const [histories] = (await historiesOf(parts, [cured])) as [Histories];
  const rows = await rowsKnown(served, cured);
  const settled = rows.size + 1;
  const added = new Map([...rows, [settled, { ...rows.get(1)!, version: settled }]]);
  const { runId, workflowId, events } = histories.runs.at(-1)!;
  const tried: KeptRun['events'] = events.map((event) =>
    event.workflowTaskStartedEventAttributes
      ? { ...event, workflowTaskStartedEventAttributes: null, workflowTaskTimedOutEventAttributes: {} }
      : event,
  );
  const run = new KeptRun(workflowId, runId, { events: [...tried] }, 'temporal');
  const runs = [...histories.runs.slice(0, -1), run];
  const { findings } = checkWitness({ ...histories, runs }, added, reachTo(settled));
  expect(findings).toMatchObject([{ kind: 'notChecked', what: 'eventWithoutHistory' }]);
});

describe('arrears audit', () => {
  const arrears = (...args: string[]) => arrearsWith(served.environment)('audit', ...args);

  test('says that lives are clean, for people, programs and as a page', async () => {
    const page = join(served.environment.ARREARS_OUTBOX, 'audit.html');
    const ended = await arrears(cured, long, '--json', '--html', page);
    expect(ended.stderr).not.toContain('arrears:');
    expect(ended.code).toBe(0);
    const report = jsonOf(ended);
    expect(report).toMatchObject({
      verdict: 'clean',
      accounts: { accounts: 2, clean: 2, broken: 0, notChecked: 0 },
      findings: [],
    });
    expect(report['checks']).toMatchObject(CHECKS.map((check) => ({ check, accounts: 2, clean: 2 })));
    const html = await readFile(page, 'utf8');
    expect(html).toContain('every check of every account has passed');
    expect(html).not.toMatch(/<script|<link|src=|href=/);
  }, 120_000);

  test('an account that nobody handed over is refused before anything is audited', async () => {
    const ended = await arrears(cured, 'NOBODY-1');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('Nobody handed over an account NOBODY-1.');
  });

  test('which accounts has to be said, and in one way only', async () => {
    expect(await arrears()).toMatchObject({ code: 1, stderr: expect.stringContaining('Say which accounts') });
    expect(await arrears(cured, '--all')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('do not go together'),
    });
  });

  test('what could not be checked has an exit code of its own, and no account of it is called clean', async () => {
    const ended = await arrears('--sample', '2', '--archive-alone', '--json');
    expect(ended.code).toBe(6);
    expect(jsonOf(ended)).toMatchObject({
      verdict: 'notChecked',
      histories: 'the archive alone',
      accounts: { accounts: 2, clean: 1, broken: 0, notChecked: 1 },
    });
  }, 120_000);

  const sessions = (): Promise<readonly number[]> =>
    asOwner(served.url, async (db) => {
      const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
        where datname = current_database() and query like '%from accounts d where%' and pid <> pg_backend_pid()`.execute(
        db,
      );
      return rows.map(({ pid }) => pid);
    });

  test('Ctrl-C ends it with all its processes and gives no result', async () => {
    // Those of the command before may not have ended yet.
    const before = new Set(await sessions());
    const { child, ended } = arrearsWith(served.environment).start('audit', '--all', '--jobs', '2');
    // It has asked which accounts there are, and so it listens to Ctrl-C.
    await until(async () => (await sessions()).some((pid) => !before.has(pid)));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '' });
  }, 120_000);

  test('what is broken is named, and its exit code wins', async () => {
    await asOwner(served.url, (db) =>
      db.updateTable('accounts').set({ snapshot: '{}' }).where('id', '=', cured).execute(),
    );
    const ended = await arrears('--all');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(new RegExp(`broken +${cured} +journal +snapshotDiffers`));
  }, 120_000);
});
