import type { History } from '@temporalio/common/lib/proto-utils';

export type HistoryEvent = NonNullable<History['events']>[number];
type Events = readonly HistoryEvent[];

export const continuedFromOf = (events: Events): string | null =>
  events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;

export const continuedToOf = (events: Events): string | null =>
  events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId || null;

/** A reset leaves a failed workflow task behind that names both runs; a later reset copies it, so the run's own is asked for. */
export const resetFromOf = (runId: string, events: Events): string | null =>
  events.map((event) => event.workflowTaskFailedEventAttributes).find((failed) => failed?.newRunId === runId)
    ?.baseRunId || null;

/** The build that the last completed workflow task names; workers without a version name none. */
export const buildOf = (events: Events): string | null =>
  events.map((event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId).findLast(Boolean) ??
  null;

/** Seconds are a Long where they came over the wire, and a number where they came from JSON. */
export const momentMsOf = (event: HistoryEvent | undefined): number =>
  Number(event?.eventTime?.seconds ?? 0) * 1_000 + (event?.eventTime?.nanos ?? 0) / 1e6;
