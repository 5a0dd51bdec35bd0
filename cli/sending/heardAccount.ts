import { heardSoFar, type HeardSoFar } from '../../client/heardSoFar';
import type { Db } from '../../storage/database';
import { loadPolicies } from '../../storage/policies';
import { loadClock } from '../../storage/rehearsalClock';

/** An account as it is once it has heard what waits for it. Throws for one that nobody handed over. */
export async function heardAccount(db: Db, accountId: string): Promise<HeardSoFar> {
  const heard = await heardSoFar({ db, policies: await loadPolicies(db), clock: await loadClock(db) }, accountId);
  if (heard) return heard;
  throw new Error(`Nobody handed over an account ${accountId}.`);
}
