import { sql } from 'kysely';
import type { Db, Trx } from '../database';
import type { KeptMessage } from '../messageOf';

/** A journal row, a turn and a message as they are stored, in JSON alone: a build of years ago must be able to read them. */
export type RecordedRow = Readonly<{
  accountId: string;
  version: number;
  body: unknown;
  cause: string;
  build: string;
}>;
export type TakenTurn = Readonly<{
  accountId: string;
  fromVersion: number;
  toVersion: number;
  at: number;
  heard: readonly string[];
  next: unknown;
  build: string;
}>;
export type HeardMessage = KeptMessage & Readonly<{ accountId: string; refused: string | null; heardVersion: number }>;

/** All that took part in the decisions about one debtor's accounts. Ids and figures, nothing personal. */
export type DebtorRecord = Readonly<{
  debtorId: string;
  accounts: readonly string[];
  /** Of all the accounts, in the order in which they were written. */
  rows: readonly RecordedRow[];
  turns: readonly TakenTurn[];
  messages: readonly HeardMessage[];
  packs: readonly Readonly<{ hash: string; content: unknown }>[];
}>;

/** Everything recorded about some debtors, by debtor. Read it in one snapshot, or a turn in between tells half of itself. */
export async function debtorRecords(db: Db | Trx, debtorIds: readonly string[]): Promise<readonly DebtorRecord[]> {
  const { rows } = await sql<{ record: DebtorRecord }>`
    select json_build_object('debtorId', d.id, 'accounts', coalesce(accounts, '[]'), 'rows', coalesce(rows, '[]'),
      'turns', coalesce(turns, '[]'), 'messages', coalesce(messages, '[]'), 'packs', coalesce(packs, '[]')) as record
    from unnest(${debtorIds}::text[]) with ordinality as d(id, place)
    cross join lateral (select json_agg(a.id order by a.id) as accounts, array_agg(a.id) as ids
      from accounts a where a.debtor_id = d.id) a
    cross join lateral (select json_agg(json_build_object('accountId', account_id, 'version', version, 'body', body, 'cause', cause,
      'build', build)
      order by position) as rows, array_agg(distinct policy_hash) as hashes from journal where account_id = any(a.ids)) j
    cross join lateral (select json_agg(json_build_object('accountId', account_id, 'fromVersion', from_version,
      'toVersion', to_version, 'at', ${milliseconds('at')}, 'heard', heard::text[], 'next', next, 'build', build) order by id) as turns
      from turns where account_id = any(a.ids)) t
    cross join lateral (select json_agg(json_build_object('id', id::text, 'accountId', account_id, 'isCommand', is_command, 'body', body,
      'receivedAt', ${milliseconds('received_at')}, 'expiresAt', ${milliseconds('expires_at')}, 'refused', refused,
      'heardVersion', heard_version) order by id) as messages
      from inbox where account_id = any(a.ids) and heard_version is not null) m
    cross join lateral (select json_agg(json_build_object('hash', hash, 'content', content)) as packs
      from policies where hash = any(j.hashes)) p
    order by d.place`.execute(db);
  return rows.map(({ record }) => record);
}

const milliseconds = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
