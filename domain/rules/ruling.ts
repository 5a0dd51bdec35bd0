import type { Account } from '../account';
import type { ContactPoint } from '../events';
import type { Channel, Policy } from '../policy';
import type { Intent } from '../rungs';
import type { Instant } from '../time';
import type { Circumstances } from './circumstances';
import type { NoWindow, Window } from './windows';

/** A contact that somebody intends, in the moment in which it is asked for. */
export type Asked = Readonly<{
  account: Account;
  policy: Policy;
  intent: Intent;
  channel: Channel;
  seen: Circumstances;
  now: Instant;
}>;
/** The same, with whom it would reach, with which template, and the window that is open or opens next. */
export type Question = Asked &
  Readonly<{ contactPoint: ContactPoint | undefined; script: string; window: Window | NoWindow }>;

/** What a rule says: nothing against it, not before a moment, or not at all. */
export type Ruling = 'allowed' | 'forbidden' | Readonly<{ notBefore: Instant }>;

export const forbiddenIf = (isForbidden: boolean): Ruling => (isForbidden ? 'forbidden' : 'allowed');
