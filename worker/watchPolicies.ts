import { warningsOf } from '../domain/policyWarnings';
import { dayOf, type TimeZone } from '../domain/time';
import type { Db } from '../storage/database';
import { policiesInForce } from '../storage/policies';
import type { Clock } from '../storage/rehearsalClock';
import type { Log } from './log';

const EVERY_MS = 24 * 3_600_000;
/** A day more or less does not matter for what is warned of 60 days ahead. */
const ANYWHERE = 'UTC' as TimeZone;

/** Says in the log, at once and every day, which packs in force have an approval or a calendar that ends soon. Gives a way to stop. */
export function watchPolicies(db: Db, clock: Clock, log: Log): () => void {
  const look = (): void => {
    warn(db, clock, log).catch((error: Error) => log.warn({ failure: error.name }, 'the packs could not be looked at'));
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => clearInterval(timer);
}

async function warn(db: Db, clock: Clock, log: Log): Promise<void> {
  const today = dayOf(clock.now(), ANYWHERE);
  for (const { policy } of await policiesInForce(db)) {
    for (const warning of warningsOf(policy, today)) log.warn(warning, 'a supervisor has to prepare the next pack');
  }
}
