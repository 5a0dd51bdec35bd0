import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import {
  buildOf,
  continuedFromOf,
  continuedToOf,
  momentMsOf,
  resetFromOf,
  type HistoryEvent,
} from '../../storage/archive/historyFacts';

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
    return momentMsOf(this.#events[0]);
  }

  get lastAtMs(): number {
    return momentMsOf(this.#events.at(-1));
  }

  get continuedFrom(): string | null {
    return continuedFromOf(this.#events);
  }

  get continuedTo(): string | null {
    return continuedToOf(this.#events);
  }

  get resetFrom(): string | null {
    return resetFromOf(this.runId, this.#events);
  }

  get build(): string | null {
    return buildOf(this.#events);
  }
}
