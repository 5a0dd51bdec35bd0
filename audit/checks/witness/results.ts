import { z } from 'zod';
import type { HistoryEvent } from '../../../storage/archive/historyFacts';
import type { KeptRun } from '../../histories/keptRun';

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
export type Witness = Told & { wrote: Wrote };

/** The name under which a history records a local activity. */
export const LOCAL = 'core_local_activity';

/** The results of all turns and effects of a run, in their order. */
export const resultsOf = ({ runId, events }: KeptRun): readonly Told[] =>
  events.flatMap((event): Told[] => {
    const data = resultData(event);
    return data === undefined ? [] : [{ runId, eventId: Number(event.eventId), ...read(data) }];
  });

export const witnessesOf = (run: KeptRun): readonly Witness[] =>
  resultsOf(run).filter((told): told is Witness => 'wrote' in told);
/** How far the journal went when the result was given. */
export const endOf = ({ wrote: { after, events } }: Witness): number => after + events.length;

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

/** What a payload says; undefined where it says nothing that can be read. */
export function jsonOf(found: unknown): unknown {
  const parsed = payload.safeParse(found);
  if (!parsed.success) return undefined;
  try {
    return JSON.parse(Buffer.from(parsed.data.data).toString());
  } catch {
    return undefined;
  }
}
