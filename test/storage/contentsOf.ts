import { sql } from 'kysely';
import type { Db } from '../../storage/database';

const TABLES = [
  'journal',
  'inbox',
  'debtor_facts',
  'accounts',
  'attempts',
  'payments',
  'letters',
  'referrals',
  'escalations',
  'import_files',
];

/** All rows of the tables that turns write to, as text, to see that nothing has changed. */
export async function contentsOf(db: Db, tables: readonly string[] = TABLES): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(
      db,
    );
    contents[table] = rows.map(({ row }) => row);
  }
  return contents;
}
