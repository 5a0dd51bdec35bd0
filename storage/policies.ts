import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PolicyHash } from '../domain/brand';
import type { Policy, PolicyInForce } from '../domain/policy';
import type { Policies } from '../domain/turn';
import type { Db } from './database';
import { canonical, sha256 } from './json';
import { policyCodec } from './policyCodec';

const FOLDER = join(__dirname, '..', 'policies');

/** Reads the packs of a folder; one that is wrong is refused with file, path and reason. */
export async function readPolicyPacks(folder = FOLDER): Promise<PolicyInForce[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parsePolicyPack(await readFile(join(folder, name), 'utf8'), name)));
}

export function parsePolicyPack(yaml: string, name: string): PolicyInForce {
  const parsed = policyCodec.safeDecode(parse(yaml));
  if (!parsed.success) throw new Error(`Policy pack ${name} is refused:\n${z.prettifyError(parsed.error)}`);
  return { policy: parsed.data, hash: hashOf(parsed.data) };
}

const contentOf = (policy: Policy): unknown => z.encode(policyCodec, policy);
const hashOf = (policy: Policy): PolicyHash => sha256(canonical(contentOf(policy))) as PolicyHash;

/** Keeps each pack's content under its hash for ever: journals refer to it. */
export async function keepPolicies(db: Db, packs: readonly PolicyInForce[]): Promise<void> {
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

/**
 * Every policy the database knows, by hash. A few packs, so all are held; a hash that came later is an error to retry. Throws
 * when a content is not the one that its hash, and with it the journal, stands for.
 */
export async function loadPolicies(db: Db): Promise<Policies> {
  const rows = await db.selectFrom('policies').select(['hash', 'content']).execute();
  const altered = rows.find((row) => sha256(canonical(row.content)) !== row.hash);
  if (altered) throw new Error(`Policy ${altered.hash} was altered in the database; restore its content`);
  const known = new Map<string, Policy>(rows.map((row) => [row.hash, policyCodec.decode(row.content)]));
  return (hash) => {
    const policy = known.get(hash);
    if (!policy) throw new Error(`Policy ${hash} is not loaded; restart the worker to load the new packs`);
    return policy;
  };
}
