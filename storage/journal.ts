import { sql } from 'kysely';
import type { Account } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { AccountEvent } from '../domain/events';
import type { Message } from '../domain/message';
import { replay } from '../domain/turn';
import type { Db, Trx } from './database';
import { decodeEvent } from './eventCodec';
import { reviveSnapshot } from './json';
import { messageOf } from './messageOf';

/** Raise this number whenever the form of `Account` or of its snapshot changes: older ones are then folded anew from the journal. */
export const SHAPE = 4;
/** So many messages are heard in one turn; the rest waits for the next. */
export const MESSAGES_PER_TURN = 200;

/** An account as it stands in the database, with what waits for it. `account` is null before its first turn. */
export type Loaded = Readonly<{
  id: AccountId;
  debtorId: string;
  version: number;
  headHash: string;
  openedMinor: bigint;
  account: Account | null;
  waiting: readonly Message[];
}>;

type Waiting = { id: string; is_command: boolean; body: unknown; received_at: string; expires_at: string | null };

const waitingOf = (row: Waiting): Message =>
  messageOf({
    id: row.id,
    isCommand: row.is_command,
    body: row.body,
    receivedAt: Date.parse(row.received_at),
    expiresAt: row.expires_at === null ? null : Date.parse(row.expires_at),
  });

/**
 * One round trip: the snapshot and what waits in the inbox, in the order of arrival; the hand-over is heard before facts that
 * came earlier, because an account begins with it. Throws for an account nobody handed over.
 */
export async function loadAccount(db: Db | Trx, id: AccountId): Promise<Loaded> {
  const row = await db
    .selectFrom('accounts')
    .select(['id', 'debtor_id', 'version', 'head_hash', 'shape', 'snapshot', 'opened_minor'])
    .select(
      sql<Waiting[] | null>`(select json_agg(w) from (
        select id::text, is_command, body, received_at, expires_at from inbox
        where account_id = ${id} and heard_version is null
        order by type <> 'AccountHandedOver', inbox.id limit ${MESSAGES_PER_TURN}) w)`.as('waiting'),
    )
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Error(`There is no account ${id}`);
  return {
    id,
    debtorId: row.debtor_id,
    version: row.version,
    headHash: row.head_hash,
    openedMinor: row.opened_minor ?? 0n,
    account: row.version === 0 ? null : await accountOf(db, id, row.shape, row.snapshot),
    waiting: (row.waiting ?? []).map(waitingOf),
  };
}

async function accountOf(db: Db | Trx, id: AccountId, shape: number, snapshot: unknown): Promise<Account> {
  if (shape === SHAPE) return reviveSnapshot(snapshot) as Account;
  return replay(await readJournal(db, id));
}

export async function readJournal(db: Db | Trx, id: AccountId): Promise<AccountEvent[]> {
  const rows = await db.selectFrom('journal').select('body').where('account_id', '=', id).orderBy('version').execute();
  return rows.map((row) => decodeEvent(row.body));
}
