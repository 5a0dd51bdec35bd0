import { pausedMsAt, type Account, type Letter } from '../account';
import { addBusinessDays } from '../calendar';
import type { Policy } from '../policy';
import { intentNamed, NOTICE_RUNG } from '../rungs';
import type { Step } from '../step';
import { addDays, dayOf, plus, type Day, type Instant } from '../time';
import { callForHelp } from './help';
import { climbAt, isGivenUp } from './ladder';

/** Where the pack asks for a notice of the debt, it is the first word to the debtor: nothing else is said before it [NOTICE]. */
export function notice(account: Account, policy: Policy, now: Instant): Step | undefined {
  const intent = policy.notice && intentNamed(account, policy, NOTICE_RUNG);
  if (!intent || givenNotice(account)) return undefined;
  const isImpossible = account.rungsDone.includes(NOTICE_RUNG) || isGivenUp(account, policy, intent.rung);
  if (isImpossible) return callForHelp(account, 'noticeCannotBeGiven', NOTICE_RUNG, 'NOTICE', now);
  // The letter names the end of the time to dispute: where the calendar does not reach so far, it has to wait.
  disputeEnd(policy, dayOf(now, account.timeZone));
  return climbAt(account, policy, intent.rung, account.openedAt, now);
}

export const givenNotice = (account: Account): Letter | undefined =>
  account.letters.find(({ purpose, state }) => purpose === 'notice' && state !== 'returned' && state !== 'spoiled');

/** The last day on which the debtor can dispute the notice that was given; days of a hold make it later. Throws `PastHorizon`. */
export function disputableThrough(account: Account, policy: Policy, now: Instant): Day | undefined {
  const given = givenNotice(account);
  return given && disputeEnd(policy, dayOf(plus(given.since, pausedMsAt(account, now)), account.timeZone));
}

/**
 * So many days from the assumed receipt, which is so many days after sending, not counting Saturdays, Sundays and holidays
 * (12 CFR 1006.34(b)(5)). Throws `PastHorizon`.
 */
export function disputeEnd({ notice: given, calendar }: Policy, sentOn: Day): Day | undefined {
  return given ? addDays(addBusinessDays(calendar, sentOn, given.receivedAfterDays), given.disputeDays) : undefined;
}
