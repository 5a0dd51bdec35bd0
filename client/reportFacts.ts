import type { Fact } from '../domain/message';
import type { Db } from '../storage/database';
import type { Posted } from '../storage/inbox';
import { postFacts } from '../storage/postFacts';
import type { Clock } from '../storage/rehearsalClock';

/** A fact and the name under which it is known where it happened, so that it counts once however often it is reported. */
export type ReportedFact = Readonly<{ accountId: string; source: string; externalId: string; fact: Fact }>;

/**
 * Keeps facts in the inbox, and tells those that are true of a debtor to each of the debtor's accounts; the doorbells are rung
 * by a worker, so this needs no Temporal and loses nothing without it.
 */
export const reportFacts = (db: Db, clock: Clock, facts: readonly ReportedFact[]): Promise<Posted[]> =>
  postFacts(
    db,
    facts.map((fact) => ({ ...fact, receivedAt: clock.now() })),
  );
