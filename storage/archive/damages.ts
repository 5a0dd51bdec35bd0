import type { Db } from '../database';
import type { MasterKey } from '../personalData';
import { ArchiveIsDamaged } from './archivedRun';
import { openRun } from './sealRun';

export type Opened = Readonly<{ runs: number; damaged: readonly ArchiveIsDamaged[] }>;

const ROWS_AT_ONCE = 50;

/** Opens every run that was kept and gives those that are damaged. */
export async function openAllRuns(
  db: Db,
  master: MasterKey,
  onProgress: (opened: Opened) => void = () => {},
): Promise<Opened> {
  const damaged: ArchiveIsDamaged[] = [];
  let runs = 0;
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('archived_runs')
      .selectAll()
      .where('run_id', '>', after)
      .orderBy('run_id')
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const row of rows) {
      const damage = await openRun(master, row).then(() => null, asDamage);
      if (damage) damaged.push(damage);
    }
    runs += rows.length;
    onProgress({ runs, damaged });
    if (rows.length < ROWS_AT_ONCE) return { runs, damaged };
    after = rows.at(-1)!.run_id;
  }
}

function asDamage(error: unknown): ArchiveIsDamaged {
  if (error instanceof ArchiveIsDamaged) return error;
  throw error;
}
