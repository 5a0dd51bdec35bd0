import { z } from 'zod';
import type { PolicyInForce } from '../../../domain/policy';
import { AdoptionRefused } from '../../../storage/adoption/adoptionRefused';
import { namedPair, NoSuchVersion } from '../../../storage/adoption/packVersions';
import type { Db } from '../../../storage/database';
import { loadPolicies } from '../../../storage/policies';
import { Problem } from '../../problem';
import { reference } from '../../schemas';

export const packParams = z.object({ id: reference.describe('The id of the pack') });
const version = z
  .string()
  .min(1)
  .max(200)
  .describe('A version as the pack calls itself, or at least 8 characters of its hash; GET /policies lists them');
export const pairFields = {
  to: version,
  from: version.optional().describe('The version that is left; without it, the one in force'),
};
export const perSecond = z.number().int().min(1).max(1000).default(20).describe('So many accounts hear it in a second');

/** The two versions that a request names. Throws 404 with what to do. */
export async function versionPair(
  db: Db,
  policyId: string,
  { to, from }: Readonly<{ to: string; from?: string | undefined }>,
): Promise<Readonly<{ from: PolicyInForce; to: PolicyInForce }>> {
  // Anew, because a version may have been loaded since this process began.
  return namedPair(db, await loadPolicies(db), { policyId, from, to }).catch(orProblem);
}

/** What people may be told of why it was not done. */
export function orProblem(error: unknown): never {
  if (error instanceof NoSuchVersion) {
    throw new Problem(404, 'noSuchVersion', 'No version has this name, or several have. GET /policies lists them.');
  }
  if (error instanceof AdoptionRefused) {
    throw new Problem(error.reason === 'noSuchAdoption' ? 404 : 409, error.reason, error.message);
  }
  throw error;
}
