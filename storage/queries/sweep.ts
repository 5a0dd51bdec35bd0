import { sql } from 'kysely';
import type { Instant } from '../../domain/time';
import type { Db } from '../database';

export type OpenAccount = Readonly<{
  id: string;
  hasBegun: boolean;
  /** The hand-over waits in the inbox to be heard. */
  isAnnounced: boolean;
  /** Something has been due, or has waited to be heard, since before the moment that was asked for. */
  isLate: boolean;
}>;

type Row = { id: string; version: number; is_announced: boolean; is_late: boolean };

/** What is paced or heard with other things is never late: orders to adopt a pack, and delivery reports. */
const late = (since: Instant) => sql<boolean>`coalesce(next_at < ${new Date(since)}, false) or exists (
  select 1 from inbox where account_id = accounts.id and heard_version is null and not is_command
    and type <> 'DeliveryReported' and source <> 'policy-adoption' and received_at < ${new Date(since)})`;

/** Accounts that are not closed, in the order of their ids. */
export async function openAccounts(
  db: Db,
  { after, limit, lateSince }: Readonly<{ after: string; limit: number; lateSince: Instant }>,
): Promise<readonly OpenAccount[]> {
  const { rows } = await sql<Row>`
    select id, version, ${late(lateSince)} as is_late, exists (select 1 from inbox where account_id = accounts.id
      and heard_version is null and type = 'AccountHandedOver') as is_announced
    from accounts where status <> 'closed' and id > ${after} order by id limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    hasBegun: row.version > 0,
    isAnnounced: row.is_announced,
    isLate: row.is_late,
  }));
}

export type AccountState = Readonly<{ isClosed: boolean; closedAt: Date | null; isLate: boolean }>;

/** How these accounts stand at this moment; those that nobody handed over are not in the answer. */
export async function statesOf(
  db: Db,
  ids: readonly string[],
  lateSince: Instant,
): Promise<ReadonlyMap<string, AccountState>> {
  const { rows } = await sql<{ id: string; status: string; closed_at: Date | null; is_late: boolean }>`
    select id, status, closed_at, ${late(lateSince)} as is_late from accounts where id = any(${ids}::text[])`.execute(
    db,
  );
  return new Map(
    rows.map(({ id, status, closed_at: closedAt, is_late: isLate }) => [
      id,
      { isClosed: status === 'closed', closedAt, isLate },
    ]),
  );
}
