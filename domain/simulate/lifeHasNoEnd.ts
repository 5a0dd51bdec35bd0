import type { AccountId } from '../brand';
import { dayOf, type Instant, type TimeZone } from '../time';

/** Turns and wake-ups of one account in one simulated life: a year of an ordinary one takes less than two hundred. */
export const STEPS_MAX = 20_000;

const UTC = 'UTC' as TimeZone;

/** An account that never comes to rest, so the simulation of it is given up. */
export class LifeHasNoEnd extends Error {
  override readonly name = 'LifeHasNoEnd';
  constructor(accountId: AccountId, at: Instant) {
    super(`Account ${accountId} took ${STEPS_MAX} turns and wake-ups until ${dayOf(at, UTC)} and never came to rest`);
  }
}
