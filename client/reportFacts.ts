import type { Fact } from '../domain/message';
import type { Db } from '../storage/database';
import { postMessages, type Posted } from '../storage/inbox';
import type { Clock } from '../storage/rehearsalClock';

/** A fact and the name under which it is known where it happened, so that it counts once however often it is reported. */
export type ReportedFact = Readonly<{ accountId: string; source: string; externalId: string; fact: Fact }>;

/** Keeps facts in the inbox; the doorbells are rung by a worker, so this needs no Temporal and loses nothing without it. */
export const reportFacts = (db: Db, clock: Clock, facts: readonly ReportedFact[]): Promise<Posted[]> =>
  postMessages(
    db,
    facts.map((fact) => ({ ...fact, receivedAt: clock.now() })),
  );
