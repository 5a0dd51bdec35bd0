import { z } from 'zod';
import type { HistoryEvent } from '../../../storage/archive/historyFacts';
import type { KeptRun } from '../../histories/keptRun';
import { jsonOf, LOCAL } from './results';

/** Whether a run has an attempt that nobody heard the end of: a worker that died after it had written leaves rows that no result names. */
export const hasUnheardAttempt = (run: KeptRun): boolean => run.events.some(isUnheard) || isCutShort(run);

/** The event that tells of such an attempt. What a reset leaves behind tells of none: the run that was reset tells it itself. */
export function isUnheard(event: HistoryEvent): boolean {
  if (event.workflowTaskFailedEventAttributes) return !event.workflowTaskFailedEventAttributes.newRunId;
  if (event.workflowTaskTimedOutEventAttributes) return true;
  if (event.activityTaskTimedOutEventAttributes || event.activityTaskFailedEventAttributes) return true;
  if ((event.activityTaskStartedEventAttributes?.attempt ?? 1) > 1) return true;
  const marker = event.markerRecordedEventAttributes;
  return (
    marker?.markerName === LOCAL && (marker.failure != null || attemptOf(marker.details?.['data']?.payloads?.[0]) > 1)
  );
}

const localData = z.object({ attempt: z.number() });
function attemptOf(data: unknown): number {
  const parsed = localData.safeParse(jsonOf(data));
  return parsed.success ? parsed.data.attempt : 1;
}

/** Ended from outside, maybe in the midst of an attempt. */
export function isCutShort({ events }: KeptRun): boolean {
  const last = events.at(-1);
  return Boolean(
    last?.workflowExecutionTerminatedEventAttributes ??
    last?.workflowExecutionFailedEventAttributes ??
    last?.workflowExecutionCanceledEventAttributes ??
    last?.workflowExecutionTimedOutEventAttributes,
  );
}

/** An effect was under way at the end of the history. */
export const hasOpenEffect = ({ events }: KeptRun): boolean =>
  events.filter((event) => event.activityTaskScheduledEventAttributes).length > events.filter(isActivityEnd).length;

const isActivityEnd = (event: HistoryEvent): boolean =>
  Boolean(
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.activityTaskCanceledEventAttributes,
  );
