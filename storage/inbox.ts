import { sql } from 'kysely';
import { instant } from '../domain/time';
import type { Db, Trx } from './database';
import { spread } from './debtorFacts';
import { lockDebtorOf } from './debtors';
import { handOversHaveEnded } from './handOverLock';
import { decodeFact } from './messageCodec';
import { RING_AGAIN_AFTER_MS } from './postMessages';

export { postMessages, type Incoming, type Posted } from './postMessages';

export type Bell = Readonly<{ accountId: string; inboxIds: readonly string[]; type: string }>;

/**
 * Takes doorbells that have to be rung, one an account however many messages wait; several ringers never take the same.
 * Messages for accounts that nobody handed over stay unmatched; they are looked at again with everything else.
 */
export async function takeBells(db: Db, limit: number): Promise<Bell[]> {
  const { rows } = await sql<{ account_id: string; ids: string[]; type: string }>`
    with taken as (
      update inbox set ring_at = now() + ${RING_AGAIN_AFTER_MS} * interval '1 millisecond' where id in (
        select id from inbox where heard_version is null and ring_at <= now()
        order by ring_at, id limit ${limit} for update skip locked)
      returning id, account_id, type)
    select account_id, array_agg(taken.id::text order by taken.id) as ids, (array_agg(type order by taken.id))[1] as type
    from taken join accounts on accounts.id = taken.account_id group by account_id order by min(taken.id)`.execute(db);
  return rows.map((row) => ({ accountId: row.account_id, inboxIds: row.ids, type: row.type }));
}

/** The bell could not be rung: somebody has to try again at once. */
export async function putBack(db: Db, bell: Bell): Promise<void> {
  await sql`update inbox set ring_at = now() where id = any(${bell.inboxIds}::bigint[])`.execute(db);
}

/** What waited for accounts that were unknown until now is heard at once; orders to adopt a pack keep their pace. */
export async function ringFor(trx: Trx, accountIds: readonly string[]): Promise<void> {
  await sql`update inbox set ring_at = now()
    where account_id = any(${accountIds}::text[]) and heard_version is null and not is_command and ring_at > now()
      and source <> 'policy-adoption'`.execute(trx);
}

/** How a command ended, or null while nobody has heard it. */
export async function answerTo(db: Db, inboxId: string): Promise<{ refused: string | null } | null> {
  const row = await db
    .selectFrom('inbox')
    .select(['heard_version', 'refused'])
    .where('id', '=', BigInt(inboxId))
    .executeTakeFirst();
  return row?.heard_version == null ? null : { refused: row.refused };
}

/** Facts that named an account nobody knows: visible, and matched by themselves once the account is handed over. */
export function unmatchedFacts(db: Db, limit: number) {
  return db
    .selectFrom('inbox')
    .leftJoin('accounts', 'accounts.id', 'inbox.account_id')
    .select(['inbox.id', 'inbox.account_id', 'inbox.source', 'inbox.external_id', 'inbox.type', 'inbox.received_at'])
    .where('accounts.id', 'is', null)
    .where('inbox.heard_version', 'is', null)
    .where('inbox.is_command', '=', false)
    .orderBy('inbox.id')
    .limit(limit)
    .execute();
}

type Unmatched = { source: string; external_id: string; body: unknown; received_at: Date };

/**
 * A person says which account an unmatched fact belongs to; what concerns the debtor is told to the other accounts too. Gives
 * whether there was such a fact.
 */
export const matchFact = (db: Db, inboxId: string, accountId: string): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    // The account that it names may be about to come: then it is nobody else's.
    await handOversHaveEnded(trx);
    const debtorId = await lockDebtorOf(trx, accountId);
    if (debtorId === undefined) return false;
    const { rows } = await sql<Unmatched>`update inbox set account_id = ${accountId}, ring_at = now()
      where id = ${inboxId}::bigint and heard_version is null and not is_command
        and not exists (select 1 from accounts where accounts.id = inbox.account_id)
      returning source, external_id, body, received_at`.execute(trx);
    const [row] = rows;
    if (!row) return false;
    const receivedAt = instant(row.received_at.getTime());
    const { source, external_id: externalId } = row;
    await spread(trx, debtorId, { inboxId, accountId, source, externalId, receivedAt, fact: decodeFact(row.body) });
    return true;
  });
