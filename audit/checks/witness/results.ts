import { z } from 'zod';
import type { HistoryEvent, KeptRun } from '../../histories/keptRun';

const payload = z.object({ data: z.instanceof(Uint8Array) });
const wrote = z.object({
  after: z.number().int().min(0),
  afterHash: z.string(),
  events: z.array(z.tuple([z.string(), z.string()])),
});
/** What a turn or an effect told its workflow; builds before the witness told nothing of what they wrote. */
const turnResult = z.object({ next: z.object({}), wrote: wrote.optional() });

export type Wrote = z.output<typeof wrote>;
/** One result as the history has it: with a witness, without one, or one that nobody can read. */
export type Told = Readonly<{ runId: string; eventId: number } & ({ wrote: Wrote } | { is: 'silent' | 'unreadable' })>;

const LOCAL = 'core_local_activity';

/** The results of all turns and effects of a run, in their order. */
export const resultsOf = ({ runId, events }: KeptRun): readonly Told[] =>
  events.flatMap((event): Told[] => {
    const data = resultData(event);
    return data === undefined ? [] : [{ runId, eventId: Number(event.eventId), ...read(data) }];
  });

function resultData(event: HistoryEvent): unknown {
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed) return completed.result?.payloads?.[0] ?? null;
  const marker = event.markerRecordedEventAttributes;
  return marker?.markerName === LOCAL && !marker.failure
    ? (marker.details?.['result']?.payloads?.[0] ?? null)
    : undefined;
}

function read(found: unknown): { wrote: Wrote } | { is: 'silent' | 'unreadable' } {
  const result = turnResult.safeParse(jsonOf(found));
  if (!result.success) return { is: 'unreadable' };
  return result.data.wrote ? { wrote: result.data.wrote } : { is: 'silent' };
}

function jsonOf(found: unknown): unknown {
  const parsed = payload.safeParse(found);
  if (!parsed.success) return undefined;
  try {
    return JSON.parse(Buffer.from(parsed.data.data).toString());
  } catch {
    return undefined;
  }
}

/**
 * Whether a run has an attempt that nobody heard the end of: a worker that died after it had written leaves rows that no result
 * names. The next result vouches for them by the hash that it found.
 */
export const hasUnheardAttempt = ({ events }: KeptRun): boolean => events.some(isUnheard) || isCutShort(events.at(-1));

function isUnheard(event: HistoryEvent): boolean {
  if (event.workflowTaskTimedOutEventAttributes || event.workflowTaskFailedEventAttributes) return true;
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

const isCutShort = (last: HistoryEvent | undefined): boolean =>
  Boolean(
    last?.workflowExecutionTerminatedEventAttributes ??
    last?.workflowExecutionFailedEventAttributes ??
    last?.workflowExecutionCanceledEventAttributes ??
    last?.workflowExecutionTimedOutEventAttributes,
  );
