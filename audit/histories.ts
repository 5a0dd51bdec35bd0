import type { Client } from '@temporalio/client';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import { ArchiveIsDamaged, archivedRunsOf, type ArchivedRun } from '../storage/archive/archive';
import { canonical } from '../storage/canonical';
import type { Db } from '../storage/database';
import type { MasterKey } from '../storage/personalData';
import { workflowIdOf } from '../workflows/ids';
import { inParallel } from './inParallel';
import type { Finding } from './finding';
import { KeptRun } from './histories/keptRun';
import { fetchHistory, liveRuns, REQUESTS_AT_ONCE } from './histories/live';

export { KeptRun } from './histories/keptRun';

/** Where histories are: the archive, and Temporal as long as it is there. */
export type Keepers = Readonly<{ db: Db; master: MasterKey; temporal: Client | null }>;
/** What is wrong with the histories themselves, whatever is asked of them. */
export type Flaw = Pick<Finding, 'kind' | 'what' | 'says' | 'runId' | 'version'>;
/** All runs of an account that somebody still has, first to last, over all its continuations. */
export type Histories = Readonly<{ accountId: string; runs: readonly KeptRun[]; flaws: readonly Flaw[] }>;

/** Reads the histories of some accounts. With `temporal: null` the archive alone is asked. */
export async function historiesOf(keepers: Keepers, accountIds: readonly string[]): Promise<readonly Histories[]> {
  const { temporal } = keepers;
  const live = temporal && (await liveRuns(temporal, accountIds.map(workflowIdOf)));
  return inParallel(accountIds, REQUESTS_AT_ONCE, (id) =>
    gather(keepers, id, live?.get(workflowIdOf(id)) ?? new Set()),
  );
}

async function gather(keepers: Keepers, accountId: string, listed: ReadonlySet<string>): Promise<Histories> {
  const workflowId = workflowIdOf(accountId);
  const flaws: Flaw[] = [];
  const archived = await readArchive(keepers, workflowId, flaws);
  const runs = new Map<string, KeptRun>();
  const wanted = [...listed, ...archived.keys()];
  const asked = new Set<string>();
  for (let runId = wanted.shift(); runId !== undefined; runId = wanted.shift()) {
    if (asked.has(runId)) continue;
    asked.add(runId);
    const run = await findRun(keepers, workflowId, runId, archived.get(runId), flaws);
    if (!run) continue;
    runs.set(runId, run);
    for (const named of [run.continuedFrom, run.continuedTo, run.resetFrom]) if (named) wanted.push(named);
  }
  for (const runId of asked) if (!runs.has(runId)) flaws.push(missing(runId, runs.values()));
  return { accountId, runs: [...runs.values()].sort(inOrder), flaws };
}

async function readArchive(
  { db, master }: Keepers,
  workflowId: string,
  flaws: Flaw[],
): Promise<Map<string, ArchivedRun>> {
  try {
    const runs = await archivedRunsOf(db, master, workflowId);
    return new Map(runs.map((run) => [run.runId, run]));
  } catch (error) {
    if (!(error instanceof ArchiveIsDamaged)) throw error;
    flaws.push({ kind: 'broken', what: 'archiveIsDamaged', says: error.message, runId: error.runId });
    return new Map();
  }
}

/** The run from wherever it is; from both places it has to be the same. */
async function findRun(
  { temporal }: Keepers,
  workflowId: string,
  runId: string,
  archived: ArchivedRun | undefined,
  flaws: Flaw[],
): Promise<KeptRun | null> {
  const live = temporal && (await fetchHistory(temporal, workflowId, runId));
  if (!archived) return live && new KeptRun(workflowId, runId, live, 'temporal');
  const { historyJson } = archived;
  if (live && !isSame(new KeptRun(workflowId, runId, live, 'temporal').json, historyJson)) {
    const says = `The archived run ${runId} is not the one that Temporal has.`;
    flaws.push({ kind: 'broken', what: 'archiveDiffers', says, runId });
  }
  return new KeptRun(workflowId, runId, live ?? parsed(historyJson), live ? 'both' : 'archive');
}

const parsed = (json: string): History => historyFromJSON(JSON.parse(json));

/** The server gives the fields of a map in any order, and another version of the SDK may write the same in other words. */
const isSame = (live: string, archived: string): boolean =>
  sorted(live) === sorted(archived) || read(live) === read(archived);
const sorted = (json: string): string => canonical(JSON.parse(json));
const read = (json: string): string => sorted(historyToJSON(parsed(json)));

function missing(runId: string, runs: Iterable<KeptRun>): Flaw {
  const by = [...runs].find((run) => [run.continuedFrom, run.continuedTo, run.resetFrom].includes(runId));
  const named = by ? `, which run ${by.runId} names,` : '';
  return {
    kind: 'notChecked',
    what: 'runIsMissing',
    says: `Nobody has the history of run ${runId}${named} any more.`,
    runId,
  };
}

/** A reset repeats the beginning of another run, so the later end decides. */
const inOrder = (a: KeptRun, b: KeptRun): number => a.startedAtMs - b.startedAtMs || a.lastAtMs - b.lastAtMs;
