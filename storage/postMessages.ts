import { sql } from 'kysely';
import type { Command, Fact } from '../domain/message';
import type { Instant } from '../domain/time';
import type { Db, Trx } from './database';
import { canonical, sha256 } from './json';
import { encodeCommand, encodeFact } from './messageCodec';

/** A message on its way in: `source` and `externalId` together name it for ever, so it arrives once however often it is sent. */
export type Incoming = Readonly<{ accountId: string; source: string; externalId: string; receivedAt: Instant }> &
  (Readonly<{ fact: Fact }> | Readonly<{ command: Command; expiresAt: Instant }>);

/** `conflict`: the same name with another content, which is refused and never overwrites. */
export type Posted = Readonly<{ id: string; outcome: 'added' | 'repeated' | 'conflict' }>;

/** Keeps every message before anybody is told of it; gives one answer for each, in order. One round trip when all are new. */
export async function postMessages(db: Db | Trx, messages: readonly Incoming[]): Promise<Posted[]> {
  if (messages.length === 0) return [];
  const rows = messages.map(rowOf);
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  const inserted = await sql<{ id: string; source: string; external_id: string }>`
    insert into inbox (account_id, source, external_id, is_command, type, body, body_sha256, received_at, expires_at, ring_at)
    select * from unnest(${column('account_id')}::text[], ${column('source')}::text[], ${column('external_id')}::text[],
      ${column('is_command')}::boolean[], ${column('type')}::text[], ${column('body')}::jsonb[],
      ${column('body_sha256')}::text[], ${column('received_at')}::timestamptz[], ${column('expires_at')}::timestamptz[],
      ${column('ring_at')}::timestamptz[])
    on conflict (source, external_id) do nothing returning id::text, source, external_id`.execute(db);
  const added = new Map(inserted.rows.map((row) => [nameOf(row), row.id]));
  const known = added.size < rows.length ? await findKnown(db, rows) : new Map<string, Known>();
  return rows.map((row) => {
    const id = added.get(nameOf(row));
    if (id !== undefined) {
      // A file may name the same message twice: only the first of the two was added.
      added.delete(nameOf(row));
      return { id, outcome: 'added' };
    }
    const earlier = known.get(nameOf(row))!;
    const isSame = earlier.body_sha256 === row.body_sha256 && earlier.account_id === row.account_id;
    return { id: earlier.id, outcome: isSame ? 'repeated' : 'conflict' };
  });
}

type Known = { id: string; account_id: string; source: string; external_id: string; body_sha256: string };
const nameOf = (row: { source: string; external_id: string }): string => `${row.source}\n${row.external_id}`;

function rowOf(message: Incoming) {
  const isCommand = 'command' in message;
  const content = isCommand ? encodeCommand(message.command) : encodeFact(message.fact);
  return {
    account_id: message.accountId,
    ...nameFor(message),
    is_command: isCommand,
    type: isCommand ? message.command.type : message.fact.type,
    body: JSON.stringify(content),
    body_sha256: markOf(content as object),
    received_at: new Date(message.receivedAt),
    expires_at: isCommand ? new Date(message.expiresAt) : null,
    ring_at: new Date(Date.now() + ringsAfterMs(message)),
  };
}

/** Where a field that came later says nothing, the fact is the one that was kept before there was such a field. */
const SAYS_NOTHING: Readonly<Record<string, unknown>> = {
  by: null,
  attitude: null,
  recordingRef: null,
  identityVerified: false,
  decidedOn: null,
};

/** By this a message that comes again is known as the same. An account may be handed over again under another pack. */
export function markOf(content: object): string {
  const isHandOver = 'type' in content && content.type === 'AccountHandedOver';
  const told = Object.entries(content).filter(
    ([key, value]) => !(key in SAYS_NOTHING && SAYS_NOTHING[key] === value) && !(isHandOver && key === 'policyHash'),
  );
  return sha256(canonical(Object.fromEntries(told)));
}

/** Money is counted once, whoever reports it under whatever name: a payment's name is the bank's own payment id. */
function nameFor(message: Incoming): { source: string; external_id: string } {
  if ('fact' in message && message.fact.type === 'PaymentReported') {
    return { source: 'payments', external_id: message.fact.paymentId };
  }
  return { source: message.source, external_id: message.externalId };
}

/**
 * Whoever gives a command rings himself, because he waits for the answer. A delivery report changes no decision: it is
 * heard with whatever comes next, so that it does not cost each contact a second turn. All else rings at once.
 */
function ringsAfterMs(message: Incoming): number {
  if ('command' in message) return RING_AGAIN_AFTER_MS;
  return message.fact.type === 'DeliveryReported' ? 24 * 3_600_000 : 0;
}

async function findKnown(db: Db | Trx, rows: readonly { source: string; external_id: string }[]) {
  const { rows: found } = await sql<Known>`
    select i.id::text, i.account_id, i.source, i.external_id, i.body_sha256 from inbox i
    join unnest(${rows.map((row) => row.source)}::text[], ${rows.map((row) => row.external_id)}::text[]) as n(source, external_id)
      using (source, external_id)`.execute(db);
  return new Map(found.map((row) => [nameOf(row), row]));
}

/** A bell that nobody answered is rung again after this while: the ringer may have died, or Temporal forgotten. */
export const RING_AGAIN_AFTER_MS = 60_000;
