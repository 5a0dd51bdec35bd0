import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils';

export type HistoryEvent = NonNullable<History['events']>[number];

/** One run of an account's workflow as somebody still has it, and what its history says about itself. */
export class KeptRun {
  readonly #events: readonly HistoryEvent[];

  constructor(
    readonly workflowId: string,
    readonly runId: string,
    readonly history: History,
    readonly source: 'temporal' | 'archive' | 'both',
  ) {
    this.#events = history.events ?? [];
  }

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** As Temporal's own tools read it. */
  get json(): string {
    return historyToJSON(this.history);
  }

  get startedAtMs(): number {
    return momentOf(this.#events[0]);
  }

  get lastAtMs(): number {
    return momentOf(this.#events.at(-1));
  }

  get continuedFrom(): string | null {
    return this.#events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;
  }

  get continuedTo(): string | null {
    return this.#events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId || null;
  }

  /** A reset leaves a failed workflow task behind that names both runs; a later reset copies it, so the run's own is asked for. */
  get resetFrom(): string | null {
    const failed = this.#events.map((event) => event.workflowTaskFailedEventAttributes);
    return failed.find((one) => one?.newRunId === this.runId)?.baseRunId || null;
  }

  /** The build that the last completed workflow task names; workers without a version name none. */
  get build(): string | null {
    const named = this.#events.map((event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId);
    return named.findLast(Boolean) ?? null;
  }
}

/** Seconds are a Long where they came over the wire, and a number where they came from JSON. */
const momentOf = (event: HistoryEvent | undefined): number =>
  Number(event?.eventTime?.seconds ?? 0) * 1_000 + (event?.eventTime?.nanos ?? 0) / 1e6;
