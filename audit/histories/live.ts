import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import { listOf } from '../../workflows/visibility';
import { inParallel } from '../inParallel';

/** Of gRPC: a history that is not there is told without any wrapping. */
const NOT_FOUND = 5;
export const REQUESTS_AT_ONCE = 8;
/** A Temporal that has gone silent keeps nobody waiting: the checks that need it end, and say so. */
const ANSWERS_WITHIN_MS = 20_000;
const inTime = <Value>(client: Client, ask: () => Promise<Value>): Promise<Value> =>
  client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, ask);

/** Which runs Temporal has, by workflow. What it lists lags behind by a moment, so the newest is asked for as well. */
export async function liveRuns(client: Client, workflowIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = new Map(workflowIds.map((id) => [id, new Set<string>()]));
  const query = `WorkflowId IN ${listOf(workflowIds)}`;
  await inTime(client, async () => {
    for await (const { workflowId, runId } of client.workflow.list({ query })) found.get(workflowId)?.add(runId);
  });
  await inParallel(workflowIds, REQUESTS_AT_ONCE, async (id) => {
    const newest = await newestRun(client, id);
    if (newest) found.get(id)!.add(newest.runId);
  });
  return found;
}

/** What Temporal knows of a workflow's newest run at this very moment. */
export const newestRun = (client: Client, workflowId: string): Promise<WorkflowExecutionDescription | null> =>
  orNull(inTime(client, () => client.workflow.getHandle(workflowId).describe()));

/** The history as it is now; null for a run that Temporal does not have any more. */
export const fetchHistory = (client: Client, workflowId: string, runId: string): Promise<History | null> =>
  orNull(inTime(client, () => client.workflow.getHandle(workflowId, runId).fetchHistory()));

const orNull = <Value>(asked: Promise<Value>): Promise<Value | null> =>
  asked.catch((error: unknown) => {
    const isNotFound = error instanceof WorkflowNotFoundError || (error as { code?: number }).code === NOT_FOUND;
    if (isNotFound) return null;
    throw error;
  });
