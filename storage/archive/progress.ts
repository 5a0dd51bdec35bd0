import type { Db } from '../database';

/** How far the closed runs were looked through. */
export type ArchiveProgress = Readonly<{ through: Date; fullAt: Date }>;

export async function readProgress(db: Db): Promise<ArchiveProgress | null> {
  const row = await db.selectFrom('archive_progress').select(['through', 'full_at']).executeTakeFirst();
  return row ? { through: row.through, fullAt: row.full_at } : null;
}

export async function writeProgress(db: Db, { through, fullAt: full_at }: ArchiveProgress): Promise<void> {
  await db
    .insertInto('archive_progress')
    .values({ through, full_at })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ through, full_at }))
    .execute();
}
