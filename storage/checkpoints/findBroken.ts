import { sql } from 'kysely';
import type { StoredEvent } from '../accountJournals';
import type { Db } from '../database';
import { holds as linkHolds } from '../verifyChain';
import type { Sealed } from './checkpoint';

export type BrokenRow = Readonly<{ accountId: string; version: number }>;
type Row = StoredEvent & { position: bigint; previous_hash: string | null; version_before: number };

const ROWS_PER_PAGE = 2_000;

/**
 * The first row among those of a checkpoint that does not follow from the one before it in its account's journal, or the version
 * that is missing there. Null where each follows: then nothing was changed, or the whole chain was made anew after it, and only
 * the checkpoint's root tells.
 */
export async function findBroken(db: Db, { fromPosition, throughPosition }: Sealed): Promise<BrokenRow | null> {
  let from = fromPosition === 1 ? sql`true` : sql`j.position >= ${fromPosition}::bigint`;
  for (;;) {
    const { rows } = await sql<Row>`
      select j.position, j.account_id, j.version, j.type, j.at, j.body, j.cause, j.policy_hash, j.build, j.hash,
        case when j.version = 1 then '' else b.hash end as previous_hash
      from journal j left join journal b on b.account_id = j.account_id and b.version = j.version - 1
      where ${from} and j.position <= ${throughPosition}::bigint
      order by j.position, j.account_id, j.version limit ${ROWS_PER_PAGE}`.execute(db);
    for (const row of rows) {
      const { account_id: accountId, version, previous_hash: previous } = row;
      if (previous === null) return { accountId, version: version - 1 };
      if (!linkHolds(previous, row)) return { accountId, version };
    }
    if (rows.length < ROWS_PER_PAGE) return null;
    const { position, account_id, version } = rows.at(-1)!;
    from = sql`j.position >= ${position}::bigint
      and (j.position, j.account_id, j.version) > (${position}::bigint, ${account_id}, ${version}::integer)`;
  }
}

/** An account that has reached a version which its journal does not have (any more). */
export async function findCut(db: Db): Promise<BrokenRow | null> {
  const { rows } = await sql<{ id: string; last: number }>`
    select a.id, (select coalesce(max(version), 0) from journal where account_id = a.id) as last from accounts a
    where a.version > 0 and not exists (select from journal j where j.account_id = a.id and j.version = a.version)
    order by a.id limit 1`.execute(db);
  return rows[0] ? { accountId: rows[0].id, version: rows[0].last + 1 } : null;
}
