import { sql } from 'kysely';
import type { Db } from '../../storage/database';

const TRIES_MAX = 5_000;

/** Comes back as soon as so many connections to this database wait for a lock that another holds. */
export async function untilWaiting(db: Db, connections: number): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const { rows } = await sql`select distinct pid from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`.execute(db);
    if (rows.length >= connections) return;
  }
  throw new Error(`Fewer than ${connections} connections wait for a lock`);
}
