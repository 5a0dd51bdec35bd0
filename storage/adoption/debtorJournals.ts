import { sql } from 'kysely';
import type { Db, Trx } from '../database';
import { headedFor } from './headedFor';

export type DebtorEvent = Readonly<{ account_id: string; version: number; body: unknown }>;

/** Everything that happened to one debtor's accounts, in the order in which it was written, whatever pack they follow. */
export type DebtorJournal = Readonly<{
  debtorId: string;
  /** The living accounts that follow the pack, or head for it; some were handed over and have not begun. */
  followers: readonly string[];
  events: readonly DebtorEvent[];
}>;

const DEBTORS_PER_PAGE = 25;
/** Those that an adoption would tell, also where they have not begun. */
const LIVES = sql`a.status <> 'closed'`;

/** Debtors with an account that follows a pack, by id. Memory holds a page of them. */
export async function* debtorJournals(db: Db | Trx, policyHash: string): AsyncGenerator<DebtorJournal> {
  for (let after = ''; ;) {
    const debtors = await debtorsAfter(db, policyHash, after);
    if (debtors.length === 0) return;
    const events = await eventsOf(
      db,
      debtors.map(({ debtor_id }) => debtor_id),
    );
    for (const { debtor_id: debtorId, followers } of debtors) {
      yield { debtorId, followers, events: events.get(debtorId) ?? [] };
    }
    after = debtors.at(-1)!.debtor_id;
  }
}

/** Whether more than so many living accounts follow a pack or head for it; it counts no further than that. */
export async function hasMoreFollowersThan(db: Db | Trx, policyHash: string, limit: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from accounts a where ${LIVES} and ${headedFor} = ${policyHash} limit ${limit + 1}) as followers`.execute(
    db,
  );
  return rows[0]!.count > limit;
}

async function debtorsAfter(db: Db | Trx, policyHash: string, after: string) {
  const { rows } = await sql<{ debtor_id: string; followers: string[] }>`
    select a.debtor_id, array_agg(a.id order by a.id) as followers from accounts a
    where a.debtor_id > ${after} and ${LIVES} and ${headedFor} = ${policyHash}
    group by a.debtor_id order by a.debtor_id limit ${DEBTORS_PER_PAGE}`.execute(db);
  return rows;
}

async function eventsOf(db: Db | Trx, debtorIds: readonly string[]): Promise<Map<string, DebtorEvent[]>> {
  const { rows } = await sql<DebtorEvent & { debtor_id: string }>`
    select a.debtor_id, j.account_id, j.version, j.body from accounts a join journal j on j.account_id = a.id
    where a.debtor_id = any(${debtorIds}::text[]) order by j.position`.execute(db);
  const events = new Map<string, DebtorEvent[]>(debtorIds.map((debtorId) => [debtorId, []]));
  for (const { debtor_id, ...event } of rows) events.get(debtor_id)!.push(event);
  return events;
}
