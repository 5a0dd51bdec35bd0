import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';

export type ListedRun = Readonly<{ workflowId: string; runId: string; closedAt: number }>;
export type RunPage = Readonly<{ runs: readonly ListedRun[]; nextPage: string }>;

/** One page of what Temporal lists; what it lists lags behind by a moment. `page` '' is the first, and `nextPage` '' says no more. */
export async function listRuns(client: Client, query: string, page: string, pageSize: number): Promise<RunPage> {
  const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query,
    pageSize,
    nextPageToken: Buffer.from(page, 'base64'),
  });
  const runs = executions.map(({ execution, closeTime }) => ({
    workflowId: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
    closedAt: optionalTsToMs(closeTime) ?? 0,
  }));
  return { runs, nextPage: Buffer.from(nextPageToken).toString('base64') };
}

/** What Temporal knows of a run, or of a workflow's newest run, at this very moment; null when it knows nothing. */
export const describeRun = (
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<WorkflowExecutionDescription | null> =>
  client.workflow
    .getHandle(workflowId, runId)
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });

/** How long Temporal keeps a run that has ended. */
export async function retentionMsOf(client: Client): Promise<number> {
  const { config } = await client.workflowService.describeNamespace({ namespace: client.options.namespace });
  return optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0;
}
