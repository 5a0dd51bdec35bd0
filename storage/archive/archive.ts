import type { Db } from '../database';
import type { MasterKey } from '../personalData';
import { type ArchivedRun, type RunFacts } from './archivedRun';
import { openRun, sealRun } from './sealRun';

export { ArchiveIsDamaged, type ArchivedRun, type RunFacts, type RunStatus } from './archivedRun';

/** Keeps a run once and for ever; gives whether it was new. */
export async function keepRun(db: Db, master: MasterKey, facts: RunFacts, historyJson: string): Promise<boolean> {
  const added = await db
    .insertInto('archived_runs')
    .values(await sealRun(master, facts, historyJson))
    .onConflict((conflict) => conflict.column('run_id').doNothing())
    .returning('run_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Which of these runs the archive holds. */
export async function keptOf(db: Db, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set();
  const rows = await db.selectFrom('archived_runs').select('run_id').where('run_id', 'in', runIds).execute();
  return new Set(rows.map((row) => row.run_id));
}

/** Every run of a workflow that was kept, first to last. Throws `ArchiveIsDamaged` for the first that cannot be trusted. */
export async function archivedRunsOf(db: Db, master: MasterKey, workflowId: string): Promise<readonly ArchivedRun[]> {
  const rows = await db
    .selectFrom('archived_runs')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .orderBy('started_at')
    .orderBy('closed_at')
    .execute();
  const runs: ArchivedRun[] = [];
  for (const row of rows) runs.push(await openRun(master, row));
  return runs;
}
