import { Worker } from '@temporalio/worker';
import { activateWithWorkers } from '../../cli/deploy/activateBuild';
import { deployStatus, type BuildStatus } from '../../cli/deploy/deployStatus';
import { moveAccounts } from '../../cli/deploy/moveAccounts';
import { statusText } from '../../cli/deploy/showStatus';
import { giveCommand } from '../../client/giveCommand';
import type { Day } from '../../domain/time';
import { readBuild } from '../../storage/builds';
import { activate } from '../../worker/deployment';
import { beginSweep } from '../../worker/sweep/sweep';
import type { RunningWorker } from '../../worker/startWorker';
import { workflowIdOf } from '../../workflows/ids';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { eventually } from '../embedded/eventually';
import { deploying, type Deploying } from './twoBuilds';

const MINUTE_MS = 60_000;

let service: Deploying;
let first: RunningWorker;
let second: RunningWorker;
let ids: string[];
/** Began after the second build was current. */
let younger: string;

beforeAll(async () => {
  service = await deploying();
  first = await service.start('first');
  ids = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => service.opened(name)));
}, 120_000);

afterAll(async () => {
  await first?.stop();
  await second?.stop();
  await service?.stop();
}, 60_000);

const statusOf = async (build: string, nowMs = Date.now()): Promise<BuildStatus | undefined> =>
  (await deployStatus(service.place, nowMs)).builds.find((one) => one.build === build);
const buildsOf = async (accounts: readonly string[]) =>
  new Set(await Promise.all(accounts.map((id) => service.buildOf(id))));
/** A new run is on no build until its first task is done. */
const areAllOn = (build: string) =>
  eventually(
    `all accounts are on ${build}`,
    async () => (await statusOf(build))?.accounts === 7 && (await buildsOf([...ids, younger])).size === 1,
    20_000,
  );
const historyOf = (id: string, runId?: string) =>
  service.place.client.workflow.getHandle(workflowIdOf(id), runId).fetchHistory();

async function replays(build: string, id: string, runId?: string): Promise<boolean> {
  const { workflowBundle } = (await readBuild(service.database.db, build))!;
  const history = await historyOf(id, runId);
  return Worker.runReplayHistory({ workflowBundle: { code: workflowBundle } }, history, workflowIdOf(id)).then(
    () => true,
    (error: Error) => {
      if (error.name === 'DeterminismViolationError') return false;
      throw error;
    },
  );
}

test('the first build becomes current by itself, and a second one only when somebody says so', async () => {
  second = await service.start('second');
  await eventually(
    'Temporal knows its worker',
    async () => (await statusOf(second.build))?.hasWorkers === true,
    30_000,
  );
  expect(second.build).not.toBe(first.build);
  expect(await statusOf(first.build)).toMatchObject({ state: 'current', hasWorkers: true, accounts: 6, isKept: true });
  expect(await statusOf(second.build)).toMatchObject({ state: 'waiting', hasWorkers: true, accounts: 0, isKept: true });

  expect(await activateWithWorkers(service.place, second.build)).toBe(first.build);
  expect(await statusOf(second.build)).toMatchObject({ state: 'current' });
}, 60_000);

test('a build that nobody works for, or that nobody knows, is not made current', async () => {
  await expect(activateWithWorkers(service.place, 'never-built')).rejects.toThrow('Nobody knows a build never-built');
  expect(await statusOf(second.build)).toMatchObject({ state: 'current' });
});

test('accounts stay on the build that began them, also when something wakes them; new ones begin on the current', async () => {
  younger = await service.opened('younger');
  await service.pay(ids[0]!, 'while-pinned');
  await eventually('the payment is heard', async () => (await heard()) === 1, 30_000);
  expect(await buildsOf(ids)).toEqual(new Set([first.build]));
  expect(new Set(await service.writersOf(ids[0]!))).toEqual(new Set([first.build]));
  expect(new Set(await service.writersOf(younger))).toEqual(new Set([second.build]));
  const status = await deployStatus(service.place, Date.now());
  expect(status.builds.map(({ build, state, accounts }) => [build, state, accounts])).toEqual([
    [second.build, 'current', 1],
    [first.build, 'draining', 6],
  ]);
  expect(await replays(first.build, ids[0]!)).toBe(true);
  expect(await replays(second.build, ids[0]!)).toBe(false);
}, 60_000);

const heard = async (): Promise<number> =>
  (await service.database.db.selectFrom('payments').select('payment_id').execute()).length;

