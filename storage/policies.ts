import { sql } from 'kysely';
import type { PolicyHash } from '../domain/brand';
import type { Policy, PolicyInForce } from '../domain/policy';
import type { Policies } from '../domain/turn';
import type { Db } from './database';
import { contentOf } from './policyCodec';
import { readPolicy } from './readPolicy';

export { parsePolicyPack, POLICIES_FOLDER, readPolicyPacks, type RefusedFile } from './policyFiles';

/** Keeps each pack's content under its hash for ever: journals refer to it. */
export async function keepPolicies(db: Db, packs: readonly PolicyInForce[]): Promise<void> {
  if (packs.length === 0) return;
  const rows = packs.map(({ hash, policy }) => ({
    hash,
    id: policy.id,
    version: policy.version,
    content: JSON.stringify(contentOf(policy)),
  }));
  await db
    .insertInto('policies')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts in force what was never in force in any version; another version needs a person who has seen what it changes. */
export async function activateFirst(db: Db, packs: readonly PolicyInForce[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Two that load different versions for the first time: the later one finds the activation of the earlier.
    await sql`lock table policy_activations in share row exclusive mode`.execute(trx);
    const known = await trx.selectFrom('policy_activations').select('policy_id').distinct().execute();
    const rows = packs
      .filter(({ policy }) => !known.some(({ policy_id }) => policy_id === policy.id))
      .map(({ policy, hash }) => ({ policy_id: policy.id, hash, by: 'first loading' }));
    if (rows.length > 0) await trx.insertInto('policy_activations').values(rows).execute();
  });
}

const newestActivations = (db: Db) =>
  db
    .selectFrom('policy_activations as activation')
    .innerJoin('policies', 'policies.hash', 'activation.hash')
    .distinctOn('activation.policy_id')
    .orderBy('activation.policy_id')
    .orderBy('activation.id', 'desc')
    .select(['policies.hash', 'policies.content']);

/** The version of each pack that new accounts follow. */
export const policiesInForce = async (db: Db): Promise<readonly PolicyInForce[]> =>
  (await newestActivations(db).execute()).map(readPolicy);

/** The version of one pack that new accounts follow; undefined where no such pack was ever put in force. */
export async function policyInForce(db: Db, id: string): Promise<PolicyInForce | undefined> {
  const row = await newestActivations(db).where('activation.policy_id', '=', id).executeTakeFirst();
  return row && readPolicy(row);
}

/** Every version of every pack that the database knows, in the order in which they came. */
export async function knownPolicies(db: Db): Promise<readonly (PolicyInForce & Readonly<{ loadedAt: Date }>)[]> {
  const rows = await db
    .selectFrom('policies')
    .select(['hash', 'content', 'loaded_at'])
    .orderBy('id')
    .orderBy('loaded_at')
    .orderBy('hash')
    .execute();
  return rows.map((row) => ({ ...readPolicy(row), loadedAt: row.loaded_at }));
}

/** A policy came after the last look into the database; the next try, a moment later, finds it. */
export class PolicyNotLoaded extends Error {
  constructor(hash: PolicyHash, cause: unknown) {
    super(`Policy ${hash} is not loaded yet; it is being looked up, try again in a moment`, { cause });
    this.name = 'PolicyNotLoaded';
  }
}

/**
 * Every policy that the database knows, by hash: a few packs, so all are held. One that is missing is looked up behind the
 * caller's back, by one query at a time, and the caller has to try again.
 */
export async function loadPolicies(db: Db): Promise<Policies> {
  const known = new Map<string, Policy>();
  const learn = async (): Promise<void> => {
    const unknown = db
      .selectFrom('policies')
      .select(['hash', 'content'])
      .where('hash', 'not in', ['', ...known.keys()]);
    for (const { hash, policy } of (await unknown.execute()).map(readPolicy)) known.set(hash, policy);
  };
  await learn();

  let look: Promise<void> | undefined;
  let failure: unknown;
  const lookAgain = (): void => {
    look ??= learn()
      .then(() => void (failure = undefined))
      .catch((error: unknown) => void (failure = error))
      .finally(() => void (look = undefined));
  };
  return (hash) => {
    const policy = known.get(hash);
    if (policy) return policy;
    lookAgain();
    throw new PolicyNotLoaded(hash, failure);
  };
}
