import type { Flaw, Histories } from '../../histories';
import type { KeptRun } from '../../histories/keptRun';
import type { KnownRows } from './holdAgainst';
import { lostWrites } from './lostWrites';
import { endOf, type Witness } from './results';
import { hasOpenEffect, hasUnheardAttempt } from './unheard';

/**
 * `settled`: the account's version before its histories were read, so that they can know of each row up to it. `isForgotten`:
 * nothing is written of it, and no message waits to be heard.
 */
export type Reach = Readonly<{ settled: number; hasTemporal: boolean; isForgotten: boolean }>;

/**
 * Rows that no result names. Where a later result found them, its hash vouches for them, and only their run is missing; behind
 * the last result nothing vouches for a row.
 */
export function unnamedRows(
  { runs }: Histories,
  witnesses: readonly Witness[],
  rows: KnownRows,
  reach: Reach,
): readonly Flaw[] {
  const named = new Set(witnesses.flatMap(({ wrote }) => wrote.events.map((_, place) => wrote.after + 1 + place)));
  const vouchedTo = Math.max(0, ...witnesses.map(endOf));
  const lost = lostWrites(runs, rows, (version) => named.has(version));
  const unnamed = versions(1, Math.min(vouchedTo, reach.settled)).filter(
    (version) => !named.has(version) && !lost.has(version),
  );
  return [
    ...(unnamed.length > 0 ? [ofLostRun(unnamed)] : []),
    ...afterAll(runs, versions(vouchedTo + 1, reach.settled), reach),
  ];
}

const versions = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

function ofLostRun(unnamed: readonly number[]): Flaw {
  const says = `${spanOf(unnamed)} came from a run that nobody has; later results vouch for the hashes alone.`;
  return { kind: 'notChecked', what: 'runIsMissing', says };
}

function afterAll(runs: readonly KeptRun[], unvouched: readonly number[], { hasTemporal }: Reach): readonly Flaw[] {
  const last = runs.at(-1);
  if (unvouched.length === 0) return [];
  const rows = spanOf(unvouched);
  if (!last) return [notChecked('runIsMissing', `${rows} came from runs that nobody has.`)];
  if (!hasTemporal) return [notChecked('runIsMissing', `${rows} came after the last archived run ${last.runId}.`)];
  const says = `${rows} came after the last result in any history (run ${last.runId})`;
  if (isAtWork(last)) return [notChecked('eventWithoutHistory', `${says}, maybe from what is under way there.`)];
  if (runs.some(hasUnheardAttempt))
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
function isAtWork(run: KeptRun): boolean {
  const { events } = run;
  const isClosed = events.at(-1)?.eventType !== undefined && isEnd(events.at(-1)!);
  if (isClosed) return false;
  let isTaskOpen = true;
  for (const event of events) {
    if (event.workflowTaskScheduledEventAttributes || event.workflowTaskFailedEventAttributes) isTaskOpen = true;
    if (event.workflowTaskCompletedEventAttributes) isTaskOpen = false;
  }
  return isTaskOpen || hasOpenEffect(run);
}

const isEnd = (event: KeptRun['events'][number]): boolean =>
  Boolean(
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionContinuedAsNewEventAttributes ??
    event.workflowExecutionTerminatedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionCanceledEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes,
  );
