import { sql } from 'kysely';
import type { Trx } from './database';

/** Any number that is ours, beside the one of `migrate`. */
const HAND_OVERS = 7_200_412;

/** Hand-overs do not wait for each other. Taken first of all locks, as the other one is. */
export const handOverBegins = (trx: Trx) =>
  sql`select pg_advisory_xact_lock_shared(${HAND_OVERS}::bigint)`.execute(trx);

/** Waits for the hand-overs on their way, and until the transaction ends nobody begins another. */
export const handOversHaveEnded = (trx: Trx) => sql`select pg_advisory_xact_lock(${HAND_OVERS}::bigint)`.execute(trx);
