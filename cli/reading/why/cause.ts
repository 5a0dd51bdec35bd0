import type { Instant } from '../../../domain/time';
import { instant } from '../../../domain/time';
import type { Db } from '../../../storage/database';
import type { Words } from '../words';

/** What brought an event about. */
export type Cause =
  | Readonly<{ kind: 'clock' }>
  | Readonly<{ kind: 'attempt' | 'referral'; id: string }>
  | Readonly<{
      kind: 'message';
      id: string;
      type: string;
      source: string;
      externalId: string;
      isCommand: boolean;
      receivedAt: Instant;
    }>;

export const causeOf = async (db: Db, cause: string): Promise<Cause> => (await causesOf(db, [cause]))(cause);

/** The same for many events at once. */
export async function causesOf(db: Db, causes: readonly string[]): Promise<(cause: string) => Cause> {
  const ids = causes.flatMap((cause) => /^inbox:(\d+)$/.exec(cause)?.[1] ?? []);
  const messages = await messagesOf(db, [...new Set(ids)]);
  return (cause) => {
    if (cause === 'clock') return { kind: 'clock' };
    const [, kind, id] = /^(inbox|attempt|referral):(.+)$/.exec(cause) ?? [];
    if (id === undefined) throw new Error(`The journal names a cause that this build does not know: ${cause}`);
    if (kind !== 'inbox') return { kind: kind as 'attempt' | 'referral', id };
    const message = messages.get(id);
    if (!message) throw new Error(`The journal names message ${id}, which is not in the inbox any more.`);
    return message;
  };
}

const IDS_AT_ONCE = 1_000;

async function messagesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Cause>> {
  const messages = new Map<string, Cause>();
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const rows = await db
      .selectFrom('inbox')
      .select(['id', 'type', 'source', 'external_id', 'is_command', 'received_at'])
      .where('id', 'in', ids.slice(from, from + IDS_AT_ONCE).map(BigInt))
      .execute();
    for (const { id, type, source, external_id: externalId, is_command: isCommand, received_at } of rows) {
      const receivedAt = instant(received_at.getTime());
      messages.set(String(id), { kind: 'message', id: String(id), type, source, externalId, isCommand, receivedAt });
    }
  }
  return messages;
}

export function causeLine(cause: Cause, { moment }: Words): string {
  switch (cause.kind) {
    case 'clock':
      return 'the clock: it was due';
    case 'attempt':
      return `what became of ${cause.id}`;
    case 'referral':
      return `the answer to referral ${cause.id}`;
    case 'message':
      return (
        `message ${cause.id}: ${cause.isCommand ? 'the command' : 'the fact'} ${cause.type}, from ${cause.source} as ` +
        `${cause.externalId}, received ${moment(cause.receivedAt)} (${new Date(cause.receivedAt).toISOString()})`
      );
  }
}
