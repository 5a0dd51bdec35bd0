import { sql } from 'kysely';
import type { Figures } from '../../domain/adoption/figures';
import type { PolicyInForce } from '../../domain/policy';
import type { Instant } from '../../domain/time';
import type { Db, Trx } from '../database';

type Looked = Readonly<{
  from: PolicyInForce;
  to: PolicyInForce;
  at: Instant;
  by: string;
  figures: Figures;
  listSha256: string;
}>;

/** Keeps that somebody looked, and what was seen in figures. Gives the record's id. */
export async function keepDryRun(db: Db, { from, to, at, by, figures, listSha256 }: Looked): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into policy_dry_runs (policy_id, from_hash, to_hash, at, by, figures, list_sha256)
    values (${to.policy.id}, ${from.hash}, ${to.hash}, ${new Date(at)}, ${by}, ${JSON.stringify(figures)}, ${listSha256})
    returning id::text`.execute(db);
  return rows[0]!.id;
}

/** The newest dry run between two versions that is younger than a day, on the database's own clock. */
export async function freshDryRun(db: Db | Trx, fromHash: string, toHash: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id::text from policy_dry_runs
    where from_hash = ${fromHash} and to_hash = ${toHash} and ran_at > now() - interval '24 hours'
    order by ran_at desc, id desc limit 1`.execute(db);
  return rows[0]?.id;
}
