import { sql } from 'kysely';
import type { Db } from '../database';
import { adoptionsOf, type Adoption } from './adoptionRows';
import { SOURCE } from './giveOrders';

/** How far an adoption is: accounts that were told, those that have heard it, and those whose bell is still to come. */
export type AdoptionStatus = Adoption & Readonly<{ heard: number; waiting: number }>;

export async function adoptionStatus(db: Db, policyId?: string): Promise<AdoptionStatus[]> {
  const adoptions = await adoptionsOf(db, policyId);
  const waiting = await waitingOrders(db);
  return adoptions.map((adoption) => {
    const count = waiting.get(adoption.id) ?? 0;
    return { ...adoption, heard: adoption.accounts - count, waiting: count };
  });
}

async function waitingOrders(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select body ->> 'adoptionId' as id, count(*)::int as count from inbox
    where source = ${SOURCE} and heard_version is null group by 1`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
