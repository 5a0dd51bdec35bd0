import type { Client, WorkflowHandle } from '@temporalio/client';
import { workflowIdOf } from '../workflows/ids';

/** All runs of an account together. */
export type LifeHistory = Readonly<{
  events: number;
  bytes: number;
  runs: number;
  eventsByType: Readonly<Record<string, number>>;
}>;

const RUNS_MAX = 100;

/** Reads an account's histories from its last run back to its first, over every continue-as-new. */
export async function historyOf(client: Client, accountId: string): Promise<LifeHistory> {
  const eventsByType: Record<string, number> = {};
  let events = 0;
  let bytes = 0;
  let runs = 0;
  let runId: string | undefined;
  do {
    const handle: WorkflowHandle = client.workflow.getHandle(workflowIdOf(accountId), runId);
    const all = (await handle.fetchHistory()).events ?? [];
    const { raw } = await handle.describe();
    for (const event of all) {
      const attributes = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? 'unknown';
      const name = attributes.replace('EventAttributes', '');
      eventsByType[name] = (eventsByType[name] ?? 0) + 1;
    }
    events += all.length;
    bytes += Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0);
    runs += 1;
    runId = all[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  } while (runId && runs < RUNS_MAX);
  return { events, bytes, runs, eventsByType };
}
