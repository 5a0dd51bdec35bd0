import { sql } from 'kysely';
import type { ContactPointKind } from '../domain/events';
import type { Db, Trx } from './database';
import { lookupOf, openDebtorKey, unseal, type MasterKey } from './personalData';

/** A debtor who gave a number or address, with every account; several debtors may share one. */
export type DebtorWithPoint = Readonly<{ debtorId: string; accountIds: readonly string[] }>;

/** Whose number it is that a provider names. Who was erased is not found. */
export async function debtorsWithPoint(
  db: Db,
  master: MasterKey,
  kind: Exclude<ContactPointKind, 'address'>,
  value: string,
): Promise<DebtorWithPoint[]> {
  return db
    .selectFrom('contact_points')
    .innerJoin('accounts', 'accounts.debtor_id', 'contact_points.debtor_id')
    .select('contact_points.debtor_id as debtorId')
    .select(sql<string[]>`array_agg(distinct accounts.id order by accounts.id)`.as('accountIds'))
    .where('contact_points.lookup', '=', lookupOf(master, kind, value))
    .groupBy('contact_points.debtor_id')
    .orderBy('contact_points.debtor_id')
    .execute();
}

/** Whether numbers from before there were lookups are still waiting to become findable. */
export async function lookupsAreMissing(db: Db): Promise<boolean> {
  const missing = await db
    .selectFrom('contact_points as p')
    .innerJoin('debtors as d', 'd.id', 'p.debtor_id')
    .select('p.id')
    .where('p.lookup', 'is', null)
    .where('p.kind', '<>', 'address')
    .where(sql<boolean>`length(d.wrapped_key) > 0`)
    .limit(1)
    .executeTakeFirst();
  return missing !== undefined;
}

const POINTS_AT_ONCE = 500;
type Point = Readonly<{ debtorId: string; id: string; kind: string; value: Buffer; key: Buffer }>;

/** Makes contact points that were kept before there were lookups findable, some at a time. Gives how many there were. */
export async function fillLookups(db: Db, master: MasterKey): Promise<number> {
  let filled = 0;
  let after = { debtorId: '', id: '' };
  for (;;) {
    const points = await db.transaction().execute((trx) => fillSome(trx, master, after));
    filled += points.length;
    if (points.length < POINTS_AT_ONCE) return filled;
    after = points.at(-1)!;
  }
}

/** Under a lock that an erasure waits for: what was erased must not become findable again. */
async function fillSome(trx: Trx, master: MasterKey, after: Pick<Point, 'debtorId' | 'id'>): Promise<readonly Point[]> {
  const points: Point[] = await trx
    .selectFrom('contact_points as p')
    .innerJoin('debtors as d', 'd.id', 'p.debtor_id')
    .select(['p.id', 'p.debtor_id as debtorId', 'p.kind', 'p.value', 'd.wrapped_key as key'])
    .where('p.lookup', 'is', null)
    .where('p.kind', '<>', 'address')
    .where(sql<boolean>`length(d.wrapped_key) > 0`)
    .where(sql<boolean>`(p.debtor_id, p.id) > (${after.debtorId}, ${after.id})`)
    .orderBy('p.debtor_id')
    .orderBy('p.id')
    .limit(POINTS_AT_ONCE)
    .forShare('d')
    .execute();
  const lookups = points.map(({ debtorId, id, kind, value, key }) =>
    lookupOf(master, kind, unseal(openDebtorKey(master, debtorId, key), value, id).toString()),
  );
  await sql`update contact_points set lookup = filled.lookup
    from unnest(${points.map(({ id }) => id)}::text[], ${lookups}::text[]) as filled(id, lookup)
    where contact_points.id = filled.id`.execute(trx);
  return points;
}
