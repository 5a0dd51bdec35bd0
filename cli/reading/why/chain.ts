import type { Db } from '../../../storage/database';
import { verifyChain, type BrokenLink } from '../../../storage/verifyChain';

/** Whether the journal is unaltered up to an event, and whether what follows still vouches for it. */
export type Chain = Readonly<{ holdsUpToHere: boolean; brokenAt: number | null; reason: BrokenLink['reason'] | null }>;

export async function chainAt(db: Db, accountId: string, version: number): Promise<Chain> {
  const broken = await verifyChain(db, accountId);
  if (!broken) return { holdsUpToHere: true, brokenAt: null, reason: null };
  // The head is told apart from the last event: every link up to that one holds.
  const holdsUpToHere = broken.version > version || broken.reason === 'head differs';
  return { holdsUpToHere, brokenAt: broken.version, reason: broken.reason };
}

export function chainText({ holdsUpToHere, brokenAt, reason }: Chain, versions: number): string {
  if (brokenAt === null) return `holds from the first event to the last (${versions})`;
  if (!holdsUpToHere) return `is BROKEN at version ${brokenAt} (${reason}): what stands here is not proven`;
  return `holds up to here but is BROKEN at version ${brokenAt} (${reason}): what follows does not vouch for this event`;
}
