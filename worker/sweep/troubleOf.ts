import type { Client, WorkflowExecutionDescription } from '@temporalio/client';

/** So often an effect may fail before it is more than a passing trouble. */
const TRIES_MAX = 3;
const EVENTS_BACK = 50;

type Trouble = Readonly<{ kind: 'stuck' | 'effectFails'; failure: string }>;

/** Why an overdue workflow does not get on, as far as Temporal shows it: kinds of failures, no texts. */
export async function troubleOf(client: Client, run: WorkflowExecutionDescription): Promise<Trouble | null> {
  const cause = run.raw.pendingWorkflowTask ? await causeOf(client, run) : null;
  if (cause !== null) return { kind: 'stuck', failure: cause };
  const failing = run.raw.pendingActivities?.find(({ attempt }) => (attempt ?? 0) >= TRIES_MAX);
  if (!failing) return null;
  const failure = failing.lastFailure?.applicationFailureInfo?.type;
  return { kind: 'effectFails', failure: `${failing.activityType?.name ?? 'activity'}: ${failure || 'unknown'}` };
}

/** Numbers of Temporal's `WorkflowTaskFailedCause`; others are told by their number. */
const CAUSES: Readonly<Record<number, string>> = {
  14: 'workflowCodeFails',
  24: 'nonDeterminism',
  36: 'messageTooLarge',
  37: 'payloadsTooLarge',
};
/** Not a failure: the mark that a reset leaves. */
const WAS_RESET: number = 20;

/** How the last workflow task failed; null when the last that came to an end did well. Further tries leave no event. */
async function causeOf(client: Client, { workflowId, runId }: WorkflowExecutionDescription): Promise<string | null> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: EVENTS_BACK,
  });
  const ended = history?.events?.find(
    (event) => event.workflowTaskCompletedEventAttributes || event.workflowTaskFailedEventAttributes,
  );
  const cause: number | null | undefined = ended?.workflowTaskFailedEventAttributes?.cause;
  if (cause === undefined || cause === null || cause === WAS_RESET) return null;
  return CAUSES[cause] ?? `cause ${cause}`;
}
