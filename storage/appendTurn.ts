import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import type { Message } from '../domain/message';
import type { Instant } from '../domain/time';
import type { Answer, Turn } from '../domain/turn';
import type { Db, JournalRow, Trx } from './database';
import { encodeEvent } from './eventCodec';
import { linkHash } from './hashChain';
import { stringifySnapshot } from './json';
import { SHAPE, type Loaded } from './journal';
import { accountColumns, waitingColumns } from './projections/accountColumns';
import { applyChange, mergeChanges, type RowChange } from './projections/rowChanges';
import { tell, type Told } from './projections/tell';

/** Somebody else took a turn for this account in between: load it again and decide anew. */
export class TurnWasOvertaken extends Error {
  override readonly name = 'TurnWasOvertaken';
}

export type Heard = Readonly<{ messages: readonly Message[]; answers: readonly Answer[]; at: Instant }>;
/** What a turn found and what it wrote: version and hash before it, then type and hash of each of its journal rows. */
export type Wrote = Readonly<{
  after: number;
  afterHash: string;
  events: readonly (readonly [type: string, hash: string])[];
}>;
type Written = Readonly<{ rows: Insertable<JournalRow>[]; changes: RowChange[]; openedMinor: bigint }>;

/**
 * Writes a whole turn in one statement, so in one transaction and one round trip: journal, snapshot, projections and
 * what was heard. Throws `TurnWasOvertaken`, with nothing written, when the account has another version than was loaded.
 */
export async function appendTurn(
  db: Db | Trx,
  loaded: Loaded,
  turn: Turn,
  heard: Heard,
  build: string,
): Promise<Wrote> {
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
  // All the rest is written only where the guard has found the version that was loaded.
  if (rows.length > 0) query = query.with('journalled', () => insertJournal(rows));
  if (heard.messages.length > 0) query = query.with('heard', () => markHeard(heard, head?.version ?? loaded.version));
  if (rows.length + heard.messages.length > 0)
    query = query.with('taken', () =>
      keepTurn({ loaded, turn, heard, build, toVersion: head?.version ?? loaded.version }),
    );
  mergeChanges(changes).forEach((change, i) => {
    query = query.with(`change${i}`, applyChange(change, loaded.id));
  });
  const guarded = await query.selectFrom('guard').select('id').execute();
  if (guarded.length === 0) throw new TurnWasOvertaken(`Account ${loaded.id} has taken another turn in between`);
  return { after: loaded.version, afterHash: loaded.headHash, events: rows.map(({ type, hash }) => [type, hash]) };
}

type Taken = Readonly<{ loaded: Loaded; turn: Turn; heard: Heard; build: string; toVersion: number }>;

/** A turn that heard or wrote something can be taken once more: with the same account, messages and moment. */
function keepTurn({ loaded, turn, heard, build, toVersion }: Taken) {
  const ids = heard.messages.map((message) => message.id);
  return sql<{ id: bigint }>`(insert into turns (account_id, from_version, to_version, at, heard, next, build)
    select ${loaded.id}, ${loaded.version}::integer, ${toVersion}::integer, ${new Date(heard.at)}::timestamptz,
      ${ids}::bigint[], ${JSON.stringify(turn.next)}::jsonb, ${build}
    where exists (select 1 from guard) returning id)`;
}

/** The journal rows of a turn, each chained to the one before, and what they change in the lists. */
function writtenBy(loaded: Loaded, turn: Turn, build: string): Written {
  let told: Told = loaded;
  let previous = loaded.headHash;
  const changes: RowChange[] = [];
  const rows = turn.recorded.map(({ event, cause }) => {
    const after = tell(told, event);
    told = after;
    changes.push(...after.changes);
    const { version } = after;
    const { policyHash } = after.account;
    const body = encodeEvent(event);
    previous = linkHash(previous, { accountId: loaded.id, version, at: event.at, body, cause, policyHash, build });
    return {
      account_id: loaded.id,
      version,
      type: event.type,
      at: new Date(event.at),
      body: JSON.stringify(body),
      cause,
      policy_hash: policyHash,
      build,
      hash: previous,
    };
  });
  return { rows, changes, openedMinor: told.openedMinor };
}

function insertJournal(rows: Written['rows']) {
  const column = <Key extends keyof Written['rows'][number]>(key: Key) => rows.map((row) => row[key]);
  return sql<{
    version: number;
  }>`(insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
    select row.* from unnest(${column('account_id')}::text[], ${column('version')}::integer[], ${column('type')}::text[],
      ${column('at')}::timestamptz[], ${column('body')}::jsonb[], ${column('cause')}::text[],
      ${column('policy_hash')}::text[], ${column('build')}::text[], ${column('hash')}::text[]) as row
    where exists (select 1 from guard) returning version)`;
}

/** Messages are heard with the version they led to; a command keeps its answer for whoever asks again. */
function markHeard(heard: Heard, version: number) {
  const ids = heard.messages.map((message) => message.id);
  const refused = heard.messages.map(({ id }) => heard.answers.find((answer) => answer.to === id)?.refused ?? null);
  return sql<{ id: string }>`(update inbox set heard_version = ${version}, refused = h.refused
    from unnest(${ids}::bigint[], ${refused}::text[]) as h(id, refused)
    where inbox.id = h.id and exists (select 1 from guard) returning inbox.id)`;
}
