import { WorkflowNotFoundError } from '@temporalio/client';
import type { ArchiveScan, Unkept } from '../../activities/housekeeping';
import { keepRun, keptOf } from '../../storage/archive/archive';
import { quoted } from '../../workflows/visibility';
import { atLeisure } from '../atLeisure';
import { listRuns, type ListedRun } from '../temporalRuns';
import type { Archivist } from './archivist';
import { readRun } from './readRun';

const RUNS_IN_A_STEP = 200;
const FAILURES_NAMED = 20;

/** One page of the runs that have ended: those that the archive does not hold are kept. */
export async function keepClosedRuns(archivist: Archivist, scan: ArchiveScan): Promise<ArchiveScan> {
  const { runs, nextPage } = await listRuns(archivist.client, queryFor(archivist, scan), scan.page, RUNS_IN_A_STEP);
  const kept = await keptOf(
    archivist.db,
    runs.map(({ runId }) => runId),
  );
  const toKeep = runs.filter(({ runId }) => !kept.has(runId));
  const failures = scan.keeps ? (await atLeisure(toKeep, (run) => keep(archivist, run))).filter(isFailure) : [];
  return {
    ...scan,
    page: nextPage,
    listed: scan.listed + runs.length,
    found: scan.found + toKeep.length,
    oldestFoundAt: oldest(scan.oldestFoundAt, toKeep),
    failed: scan.failed + failures.length,
    oldestFailedAt: oldest(scan.oldestFailedAt, failures),
    failures: [...scan.failures, ...failures.map(named)].slice(0, FAILURES_NAMED),
  };
}

function queryFor({ taskQueue }: Archivist, { since }: ArchiveScan): string {
  const closed = `WorkflowType = 'collectAccount' AND TaskQueue = ${quoted(taskQueue)} AND ExecutionStatus != 'Running'`;
  return since === null ? closed : `${closed} AND CloseTime >= ${quoted(new Date(since).toISOString())}`;
}

type Failed = ListedRun & Unkept;
const isFailure = (result: Failed | null): result is Failed => result !== null;
const named = ({ workflowId, runId, failure }: Failed): Unkept => ({ workflowId, runId, failure });

/** One bad history must not hold up the others. The database's own failures do: the step is tried again. */
async function keep({ db, master, client }: Archivist, run: ListedRun): Promise<Failed | null> {
  let read: Awaited<ReturnType<typeof readRun>>;
  try {
    read = await readRun(client, run.workflowId, run.runId);
  } catch (error) {
    // Retention was faster; a run beside it that names it shows the gap.
    if (error instanceof WorkflowNotFoundError) return null;
    return { ...run, failure: (error as Error).name };
  }
  await keepRun(db, master, read.facts, read.historyJson);
  return null;
}

const oldest = (known: number | null, runs: readonly ListedRun[]): number | null =>
  runs.reduce<number | null>((least, { closedAt }) => Math.min(least ?? closedAt, closedAt), known);
