import { sql } from 'kysely';
import type { Db, Trx } from './database';

/** One row of the journal as it is stored. */
export type StoredEvent = Readonly<{
  account_id: string;
  version: number;
  type: string;
  at: Date;
  body: unknown;
  cause: string;
  policy_hash: string;
  build: string;
  hash: string;
}>;
/** The last version and hash that the account's own row names. */
export type Head = Readonly<{ version: number; hash: string }>;
/** An account's whole journal in order; `head` is null when the account has no row of its own any more. */
export type AccountJournal = Readonly<{ accountId: string; events: readonly StoredEvent[]; head: Head | null }>;

type Row = StoredEvent & { head_version: number | null; head_hash: string | null };

const ROWS_PER_PAGE = 2_000;

/**
 * Every journal, or those of some accounts, account by account. Memory holds a page and the longest journal. An account takes no harm
 * from turns meanwhile: the head is read together with the rows.
 */
export async function* accountJournals(db: Db | Trx, accountIds?: readonly string[]): AsyncGenerator<AccountJournal> {
  let whole: Row[] = [];
  for await (const page of pages(db, accountIds)) {
    for (const row of page) {
      if (whole[0] && whole[0].account_id !== row.account_id) {
        yield journalOf(whole);
        whole = [];
      }
      whole.push(row);
    }
  }
  if (whole.length > 0) yield journalOf(whole);
}

function journalOf(rows: readonly Row[]): AccountJournal {
  const { account_id: accountId, head_version: version, head_hash: hash } = rows.at(-1)!;
  return { accountId, events: rows, head: version === null || hash === null ? null : { version, hash } };
}

async function* pages(db: Db | Trx, accountIds?: readonly string[]): AsyncGenerator<readonly Row[]> {
  const only = accountIds ? sql`j.account_id = any(${accountIds}::text[])` : sql`true`;
  let after = sql`true`;
  for (;;) {
    const { rows } = await sql<Row>`
      select j.account_id, j.version, j.type, j.at, j.body, j.cause, j.policy_hash, j.build, j.hash,
        a.version as head_version, a.head_hash
      from journal j left join accounts a on a.id = j.account_id
      where ${only} and ${after} order by j.account_id, j.version limit ${ROWS_PER_PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_PER_PAGE) return;
    const last = rows.at(-1)!;
    after = sql`(j.account_id, j.version) > (${last.account_id}, ${last.version}::integer)`;
  }
}
