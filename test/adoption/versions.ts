import { setTimeout as sleep } from 'node:timers/promises';
import type { PolicyHash } from '../../domain/brand';
import type { PolicyInForce } from '../../domain/policy';
import type { Policies } from '../../domain/turn';
import type { Db } from '../../storage/database';
import { keepPolicies } from '../../storage/policies';
import { edited, readPack, type Edit } from '../policies/editedPack';

/** Another version of the Taiwanese card pack, kept in the database and not in force. */
export async function anotherVersion(db: Db, version: string, ...edits: readonly Edit[]): Promise<PolicyInForce> {
  const pack = readPack(edited('tw-bank-card', [['version'], version], ...edits), 'tw-bank-card');
  await keepPolicies(db, [pack]);
  return pack;
}

export const closesAt = (to: string): Edit => [['contactHours', 0, 'to'], to];

/** A worker looks a new version up when it first meets it, and tries again a moment later. */
export async function learnt(policies: Policies, hash: PolicyHash): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      policies(hash);
      return;
    } catch {
      await sleep(20);
    }
  }
  throw new Error(`The version ${hash} was not learnt`);
}
