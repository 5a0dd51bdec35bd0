import { hearDebtor } from '../domain/hearDebtor';
import type { DebtorFact } from '../domain/message';
import { dayOf } from '../domain/time';
import type { HeardSoFar } from './heardSoFar';

/** Facts are never refused by an account; what it would only note is said here, to somebody who can still put it right. */
const WOULD_CHANGE_NOTHING = {
  noSuchHold: 'This account has no such hold, or it has ended.',
  onlyVulnerabilityHasTerms: 'Only a hold for vulnerability has terms; any other hold stops collection.',
  complaintHasToBeAnswered: 'A complaint is answered by its day, which nobody moves; end the hold instead.',
  termsAreOutsideLawfulHours: 'These hours lie wholly outside the lawful ones of the pack.',
  preferredHoursAreUnlawful: 'These hours lie wholly outside the lawful ones; agree on each such time instead.',
  agreedTimeIsOver: 'This time is over.',
} as const;

export type Objection = keyof typeof WOULD_CHANGE_NOTHING;

/** Why the account would only note a fact about its debtor; undefined where there is nothing against it. */
export function objectionTo(
  { account, policy, now }: HeardSoFar,
  fact: DebtorFact,
): Readonly<{ because: Objection; text: string }> | undefined {
  const noted = hearDebtor(account, policy, fact, now, now);
  if (typeof noted !== 'string' || !isObjection(noted)) return undefined;
  return { because: noted, text: WOULD_CHANGE_NOTHING[noted] };
}

const isObjection = (noted: string): noted is Objection => Object.hasOwn(WOULD_CHANGE_NOTHING, noted);

/** A day of review that has passed where the debtor lives: it would be escalated as late at once. */
export const reviewHasPassed = ({ account, now }: HeardSoFar, fact: DebtorFact): boolean =>
  'reviewOn' in fact && fact.reviewOn !== null && fact.reviewOn < dayOf(now, account.timeZone);
