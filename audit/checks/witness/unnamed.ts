import type { Flaw, Histories } from '../../histories';
import type { KeptRun } from '../../histories/keptRun';
import { hasUnheardAttempt, type Told, type Wrote } from './results';

type Witness = Told & { wrote: Wrote };
/** `settled`: the account's version before its histories were read, so that they can know of each row up to it. */
export type Reach = Readonly<{ settled: number; hasTemporal: boolean }>;

/**
 * Rows that no result names. Where a later result found them, its hash vouches for them, and only their run is missing; behind
 * the last result nothing vouches for a row.
 */
export function unnamedRows({ runs }: Histories, witnesses: readonly Witness[], reach: Reach): readonly Flaw[] {
  const named = new Set(witnesses.flatMap(({ wrote }) => wrote.events.map((_, place) => wrote.after + 1 + place)));
  const vouchedTo = Math.max(0, ...witnesses.map(({ wrote }) => wrote.after + wrote.events.length));
  const isExplained = runs.some(hasUnheardAttempt);
  const unnamed = versions(1, Math.min(vouchedTo, reach.settled)).filter((version) => !named.has(version));
  return [
    ...(unnamed.length > 0 && !isExplained ? [ofLostRun(unnamed)] : []),
    ...afterAll(runs, versions(vouchedTo + 1, reach.settled), reach, isExplained),
  ];
}

const versions = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function ofLostRun(unnamed: readonly number[]): Flaw {
  const says = `${spanOf(unnamed)} came from a run that nobody has; later results vouch for the hashes alone.`;
  return { kind: 'notChecked', what: 'runIsMissing', says };
}

function afterAll(
  runs: readonly KeptRun[],
  unvouched: readonly number[],
  { hasTemporal }: Reach,
  isExplained: boolean,
): readonly Flaw[] {
  const last = runs.at(-1);
  if (unvouched.length === 0 || (last && isAtWork(last))) return [];
  const rows = spanOf(unvouched);
  if (!last) return [notChecked('runIsMissing', `${rows} came from runs that nobody has.`)];
  if (!hasTemporal) return [notChecked('runIsMissing', `${rows} came after the last archived run ${last.runId}.`)];
  const says = `${rows} came after the last result in any history (run ${last.runId})`;
  if (isExplained)
    return [notChecked('eventWithoutHistory', `${says}, maybe from an attempt that did not come to its end.`)];
  return [{ kind: 'broken', what: 'eventWithoutHistory', says: `${says}: no turn is known to have written that.` }];
}

const notChecked = (what: string, says: string): Flaw => ({ kind: 'notChecked', what, says });

function spanOf(versions: readonly number[]): string {
  const [first, last] = [versions[0]!, versions.at(-1)!];
  return first === last
    ? `Version ${first} of the journal`
    : `${versions.length} of the versions ${first} to ${last} of the journal`;
}

/** A task is under way, or an activity: what it writes is named when it ends. */
function isAtWork({ events }: KeptRun): boolean {
  const isClosed = events.at(-1)?.eventType !== undefined && isEnd(events.at(-1)!);
  if (isClosed) return false;
  let [scheduled, ended] = [0, 0];
  let isTaskOpen = true;
  for (const event of events) {
    if (event.workflowTaskScheduledEventAttributes || event.workflowTaskFailedEventAttributes) isTaskOpen = true;
    if (event.workflowTaskCompletedEventAttributes) isTaskOpen = false;
    if (event.activityTaskScheduledEventAttributes) scheduled += 1;
    if (isActivityEnd(event)) ended += 1;
  }
  return isTaskOpen || scheduled > ended;
}

type Event = KeptRun['events'][number];
const isActivityEnd = (event: Event): boolean =>
  Boolean(
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.activityTaskCanceledEventAttributes,
  );
const isEnd = (event: Event): boolean =>
  Boolean(
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionContinuedAsNewEventAttributes ??
    event.workflowExecutionTerminatedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionCanceledEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes,
  );