test('a nudge moves them at its pace, and what comes meanwhile is neither lost nor heard twice', async () => {
  const runs = await Promise.all(ids.map((id) => historyIdOf(id)));
  const toldAfterMs: number[] = [];
  const startedAt = performance.now();
  const moving = moveAccounts(service.place, first.build, {
    how: 'ask',
    perSecond: 4,
    onMoved: () => toldAfterMs.push(performance.now() - startedAt),
  });
  const paying = ids.map((id, i) => service.pay(id, `while-moving-${i}`));
  const asking = ids.map((accountId, i) => {
    const promise = { promiseId: `promise-${i}`, amountMinor: 1000n, promisedOn: '2026-03-06' as Day, by: 'tester' };
    const command = { type: 'AgreePromise', ...promise } as const;
    const { db } = service.database;
    return giveCommand(db, service.place.client, service.clock, {
      accountId,
      caller: 'test',
      key: promise.promiseId,
      command,
    });
  });
  const answers = await Promise.all(asking);
  await Promise.all(paying);
  expect(await moving).toEqual({ told: 6, left: 0 });
  expect(toldAfterMs[5]).toBeGreaterThanOrEqual(5 * 250);

  expect(answers).toEqual(ids.map(() => ({ outcome: 'accepted' })));
  await eventually('every payment is heard', async () => (await heard()) === 7, 30_000);
  await areAllOn(second.build);
  expect(await statusOf(first.build)).toMatchObject({ state: 'drained', accounts: 0 });
  for (const [i, id] of ids.entries()) {
    expect(await replays(first.build, id, runs[i])).toBe(true);
    expect(await replays(second.build, id)).toBe(true);
  }
}, 90_000);

const historyIdOf = async (id: string): Promise<string> =>
  (await service.place.client.workflow.getHandle(workflowIdOf(id)).describe()).runId;

test('a build on which only housekeeping is open is not said to be drained', async () => {
  const { client, deployment } = service.place;
  const pinnedTo = { buildId: first.build, deploymentName: deployment.name };
  // It sleeps before it looks again.
  const run = await client.workflow.start('sweepAccounts', {
    workflowId: `${deployment.name}-sweep`,
    taskQueue: deployment.name,
    args: [{ ...beginSweep(true), phase: 'again' }],
    versioningOverride: { pinnedTo },
  });
  await eventually('it is seen', async () => (await statusOf(first.build))?.housekeeping === 1, 20_000);
  expect(await statusOf(first.build)).toMatchObject({ state: 'draining', accounts: 0, isAbandoned: false });
  await run.terminate('test');
  await eventually('it is over', async () => (await statusOf(first.build))?.state === 'drained', 20_000);
}, 60_000);

test('other code under an id that is taken is refused before it does anything', async () => {
  await expect(service.start('second', first.build)).rejects.toThrow(
    `The id ${first.build} is of the form that is made from code`,
  );
}, 30_000);

test('the command line says which builds hold accounts, and nudges', async () => {
  const arrears = arrearsWith(service.environment);
  const status = await arrears('deploy', 'status', '--json');
  expect(jsonOf(status)).toMatchObject({
    current: second.build,
    builds: [
      { build: second.build, accounts: 7, hasWorkers: true },
      { build: first.build, accounts: 0, state: 'drained' },
    ],
  });
  expect((await arrears('deploy', 'activate', first.build)).stdout).toBe(
    `${first.build} is current, instead of ${second.build}.\n`,
  );
  const before = await service.writersOf(younger);
  const runBefore = await historyIdOf(younger);
  const nudged = await arrears('deploy', 'nudge', '--per-second', '100');
  expect(nudged).toMatchObject({ code: 0, stdout: `${second.build}: 7 accounts told to move, none is left.\n` });
  await areAllOn(first.build);
  expect(await doneAfterNudge(younger, runBefore)).toEqual([]);
  // The other build asks its own rules, and nobody is contacted because of the move.
  expect((await historyOf(younger)).events!.some(({ markerRecordedEventAttributes: turn }) => turn)).toBe(true);
  expect(await service.writersOf(younger)).toEqual(before);
  expect((await arrears('deploy', 'nudge')).stdout).toBe('Every account is on the current build.\n');
}, 90_000);

/** Turns and effects that a run still takes once it is nudged: what comes next is for the next run. */
async function doneAfterNudge(id: string, runId: string): Promise<unknown[]> {
  const events = (await historyOf(id, runId)).events!;
  const nudgedAt = events.findIndex((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'moveOn');
  const after = events.slice(nudgedAt < 0 ? 0 : nudgedAt);
  return after.filter((event) => event.activityTaskScheduledEventAttributes ?? event.markerRecordedEventAttributes);
}

test('accounts whose workers are gone are said to sleep for ever, and get a new run elsewhere', async () => {
  await activate(service.place.deployment, second.build);
  await first.stop();
  const later = await deployStatus(service.place, Date.now() + 2 * MINUTE_MS);
  const abandoned = later.builds.find(({ build }) => build === first.build);
  expect(abandoned).toMatchObject({ accounts: 7, hasWorkers: false, isAbandoned: true });
  expect(statusText(later)).toContain(`${first.build} holds 7 accounts and NO WORKER OF IT IS THERE`);

  await service.pay(ids[1]!, 'while-abandoned');
  const { told, left } = await moveAccounts(service.place, first.build, { how: 'take', perSecond: 100 });
  expect({ told, left }).toEqual({ told: 7, left: 0 });
  await eventually('the payment is heard', async () => (await heard()) === 8, 30_000);
  await areAllOn(second.build);
}, 60_000);
