import { sql } from 'kysely';
import type { AccountId } from '../../domain/brand';
import type { AccountEvent } from '../../domain/events';
import type { Message } from '../../domain/message';
import { instant, type Instant } from '../../domain/time';
import { accountJournals, type AccountJournal } from '../../storage/accountJournals';
import type { Trx } from '../../storage/database';
import { decodeEvent } from '../../storage/eventCodec';
import { decodeCommand, decodeFact } from '../../storage/messageCodec';
import { grouped } from './grouped';
import type { Selected } from './selectDebtors';

/** A message that an account has heard, when it did, and to which version of the account that led. */
export type Heard = Readonly<{ message: Message; heardAt: Instant; heardVersion: number; refused: string | null }>;
export type Row = Readonly<{ version: number; event: AccountEvent; cause: string }>;
/** Everything that is recorded of one account. */
export type AccountRecord = Readonly<{
  accountId: AccountId;
  rows: readonly Row[];
  heard: readonly Heard[];
  journal: AccountJournal;
}>;

/** What is recorded of one debtor's accounts until a moment. */
export async function readRecords(trx: Trx, debtor: Selected, until: Instant): Promise<readonly AccountRecord[]> {
  const heard = await heardBy(trx, debtor.accountIds);
  const records: AccountRecord[] = [];
  for await (const whole of accountJournals(trx, debtor.accountIds)) {
    const journal = { ...whole, events: whole.events.filter(({ at }) => at.getTime() <= until) };
    const rows = journal.events.map(({ version, body, cause }) => ({ version, event: decodeEvent(body), cause }));
    const messages = momentsOf(rows, heard.get(whole.accountId) ?? []).filter(({ heardAt }) => heardAt <= until);
    records.push({ accountId: whole.accountId as AccountId, rows, heard: messages, journal });
  }
  return records;
}

type InboxRow = Readonly<{
  id: string;
  account_id: string;
  is_command: boolean;
  body: unknown;
  received_at: Date;
  expires_at: Date | null;
  heard_version: number;
  refused: string | null;
  turn_at: Date | null;
}>;

/** In the order in which they came, as an account hears them. The turn that heard a message is recorded since there are turns. */
async function heardBy(trx: Trx, accountIds: readonly string[]): Promise<Map<string, InboxRow[]>> {
  const { rows } = await sql<InboxRow>`
    with heard as (
      select t.account_id, m.id, min(t.at) as at from turns t cross join lateral unnest(t.heard) as m(id)
      where t.account_id = any(${accountIds}::text[]) group by t.account_id, m.id)
    select i.id::text, i.account_id, i.is_command, i.body, i.received_at, i.expires_at, i.heard_version, i.refused,
      h.at as turn_at
    from inbox i left join heard h on h.account_id = i.account_id and h.id = i.id
    where i.account_id = any(${accountIds}::text[]) and i.heard_version is not null order by i.id`.execute(trx);
  return grouped(rows, ({ account_id }) => account_id);
}

/** Where no turn says when a message was heard, the event says it that it brought about, or else the version it led to. */
function momentsOf(rows: readonly Row[], inbox: readonly InboxRow[]): Heard[] {
  const byCause = new Map(rows.toReversed().map(({ cause, event }) => [cause, event.at]));
  const byVersion = new Map(rows.map(({ version, event }) => [version, event.at]));
  return inbox.map((row) => {
    const turnAt = row.turn_at && instant(row.turn_at.getTime());
    const ledTo = byVersion.get(row.heard_version) ?? instant(0);
    const heardAt = turnAt ?? byCause.get(`inbox:${row.id}`) ?? instant(Math.max(row.received_at.getTime(), ledTo));
    return { message: messageOf(row), heardAt, heardVersion: row.heard_version, refused: row.refused };
  });
}

function messageOf(row: InboxRow): Message {
  const head = { id: row.id, receivedAt: instant(row.received_at.getTime()) };
  if (!row.is_command) return { ...head, fact: decodeFact(row.body) };
  return { ...head, command: decodeCommand(row.body), expiresAt: instant(row.expires_at?.getTime() ?? 0) };
}
