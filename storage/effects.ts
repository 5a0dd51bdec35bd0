import { sql } from 'kysely';
import type { Db, Trx } from './database';

/**
 * A claim is the right to call a provider about one attempt, and says until when, on the database's clock, that call may last. It
 * is taken in the transaction that decides on the call and released with its outcome: one that is left tells of a call whose end
 * nobody wrote down, so it is never taken over. False where there is one.
 */
export async function claim(db: Db | Trx, attemptId: string, forMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into claims (attempt_id, until) values (${attemptId}, clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (attempt_id) do nothing returning attempt_id`.execute(db);
  return rows.length === 1;
}

/** The call came back: nobody has to wait for it any more. */
export async function release(db: Db | Trx, attemptId: string): Promise<void> {
  await db.deleteFrom('claims').where('attempt_id', '=', attemptId).execute();
}

/** How long, in milliseconds, a call may still be on its way; null when none was ever begun. */
export async function claimedForMs(db: Db | Trx, attemptId: string): Promise<number | null> {
  const row = await db
    .selectFrom('claims')
    .select(sql<number>`greatest(0, extract(epoch from until - clock_timestamp()) * 1000)::float`.as('ms'))
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
  return row?.ms ?? null;
}

/** LETTER-REGISTERED: the next number of a series; given back when the transaction is, so the register has no gap. */
export async function nextRegisterNumber(trx: Trx, series: string): Promise<string> {
  const { last_number } = await trx
    .insertInto('letter_series')
    .values({ series, last_number: 1 })
    .onConflict((conflict) =>
      conflict.column('series').doUpdateSet({ last_number: sql`letter_series.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return `${series}-${String(last_number).padStart(6, '0')}`;
}
