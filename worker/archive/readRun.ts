import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { RunFacts, RunStatus } from '../../storage/archive/archive';
import {
  buildOf,
  continuedFromOf,
  continuedToOf,
  momentMsOf,
  resetFromOf,
  type HistoryEvent,
} from '../../storage/archive/historyFacts';

/** The whole history of a run that has ended, and what it says about itself. */
export async function readRun(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<{ facts: RunFacts; historyJson: string }> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { facts: factsOf(workflowId, runId, history.events ?? []), historyJson: historyToJSON(history) };
}

function factsOf(workflowId: string, runId: string, events: readonly HistoryEvent[]): RunFacts {
  const [first, last] = [events[0], events.at(-1)];
  const status = last && statusOf(last);
  if (!first?.workflowExecutionStartedEventAttributes || !status) throw new RunIsNotWhole();
  return {
    workflowId,
    runId,
    continuedFrom: continuedFromOf(events),
    continuedTo: continuedToOf(events),
    resetFrom: resetFromOf(runId, events),
    status,
    build: buildOf(events),
    startedAt: new Date(momentMsOf(first)),
    closedAt: new Date(momentMsOf(last)),
    events: events.length,
  };
}

/** A history without its beginning, or of a run that has not ended. */
export class RunIsNotWhole extends Error {
  override readonly name = 'RunIsNotWhole';
}

function statusOf(last: HistoryEvent): RunStatus | undefined {
  const endings: readonly (readonly [RunStatus, unknown])[] = [
    ['continued', last.workflowExecutionContinuedAsNewEventAttributes],
    ['closed', last.workflowExecutionCompletedEventAttributes],
    ['terminated', last.workflowExecutionTerminatedEventAttributes],
    ['failed', last.workflowExecutionFailedEventAttributes],
    ['canceled', last.workflowExecutionCanceledEventAttributes],
    ['timedOut', last.workflowExecutionTimedOutEventAttributes],
  ];
  return endings.find(([, attributes]) => attributes)?.[0];
}
