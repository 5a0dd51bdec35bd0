/** What an activity said that it wrote: where it found the journal, and type and hash of each row it added. */
export type Wrote = Readonly<{
  after: number;
  afterHash: string;
  events: readonly (readonly [type: string, hash: string])[];
}>;
/** `wrote` is null where the result comes from a build that did not say so yet. */
export type Witness = Readonly<{ eventId: string; wrote: Wrote | null }>;
export type ReadHistory = Readonly<{
  witnesses: readonly Witness[];
  continuedFrom: string | null;
  continuedTo: string | null;
}>;

type Payload = Readonly<{ metadata?: Readonly<Record<string, string>>; data?: string }>;
type HistoryEvent = Readonly<{
  eventId?: string | number;
  workflowExecutionStartedEventAttributes?: Readonly<{ continuedExecutionRunId?: string }>;
  workflowExecutionContinuedAsNewEventAttributes?: Readonly<{ newExecutionRunId?: string }>;
  activityTaskCompletedEventAttributes?: Readonly<{ result?: Readonly<{ payloads?: readonly Payload[] }> }>;
  markerRecordedEventAttributes?: Readonly<{
    markerName?: string;
    details?: Readonly<Record<string, Readonly<{ payloads?: readonly Payload[] }>>>;
    failure?: unknown;
  }>;
}>;

/** Reads a run as Temporal's tools write it as JSON. Throws where it is none. */
export function readHistory(json: string): ReadHistory {
  const { events } = JSON.parse(json) as { events?: readonly HistoryEvent[] };
  if (!Array.isArray(events) || events.length === 0) throw new Error('it has no events');
  const history = events as readonly HistoryEvent[];
  const started = history[0]!.workflowExecutionStartedEventAttributes;
  if (!started) throw new Error('it does not begin with the start of a run');
  return {
    witnesses: history.flatMap(witnessIn),
    continuedFrom: started.continuedExecutionRunId || null,
    continuedTo: history.at(-1)!.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId || null,
  };
}

function witnessIn(event: HistoryEvent): readonly Witness[] {
  const result = resultOf(event);
  // An activity of another kind says nothing about turns.
  if (typeof result !== 'object' || result === null || !('next' in result && 'answers' in result)) return [];
  const { wrote } = result as { wrote?: Wrote };
  return [{ eventId: String(event.eventId), wrote: wrote ?? null }];
}

function resultOf(event: HistoryEvent): unknown {
  const marker = event.markerRecordedEventAttributes;
  const payloads = marker
    ? marker.details?.['result']?.payloads
    : event.activityTaskCompletedEventAttributes?.result?.payloads;
  const data = payloads?.[0]?.data;
  return data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString());
}
