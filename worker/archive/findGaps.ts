import type { Client } from '@temporalio/client';
import type { Gap } from '../../activities/housekeeping';
import { accountsWithoutArchive, namedRunsNotKept } from '../../storage/archive/archiveFigures';
import { continuedFromOf } from '../../storage/archive/historyFacts';
import { workflowIdOf } from '../../workflows/ids';
import { listOf } from '../../workflows/visibility';
import { atLeisure } from '../atLeisure';
import { describeRun, listRuns, type ListedRun } from '../temporalRuns';
import type { Archivist } from './archivist';

type GapPage = Readonly<{ gaps: readonly Gap[]; nextPage: string }>;

const NAMES_IN_A_STEP = 100;
/** Runs of one account that Temporal may still have; what lies beyond is asked for one by one. */
const LISTED_MAX = 1_000;

/** Runs that an archived run names, and that neither the archive holds nor Temporal knows. */
export async function lookForLostRuns({ db, client }: Archivist, page: string): Promise<GapPage> {
  const { named, nextPage } = await namedRunsNotKept(db, page, NAMES_IN_A_STEP);
  const runIds = named.map(({ runId }) => runId);
  // What has ended may be listed still when it is deleted: only what runs needs no second question.
  const running = new Set((await listedBy(client, 'RunId', runIds)).filter(isOpen).map(({ runId }) => runId));
  const doubtful = named.filter(({ runId }) => !running.has(runId));
  const gaps = await atLeisure(doubtful, async ({ workflowId, runId }) =>
    (await describeRun(client, workflowId, runId)) ? null : lostRun(workflowId, runId),
  );
  return { gaps: gaps.filter((gap) => gap !== null), nextPage };
}

/** Accounts that have had turns, of which nothing was kept, and whose beginning Temporal does not know either. */
export async function lookForSilentAccounts({ db, client }: Archivist, page: string): Promise<GapPage> {
  const accountIds = await accountsWithoutArchive(db, {
    prefix: workflowIdOf(''),
    after: page,
    limit: NAMES_IN_A_STEP,
  });
  const runs = await listedBy(client, 'WorkflowId', accountIds.map(workflowIdOf));
  const gaps = await atLeisure(accountIds, (id) => {
    const workflowId = workflowIdOf(id);
    return gapOf(
      client,
      workflowId,
      runs.filter((run) => run.workflowId === workflowId),
    );
  });
  return { gaps: gaps.filter((gap) => gap !== null), nextPage: pageAfter(accountIds) };
}

const isOpen = ({ closedAt }: ListedRun): boolean => closedAt === 0;
const pageAfter = (ids: readonly string[]): string => (ids.length < NAMES_IN_A_STEP ? '' : ids.at(-1)!);
const lostRun = (workflowId: string, runId: string): Gap => ({ kind: 'lostRun', workflowId, runId });

const listedBy = async (client: Client, by: 'RunId' | 'WorkflowId', ids: readonly string[]) =>
  ids.length === 0 ? [] : (await listRuns(client, `${by} IN ${listOf(ids)}`, '', LISTED_MAX)).runs;

/** Nothing was kept of this account yet: what Temporal still has must reach back to its first run. */
async function gapOf(client: Client, workflowId: string, listed: readonly ListedRun[]): Promise<Gap | null> {
  const newest = await newestRunId(client, workflowId, listed);
  if (newest === null) return { kind: 'noHistory', workflowId, runId: null };
  const before = await predecessorOf(client, workflowId, listed.at(-1)?.runId ?? newest);
  if (before === null || (await describeRun(client, workflowId, before))) return null;
  return lostRun(workflowId, before);
}

/** Lists lag behind, so an empty one proves nothing. */
async function newestRunId(client: Client, workflowId: string, listed: readonly ListedRun[]): Promise<string | null> {
  if (listed.length > 0) return listed[0]!.runId;
  return (await describeRun(client, workflowId))?.runId ?? null;
}

/** The run that this one continues, as its first event says. */
async function predecessorOf(client: Client, workflowId: string, runId: string): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 1,
  });
  return continuedFromOf(history?.events ?? []);
}
