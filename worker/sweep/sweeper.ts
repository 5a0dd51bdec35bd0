import type { Client } from '@temporalio/client';
import type { Finding, FindingKind } from '../../activities/housekeeping';
import type { Instant } from '../../domain/time';
import type { Db } from '../../storage/database';
import type { Clock } from '../../storage/rehearsalClock';
import { ring } from '../doorbell';

export type Sweeper = Readonly<{ db: Db; client: Client; taskQueue: string; clock: Clock }>;

/** Shorter than this, on the real clock, an account or its workflow may just be on its way. */
const PATIENCE_MS = 10 * 60_000;

export const lateSince = ({ clock }: Sweeper): Instant => clock.toDomain(Date.now() - PATIENCE_MS);

/** What was found, rung when somebody wants it repaired; ringing is harmless however often it is done. */
export async function rung(sweeper: Sweeper, repairs: boolean, kind: FindingKind, accountId: string): Promise<Finding> {
  if (!repairs) return { kind, accountId, outcome: 'reported', failure: null };
  await ring(sweeper, { accountId, inboxIds: [], type: 'AccountSwept' });
  return { kind, accountId, outcome: 'rung', failure: null };
}

export const reported = (kind: FindingKind, accountId: string, failure: string | null = null): Finding => ({
  kind,
  accountId,
  outcome: 'reported',
  failure,
});
