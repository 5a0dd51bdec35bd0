import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Selectable } from 'kysely';
import type { Tables } from '../database';
import { canonical, sha256 } from '../json';
import { seal, unseal, type MasterKey } from '../personalData';
import { ArchiveIsDamaged, type ArchivedRun, type RunFacts, type RunStatus } from './archivedRun';

export type ArchivedRow = Selectable<Tables['archived_runs']>;

const compress = promisify(gzip);
const expand = promisify(gunzip);
/** Temporal ends a run at 50 MB of history; JSON is larger, and nothing of ours comes near. */
const JSON_BYTES_MAX = 512 * 1024 * 1024;

const markOf = (master: MasterKey): string => sha256(master.archive).slice(0, 16);

/** Compressed, then sealed; the row's other columns are bound to the content, so that none can be changed unnoticed. */
export async function sealRun(master: MasterKey, facts: RunFacts, historyJson: string) {
  const hash = sha256(historyJson);
  const content = seal(master.archive, await compress(historyJson), boundTo(facts, hash));
  return {
    run_id: facts.runId,
    workflow_id: facts.workflowId,
    continued_from: facts.continuedFrom,
    continued_to: facts.continuedTo,
    reset_from: facts.resetFrom,
    status: facts.status,
    build: facts.build,
    started_at: facts.startedAt,
    closed_at: facts.closedAt,
    events: facts.events,
    sha256: hash,
    key_mark: markOf(master),
    content,
    content_bytes: content.length,
  };
}

/** Opens one row, or says which run is damaged and how. */
export async function openRun(master: MasterKey, row: ArchivedRow): Promise<ArchivedRun> {
  const facts = factsOf(row);
  const damaged = (because: string): ArchiveIsDamaged => new ArchiveIsDamaged(row.workflow_id, row.run_id, because);
  if (row.key_mark !== markOf(master))
    throw damaged('it was sealed with another ARREARS_MASTER_KEY, or its mark was altered');
  const { length } = row.content;
  if (length !== row.content_bytes) throw damaged(`it is cut: ${length} of ${row.content_bytes} bytes are there`);
  const zipped = opened(master, row, boundTo(facts, row.sha256));
  if (!zipped) throw damaged('its content or what stands beside it was altered, or it was moved here from another run');
  const json = await expand(zipped, { maxOutputLength: JSON_BYTES_MAX }).catch(() => {
    throw damaged('it cannot be expanded');
  });
  const historyJson = json.toString();
  if (sha256(historyJson) !== row.sha256) throw damaged('its hash is another one');
  return { ...facts, sha256: row.sha256, historyJson };
}

function opened(master: MasterKey, row: ArchivedRow, bound: string): Buffer | null {
  try {
    return unseal(master.archive, row.content, bound);
  } catch {
    return null;
  }
}

const factsOf = (row: ArchivedRow): RunFacts => ({
  workflowId: row.workflow_id,
  runId: row.run_id,
  continuedFrom: row.continued_from,
  continuedTo: row.continued_to,
  resetFrom: row.reset_from,
  status: row.status as RunStatus,
  build: row.build,
  startedAt: row.started_at,
  closedAt: row.closed_at,
  events: row.events,
});

const boundTo = (facts: RunFacts, hash: string): string =>
  canonical({
    ...facts,
    startedAt: facts.startedAt.getTime(),
    closedAt: facts.closedAt.getTime(),
    sha256: hash,
  });
