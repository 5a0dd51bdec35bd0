import type { Client } from '@temporalio/client';
import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import type { RunFacts, RunStatus } from '../../storage/archive/archive';

type Event = NonNullable<History['events']>[number];
type Ending = Readonly<{ status: RunStatus; continuedTo: string | null }>;

/** The whole history of a run that has ended, and what it says about itself. */
export async function readRun(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<{ facts: RunFacts; historyJson: string }> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { facts: factsOf(workflowId, runId, history.events ?? []), historyJson: historyToJSON(history) };
}

function factsOf(workflowId: string, runId: string, events: readonly Event[]): RunFacts {
  const [first, last] = [events[0], events.at(-1)];
  const started = first?.workflowExecutionStartedEventAttributes;
  const ending = last && endingOf(last);
  if (!first || !started || !ending) throw new RunIsNotWhole();
  return {
    workflowId,
    runId,
    continuedFrom: started.continuedExecutionRunId || null,
    resetFrom: resetFromOf(runId, events),
    build: buildOf(events),
    startedAt: momentOf(first),
    closedAt: momentOf(last),
    events: events.length,
    ...ending,
  };
}

/** A history without its beginning, or of a run that has not ended. */
export class RunIsNotWhole extends Error {
  override readonly name = 'RunIsNotWhole';
}

const momentOf = ({ eventTime }: Event): Date => new Date(optionalTsToMs(eventTime) ?? 0);

function endingOf(last: Event): Ending | null {
  const continued = last.workflowExecutionContinuedAsNewEventAttributes;
  if (continued) return { status: 'continued', continuedTo: continued.newExecutionRunId || null };
  const endings: readonly (readonly [RunStatus, unknown])[] = [
    ['closed', last.workflowExecutionCompletedEventAttributes],
    ['terminated', last.workflowExecutionTerminatedEventAttributes],
    ['failed', last.workflowExecutionFailedEventAttributes],
    ['canceled', last.workflowExecutionCanceledEventAttributes],
    ['timedOut', last.workflowExecutionTimedOutEventAttributes],
  ];
  const found = endings.find(([, attributes]) => attributes);
  return found ? { status: found[0], continuedTo: null } : null;
}

/** A reset leaves a failed workflow task behind that names both runs; a later reset copies it, so the new run's own is asked for. */
const resetFromOf = (runId: string, events: readonly Event[]): string | null =>
  events.map((event) => event.workflowTaskFailedEventAttributes).find((failed) => failed?.newRunId === runId)
    ?.baseRunId || null;

/** The build that the last completed workflow task names; workers without a version name none. */
const buildOf = (events: readonly Event[]): string | null =>
  events.map((event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId).findLast(Boolean) ??
  null;
