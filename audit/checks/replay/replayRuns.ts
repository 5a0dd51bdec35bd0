import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { KeptRun } from '../../histories/keptRun';

/** `same`: the code does what the history says. `couldNot`: the replay itself failed, so nobody knows. */
export type Replayed = Readonly<{ is: 'same' } | { is: 'different' | 'couldNot'; because: string }>;

/** Bundles are kept without their source map; the SDK wants one, and an empty one will do. */
const EMPTY_MAP = Buffer.from(
  JSON.stringify({ version: 3, file: 'workflows.js', sources: [], names: [], mappings: '' }),
).toString('base64');
const NO_MAP = `\n//# sourceMappingURL=data:application/json;base64,${EMPTY_MAP}`;

/** Replays runs with one bundle; making a worker costs more than a replay, so one does for all. */
export async function replayRuns(bundle: string, runs: readonly KeptRun[]): Promise<ReadonlyMap<string, Replayed>> {
  const replayed = new Map<string, Replayed>();
  while (replayed.size < runs.length) {
    const left = runs.slice(replayed.size);
    try {
      await replayOn(bundle, left, replayed);
    } catch (error) {
      // The run that the worker broke on is known by how far it came; the others get a new one.
      const run = runs[replayed.size];
      if (run) replayed.set(run.runId, { is: 'couldNot', because: short((error as Error).message) });
    }
  }
  return replayed;
}

async function replayOn(bundle: string, runs: readonly KeptRun[], replayed: Map<string, Replayed>): Promise<void> {
  const histories = runs.map(({ workflowId, history }) => ({ workflowId, history }));
  const workflowBundle = { code: `${bundle}${NO_MAP}` };
  const results = Worker.runReplayHistories({ workflowBundle }, histories);
  for (const { runId } of runs) {
    const next = await withinLimit(results.next());
    if (next.done) throw new Error('The replay ended early');
    const { error } = next.value;
    replayed.set(runId, error ? failed(error) : { is: 'same' });
  }
  // Nothing is left, so this ends the worker.
  await results.next();
}

/** Far longer than any run takes: a history that is not what it should be may have the SDK wait for ever. */
const REPLAY_LIMIT_MS = 60_000;

async function withinLimit<Value>(asked: Promise<Value>): Promise<Value> {
  asked.catch(() => {});
  const limit = new AbortController();
  const late = sleep(REPLAY_LIMIT_MS, null, { signal: limit.signal }).then(() => {
    throw new Error(`it did not end within ${REPLAY_LIMIT_MS / 1_000} seconds`);
  });
  late.catch(() => {});
  return Promise.race([asked, late]).finally(() => limit.abort());
}

const INTERNAL = 'Replay failed due to internal SDK issue';

function failed(error: Error): Replayed {
  const isInternal = !(error instanceof DeterminismViolationError) && error.message.startsWith(INTERNAL);
  return { is: isInternal ? 'couldNot' : 'different', because: short(error.message) };
}

const PREFIX = /^Replay failed .*? Details: /;
const LENGTH_MAX = 300;

function short(message: string): string {
  const line = message.replace(PREFIX, '').replaceAll(/\s+/g, ' ').trim();
  return line.length > LENGTH_MAX ? `${line.slice(0, LENGTH_MAX)}…` : line;
}
