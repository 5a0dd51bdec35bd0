import type { AccountId } from '../brand';
import type { CallResult } from '../events';
import type { Channel } from '../policy';
import { DAY_MS, type Instant } from '../time';

/** A contact with the debtor, whichever account it was about. `isInbound`: the debtor called. */
export type CountedContact = Readonly<{
  accountId: AccountId;
  channel: Channel;
  at: Instant;
  contactPointId: string | null;
  result: CallResult | null;
  isInbound: boolean;
}>;

/** The debtor as seen under the lock: every contact of the last eight days, all accounts together. */
export type Circumstances = Readonly<{ contacts: readonly CountedContact[] }>;

/** The longest that a rule looks back, and a day more for the zone's own midnight. */
export const LOOKS_BACK_MS = 8 * DAY_MS;
