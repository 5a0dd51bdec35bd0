import { sql } from 'kysely';
import type { Db, Trx } from '../database';

/** A change of packs that somebody ordered. `finishedAt`: every account has its order, or the way back was ordered. */
export type Adoption = Readonly<{
  id: string;
  policyId: string;
  fromHash: string;
  toHash: string;
  /** What was in force for new accounts before. */
  replacedHash: string;
  by: string;
  startedAt: Date;
  perSecond: number;
  /** How many accounts were told. */
  accounts: number;
  /** The bell of the last account that was told rings before. */
  ringsUntil: Date | null;
  finishedAt: Date | null;
}>;

const COLUMNS = sql.raw(`id, policy_id as "policyId", from_hash as "fromHash", to_hash as "toHash",
  coalesce(replaced_hash, from_hash) as "replacedHash", by, started_at as "startedAt",
  per_second as "perSecond", accounts, rings_until as "ringsUntil", finished_at as "finishedAt"`);

/** In the order in which they were begun. */
export async function adoptionsOf(db: Db | Trx, policyId?: string): Promise<Adoption[]> {
  const only = policyId === undefined ? sql`true` : sql`policy_id = ${policyId}`;
  return (await sql<Adoption>`select ${COLUMNS} from adoptions where ${only} order by number`.execute(db)).rows;
}

export async function adoptionNamed(db: Db | Trx, id: string): Promise<Adoption | undefined> {
  return (await sql<Adoption>`select ${COLUMNS} from adoptions where id = ${id}`.execute(db)).rows[0];
}

/** The version that the last adoption of this one left, unless that one was taken back. */
export async function leftFor(db: Db | Trx, policyId: string, toHash: string): Promise<string | undefined> {
  const begun = await adoptionsOf(db, policyId);
  const wasTakenBack = (id: string): boolean => begun.some((one) => one.id === rollbackOf(id));
  return begun.findLast((one) => one.toHash === toHash && !isRollback(one.id) && !wasTakenBack(one.id))?.fromHash;
}

/** Whoever holds it is alone in giving this adoption's orders. */
export async function lockAdoption(trx: Trx, id: string): Promise<Adoption> {
  const { rows } = await sql<Adoption>`select ${COLUMNS} from adoptions where id = ${id} for update`.execute(trx);
  return rows[0]!;
}

type New = Omit<Adoption, 'startedAt' | 'accounts' | 'finishedAt'> & Readonly<{ dryRunId: string | null }>;

export async function addAdoption(trx: Trx, added: New): Promise<void> {
  const { id, policyId, fromHash, toHash, replacedHash, by, perSecond, ringsUntil, dryRunId } = added;
  await sql`
    insert into adoptions (id, policy_id, from_hash, to_hash, replaced_hash, by, per_second, rings_until, dry_run_id)
    values (${id}, ${policyId}, ${fromHash}, ${toHash}, ${replacedHash}, ${by}, ${perSecond}, ${ringsUntil},
      ${dryRunId}::bigint)`.execute(trx);
}

/** Goes on with orders, at this pace from here on. */
export async function reopen(trx: Trx, id: string, perSecond: number): Promise<void> {
  await sql`update adoptions set finished_at = null, per_second = ${perSecond} where id = ${id}`.execute(trx);
}

export async function finish(trx: Db | Trx, id: string): Promise<void> {
  await sql`update adoptions set finished_at = now() where id = ${id} and finished_at is null`.execute(trx);
}

/** The way back has its adoption's name: there is one way back. */
export const rollbackOf = (id: string): string => `${id}-rollback`;
export const isRollback = (id: string): boolean => id.endsWith('-rollback');
export const rolledBack = (id: string): string => id.slice(0, -'-rollback'.length);
