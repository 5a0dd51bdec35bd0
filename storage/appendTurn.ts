import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import { openAccount, type Account } from '../domain/account';
import type { Message } from '../domain/message';
import { evolve } from '../domain/evolve';
import { totalOf } from '../domain/money';
import type { Answer, Turn } from '../domain/turn';
import type { Db, JournalRow, Trx } from './database';
import { encodeEvent } from './eventCodec';
import { linkHash } from './hashChain';
import { stringifySnapshot } from './json';
import { SHAPE, type Loaded } from './journal';
import { accountColumns, waitingColumns } from './projections/accountColumns';
import { project } from './projections/project';
import { applyChange, mergeChanges, type RowChange } from './projections/rowChanges';

/** Somebody else took a turn for this account in between: load it again and decide anew. */
export class TurnWasOvertaken extends Error {
  override readonly name = 'TurnWasOvertaken';
}

export type Heard = Readonly<{ messages: readonly Message[]; answers: readonly Answer[] }>;
type Written = Readonly<{ rows: Insertable<JournalRow>[]; changes: RowChange[]; openedMinor: bigint }>;

/**
 * Writes a whole turn in one statement, so in one transaction and one round trip: journal, snapshot, projections and
 * what was heard. Throws `TurnWasOvertaken`, with nothing written, when the account has another version than was loaded.
 */
export async function appendTurn(db: Db | Trx, loaded: Loaded, turn: Turn, heard: Heard, build: string): Promise<void> {
  const { rows, changes, openedMinor } = writtenBy(loaded, turn, build);
  const head = rows.at(-1);
  const newHead = head && {
    version: head.version,
    head_hash: head.hash,
    shape: SHAPE,
    snapshot: stringifySnapshot(turn.account),
  };
  const columns = { ...accountColumns(turn.account, openedMinor), ...waitingColumns(turn.next), ...newHead };

  let query = db.with('guard', (qc) =>
    qc
      .updateTable('accounts')
      .set(columns)
      .where('id', '=', loaded.id)
      .where('version', '=', loaded.version)
      .returning('id'),
  );
  // Version and account are the journal's key: a turn that was overtaken fails here, with all that goes with it.
  if (rows.length > 0) query = query.with('journalled', (qc) => qc.insertInto('journal').values(rows)) as typeof query;
  if (heard.messages.length > 0)
    query = query.with('heard', () => markHeard(heard, head?.version ?? loaded.version)) as typeof query;
  mergeChanges(changes).forEach((change, i) => {
    query = query.with(`change${i}`, applyChange(change)) as typeof query;
  });
  const guarded = await query.selectFrom('guard').select('id').execute().catch(overtaken);
  if (guarded.length === 0) throw new TurnWasOvertaken(loaded.id);
}

const UNIQUE_VIOLATION = '23505';

function overtaken(error: { code?: string; table?: string }): never {
  if (error.code === UNIQUE_VIOLATION && error.table === 'journal') throw new TurnWasOvertaken();
  throw error as Error;
}

/** The journal rows of a turn, each chained to the one before, and what they change in the lists. */
function writtenBy(loaded: Loaded, turn: Turn, build: string): Written {
  let { version, headHash: previous } = loaded;
  let account: Account | null = loaded.account;
  let openedMinor = loaded.openedMinor;
  const changes: RowChange[] = [];
  const rows = turn.recorded.map(({ event, cause }) => {
    version += 1;
    if (event.type === 'AccountOpened') openedMinor = totalOf(event.balance);
    account ??= event.type === 'AccountOpened' ? openAccount(event) : account;
    if (!account) throw new Error(`The journal of ${loaded.id} would not begin with AccountOpened`);
    changes.push(...project(account, event, version));
    account = evolve(account, event);
    const link = {
      accountId: loaded.id,
      version,
      at: event.at,
      body: encodeEvent(event),
      cause,
      policyHash: account.policyHash,
      build,
    };
    previous = linkHash(previous, link);
    return {
      account_id: loaded.id,
      version,
      type: event.type,
      at: new Date(event.at),
      body: JSON.stringify(link.body),
      cause,
      policy_hash: link.policyHash,
      build,
      hash: previous,
    };
  });
  return { rows, changes, openedMinor };
}

/** Messages are heard with the version they led to; a command keeps its answer for whoever asks again. */
function markHeard(heard: Heard, version: number) {
  const ids = heard.messages.map((message) => message.id);
  const refused = heard.messages.map(({ id }) => heard.answers.find((answer) => answer.to === id)?.refused ?? null);
  return sql<{ id: string }>`(update inbox set heard_version = ${version}, refused = h.refused
    from unnest(${ids}::bigint[], ${refused}::text[]) as h(id, refused)
    where inbox.id = h.id and exists (select 1 from guard) returning inbox.id)`;
}
