import { heardSoFar, type HeardSoFar } from '../client/heardSoFar';
import type { Parts } from './parts';
import { Problem } from './problem';

/** An account as `heardSoFar` knows it, for what makes no sense without one. Throws 404. */
export async function mustHaveHeard(parts: Parts, accountId: string): Promise<HeardSoFar> {
  const heard = await heardSoFar(parts, accountId);
  if (!heard) throw new Problem(404, 'noSuchAccount', 'Nobody handed this account over.');
  return heard;
}
