import { sql } from 'kysely';
import type { PolicyInForce } from '../../domain/policy';
import type { Policies } from '../../domain/turn';
import type { Db } from '../database';
import { AdoptionRefused } from './adoptionRefused';
import { leftFor } from './adoptionRows';

/** A version of a pack that the database keeps, and how many living accounts follow it. */
export type PackVersion = Readonly<{
  id: string;
  version: string;
  hash: PolicyInForce['hash'];
  loadedAt: Date;
  isInForce: boolean;
  accounts: number;
}>;

/** Every version of every pack, or of one, in the order in which they came. */
export async function packVersions(db: Db, policyId?: string): Promise<PackVersion[]> {
  const only = policyId === undefined ? sql`true` : sql`p.id = ${policyId}`;
  const { rows } = await sql<PackVersion>`
    select p.id, p.version, p.hash, p.loaded_at as "loadedAt",
      p.hash = (select hash from policy_activations where policy_id = p.id order by id desc limit 1) as "isInForce",
      (select count(*)::int from accounts where policy_hash = p.hash and status <> 'closed') as accounts
    from policies p where ${only} order by p.id, p.loaded_at, p.hash`.execute(db);
  return rows.map((row) => ({ ...row, isInForce: row.isInForce ?? false }));
}

/** The version that somebody names, by its version or by at least eight characters of its hash. Throws with what there is. */
export async function packVersion(db: Db, policies: Policies, policyId: string, named: string): Promise<PolicyInForce> {
  const versions = await packVersions(db, policyId);
  const isHash = (hash: string): boolean => /^[0-9a-f]{8,64}$/.test(named) && hash.startsWith(named);
  const found = versions.filter(({ version, hash }) => version === named || isHash(hash));
  const [only] = found;
  if (only && found.length === 1) return { hash: only.hash, policy: policies(only.hash) };
  const list = (found.length > 0 ? found : versions).map(({ version, hash }) => `${version} ${hash}`).join('\n');
  if (versions.length === 0) throw new NoSuchVersion(`There is no pack ${policyId}.`);
  const because = found.length > 0 ? `is the name of several versions; name the hash` : `is no version of it`;
  throw new NoSuchVersion(`${policyId}: ${named} ${because}. There is:\n${list}`);
}

/**
 * The two versions that somebody names. Unless they name the one that is left as well, it is the one in force; where the other is in
 * force by an adoption already, it is the one that this adoption left, so that the same words go on with it.
 */
export async function namedPair(
  db: Db,
  policies: Policies,
  { policyId, from, to }: Readonly<{ policyId: string; from?: string | undefined; to: string }>,
): Promise<Readonly<{ from: PolicyInForce; to: PolicyInForce }>> {
  const next = await packVersion(db, policies, policyId, to);
  const inForce = (await packVersions(db, policyId)).find(({ isInForce }) => isInForce)?.hash;
  const begun = inForce === next.hash ? await leftFor(db, policyId, next.hash) : undefined;
  const left = from ?? begun ?? inForce;
  if (left === undefined) throw new NoSuchVersion(`No version of ${policyId} was ever in force.`);
  const pair = { from: await packVersion(db, policies, policyId, left), to: next };
  if (pair.from.hash === pair.to.hash) throw new AdoptionRefused('sameVersion');
  return pair;
}

export class NoSuchVersion extends Error {
  override readonly name = 'NoSuchVersion';
}
