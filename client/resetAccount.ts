import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import { randomUUID } from 'node:crypto';
import type { AccountId } from '../domain/brand';
import type { collectAccount } from '../workflows/collectAccount';
import { workflowIdOf } from '../workflows/ids';

/**
 * `last`: the last workflow task that was completed; `first`: the first, so that the run is lived again. Both stay on the build
 * of the run. `fresh`: a new run without a history, on the current build.
 */
export type ResetTo = 'last' | 'first' | 'fresh';
export type ResetOrder = Readonly<{ accountId: string; by: string; reason: string; to: ResetTo }>;

export type ResetDone = Readonly<{
  workflowId: string;
  /** The run that was reset, and whether it was still running. */
  resetRunId: string;
  wasRunning: boolean;
  /** The event that the new run goes on from, of so many; 0 for a fresh one. */
  toEvent: number;
  ofEvents: number;
  newRunId: string;
}>;

/** There is nothing that could be reset, and why. */
export class CannotReset extends Error {
  override readonly name = 'CannotReset';
}

/**
 * Begins the newest run of an account anew from an earlier workflow task. What was decided stays: it is in the journal, and a
 * turn or a contact that is taken again finds it there. Signals and updates that came later are given to the new run.
 */
export async function resetAccount(client: Client, order: ResetOrder): Promise<ResetDone> {
  const run = await newestRun(client, workflowIdOf(order.accountId));
  const { workflowId, runId } = run;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const done = {
    workflowId,
    resetRunId: runId,
    wasRunning: run.status.name === 'RUNNING',
    ofEvents: events?.length ?? 0,
  };
  if (order.to === 'fresh') return { ...done, toEvent: 0, newRunId: await beginAnew(client, run, order) };
  const toEvent = eventToResetTo(events ?? [], order.to);
  if (toEvent === undefined) {
    throw new CannotReset(`No worker has ever taken up the run ${runId} of ${workflowId}: it waits for one.`);
  }
  const { runId: newRunId } = await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    reason: reasonOf(order),
    workflowTaskFinishEventId: toEvent,
    requestId: randomUUID(),
    identity: order.by,
  });
  return { ...done, toEvent: Number(toEvent), newRunId };
}

const reasonOf = ({ by, reason }: ResetOrder): string => `${by}: ${reason}`;

/** Should we be cut off between the two, a sweep finds the account without a workflow. */
async function beginAnew(client: Client, { workflowId, runId, taskQueue, status }: Run, order: ResetOrder) {
  if (status.name === 'RUNNING') await client.workflow.getHandle(workflowId, runId).terminate(reasonOf(order));
  const handle = await client.workflow.start<typeof collectAccount>('collectAccount', {
    workflowId,
    taskQueue,
    args: [order.accountId as AccountId],
    // A bell that was rung meanwhile has begun it already.
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return handle.firstExecutionRunId;
}

type Run = Awaited<ReturnType<typeof newestRun>>;

const newestRun = (client: Client, workflowId: string) =>
  client.workflow
    .getHandle(workflowId)
    .describe()
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new CannotReset(
        `Temporal knows no run of ${workflowId}. \`arrears sweep --repair\` gives an open account one.`,
      );
    });

type Events = NonNullable<History['events']>;

/** A completed workflow task; where none ever was, the first that a worker began. */
function eventToResetTo(events: Events, to: ResetTo) {
  const completed = events.filter((event) => event.workflowTaskCompletedEventAttributes);
  const wanted = to === 'last' ? completed.at(-1) : completed[0];
  return (wanted ?? events.find((event) => event.workflowTaskStartedEventAttributes))?.eventId ?? undefined;
}
