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

export async function causeOf(db: Db, cause: string): Promise<Cause> {
  if (cause === 'clock') return { kind: 'clock' };
  const [, kind, id] = /^(inbox|attempt|referral):(.+)$/.exec(cause) ?? [];
  if (id === undefined) throw new Error(`The journal names a cause that this build does not know: ${cause}`);
  return kind === 'inbox' ? messageOf(db, id) : { kind: kind as 'attempt' | 'referral', id };
}

async function messageOf(db: Db, id: string): Promise<Cause> {
  const row = await db
    .selectFrom('inbox')
    .select(['type', 'source', 'external_id', 'is_command', 'received_at'])
    .where('id', '=', BigInt(id))
    .executeTakeFirst();
  if (!row) throw new Error(`The journal names message ${id}, which is not in the inbox any more.`);
  const { type, source, external_id: externalId, is_command: isCommand, received_at } = row;
  return { kind: 'message', id, type, source, externalId, isCommand, receivedAt: instant(received_at.getTime()) };
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
