import { sql } from 'kysely';
import type { Db, Trx } from '../database';
import type { Sealed } from './checkpoint';

/** One row of the journal as the tree sees it. */
export type SealedRow = Readonly<{ position: number; accountId: string; version: number; hash: string }>;

const ROWS_PER_PAGE = 5_000;

/**
 * The rows that a checkpoint seals, in the order of their positions, page by page. The first one begins with whatever is there:
 * a row put in before the first position is no way round.
 */
export async function* sealedRows(
  db: Db | Trx,
  { fromPosition, throughPosition }: Pick<Sealed, 'fromPosition' | 'throughPosition'>,
): AsyncGenerator<readonly SealedRow[]> {
  let from = fromPosition === 1 ? sql`true` : sql`position >= ${fromPosition}::bigint`;
  for (;;) {
    const { rows } = await sql<{ position: bigint; account_id: string; version: number; hash: string }>`
      select position, account_id, version, hash from journal
      where ${from} and position <= ${throughPosition}::bigint
      order by position, account_id, version limit ${ROWS_PER_PAGE}`.execute(db);
    yield rows.map(({ position, account_id: accountId, version, hash }) => ({
      position: Number(position),
      accountId,
      version,
      hash,
    }));
    if (rows.length < ROWS_PER_PAGE) return;
    // Nothing but us keeps positions apart: a row put in at the position of a page's last is not to be skipped.
    const { position, account_id, version } = rows.at(-1)!;
    from = sql`position >= ${position}::bigint
      and (position, account_id, version) > (${position}::bigint, ${account_id}, ${version}::integer)`;
  }
}
