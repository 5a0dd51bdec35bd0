import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { reportFacts } from '../../client/reportFacts';
import { ArchiveIsDamaged, archivedRunsOf } from '../../storage/archive/archive';
import { readProgress, writeProgress } from '../../storage/archive/progress';
import { masterKeyFrom } from '../../storage/personalData';
import { beginScan, fullScan, scanStep } from '../../worker/archive/scan';
import { createLog } from '../../worker/log';
import { describeRun } from '../../worker/temporalRuns';
import { bundleWorkflows } from '../../worker/startWorker';
import { workflowIdOf } from '../../workflows/ids';
import type { ArchiveScan } from '../../activities/housekeeping';
import { eventually } from '../embedded/eventually';
import { livingHouse, type LivingHouse } from '../sweep/livingHouse';

let living: LivingHouse;
beforeAll(async () => {
  living = await livingHouse();
}, 60_000);
afterAll(() => living?.stop(), 60_000);

async function scanned(begin: ArchiveScan): Promise<ArchiveScan> {
  let scan = begin;
  while (scan.phase !== 'done') scan = await scanStep(living.house, scan);
  return scan;
}

const runsOf = (id: string) => archivedRunsOf(living.house.db, living.house.master, workflowIdOf(id));

/** Temporal's lists lag behind: nothing was kept before it is in them. */
async function kept(id: string, runs: number): Promise<void> {
  await eventually(
    `${runs} runs were kept`,
    async () => {
      await scanned(await beginScan(living.house));
      return (await runsOf(id)).length === runs;
    },
    30_000,
  );
}

/** Temporal deletes in its own time: what came before, its lists included, has to be through its queues. */
async function deleted(id: string, runId?: string): Promise<void> {
  const { client } = living.house;
  const workflowExecution = { workflowId: workflowIdOf(id), ...(runId && { runId }) };
  await client.workflowService.deleteWorkflowExecution({ namespace: client.options.namespace, workflowExecution });
  const isGone = async (): Promise<boolean> => (await describeRun(client, workflowIdOf(id), runId)) === null;
  await eventually('it was deleted', isGone, 120_000);
}

async function closed(id: string): Promise<void> {
  const { db, clock } = living.house;
  const fact = {
    type: 'PaymentReported',
    paymentId: `P-${id}`,
    amountMinor: 1_000_000n,
    currency: 'TWD',
    paidAt: clock.now(),
    method: 'transfer',
  } as const;
  await reportFacts(db, clock, [{ accountId: id, source: 'test', externalId: id, fact }]);
  await eventually('its workflow ended', async () => (await living.statusOf(id)) === 'COMPLETED', 30_000);
}

test('continued and closed runs are kept whole, stitched from first to last, and replay from the archive alone', async () => {
  const id = await living.contacted('stitched');
  const first = await living.continued(id);
  const second = await living.continued(id);
  await closed(id);
  const third = (await living.handleOf(id).describe()).runId;
  await kept(id, 3);
  const runs = await runsOf(id);
  expect(
    runs.map(({ runId, continuedFrom, continuedTo, status }) => [runId, continuedFrom, continuedTo, status]),
  ).toEqual([
    [first, null, second, 'continued'],
    [second, first, third, 'continued'],
    [third, second, null, 'closed'],
  ]);
  const bundle = await bundleWorkflows(createLog('test', 'error'));
  for (const run of runs) {
    const history = historyFromJSON(JSON.parse(run.historyJson));
    expect(history.events).toHaveLength(run.events);
    expect(run.build).toEqual(expect.any(String));
    await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowIdOf(id));
  }
});

test('a second look keeps nothing twice, and its cursor moves on', async () => {
  const id = await living.contacted('again');
  await living.continued(id);
  await kept(id, 1);
  const before = (await readProgress(living.house.db))!;
  const again = await scanned(await beginScan(living.house));
  expect(again).toMatchObject({ found: 0, failed: 0 });
  expect(again.since).not.toBeNull();
  expect((await readProgress(living.house.db))!.through.getTime()).toBeGreaterThan(before.through.getTime());
});

test('after an outage longer than a day everything that Temporal still has is looked through', async () => {
  const id = await living.contacted('outage');
  await living.continued(id);
  const longAgo = new Date(Date.now() - 24 * 3_600_000);
  await writeProgress(living.house.db, { through: new Date(), fullAt: longAgo });
  expect((await beginScan(living.house)).since).toBeNull();
  await writeProgress(living.house.db, { through: longAgo, fullAt: new Date(Date.now() - 23 * 3_600_000) });
  expect((await beginScan(living.house)).since).toBe(longAgo.getTime() - 3_600_000);
  await kept(id, 1);
});

test('a look without keeping counts what waits and changes nothing', async () => {
  const id = await living.contacted('looked');
  await living.continued(id);
  const progress = await readProgress(living.house.db);
  await eventually('the run is listed', async () => (await scanned(fullScan(false))).found === 1, 30_000);
  expect(await runsOf(id)).toEqual([]);
  expect(await readProgress(living.house.db)).toEqual(progress);
  await kept(id, 1);
});

test('a run that Temporal deleted before it was kept is named as a gap', async () => {
  const id = await living.contacted('gap');
  const first = await living.continued(id);
  await kept(id, 1);
  const second = await living.continued(id);
  await deleted(id, second);
  await eventually(
    'the gap is named',
    async () => {
      const { gaps } = await scanned(fullScan(false));
      return gaps.some((gap) => gap.runId === second && gap.kind === 'lostRun' && gap.workflowId === workflowIdOf(id));
    },
    30_000,
  );
  expect((await runsOf(id)).map(({ runId }) => runId)).toEqual([first]);
}, 240_000);

test('an account of which nobody can show any run is named, and one that only has not ended is not', async () => {
  const silent = await living.contacted('silent');
  const alive = await living.contacted('alive');
  await deleted(silent);
  let gaps: ArchiveScan['gaps'] = [];
  await eventually(
    'the account is named',
    async () => {
      ({ gaps } = await scanned(fullScan(true)));
      return gaps.some(({ workflowId }) => workflowId === workflowIdOf(silent));
    },
    30_000,
  );
  expect(gaps.find(({ workflowId }) => workflowId === workflowIdOf(silent))).toEqual({
    kind: 'noHistory',
    workflowId: workflowIdOf(silent),
    runId: null,
  });
  expect(gaps.map(({ workflowId }) => workflowId)).not.toContain(workflowIdOf(alive));
}, 240_000);

test('the archive of a service opens with its own key only', async () => {
  const id = await living.contacted('key');
  await living.continued(id);
  await kept(id, 1);
  const other = masterKeyFrom(Buffer.alloc(32, 9).toString('base64'));
  await expect(archivedRunsOf(living.house.db, other, workflowIdOf(id))).rejects.toThrow(ArchiveIsDamaged);
});
