import type { Account } from '../account';
import type { EscalationKind } from '../events';
import type { RuleId } from '../rules/ruleId';
import type { Policy } from '../policy';
import { record, waitForNews, waitUntil, type Step } from '../step';
import { addDays, startOfDay, type Instant } from '../time';

const WAITS_FOR: Readonly<Record<EscalationKind, string>> = {
  fraudStatementIsLate: 'a person to decide about a fraud claim without its statement',
  fraudDecisionIsLate: 'the bank, which is late in deciding about the fraud claim',
  fraudWithdrawalWasLate: 'nothing: the account was withdrawn late',
  complaintIsLate: 'the answer to a complaint, which is late',
  reviewIsDue: 'a person to review the hold',
  termsAreMissing: 'a supervisor to say when and how this debtor may be contacted',
  messageIsHeld: 'a supervisor to look at a message',
  debtorReplied: 'a person to read what the debtor replied',
  calendarEnds: 'a policy pack whose calendar reaches further',
  noLawfulHour: 'an hour at which this debtor may be contacted',
  demandIsMissing: 'a person: without a delivered demand letter there is no recourse',
  noticeCannotBeGiven: 'a person: the notice of the debt could not be given',
};

const idOf = (kind: EscalationKind, ref: string): string => `${kind}:${ref}`;

/** A person is called once for each matter, also when it was settled and the matter is still there. */
export const isKnown = (account: Account, kind: EscalationKind, ref: string): boolean =>
  account.escalations.some(({ escalationId }) => escalationId === idOf(kind, ref));

export const escalation = (kind: EscalationKind, ref: string, rule: RuleId, at: Instant, about = ref) =>
  ({ type: 'Escalated', at, escalationId: idOf(kind, ref), kind, ref: about, rule }) as const;

/** Nothing can go on without a person: call one, then wait. */
export function callForHelp(account: Account, kind: EscalationKind, ref: string, rule: RuleId, now: Instant): Step {
  if (!isKnown(account, kind, ref)) return record(escalation(kind, ref, rule, now));
  return waitForNews(WAITS_FOR[kind]);
}

/** So long before the last known day each account that needs more calls for a person; the pack itself is warned of earlier. */
const CALENDAR_WARNING_DAYS = 7;

/** What lies past the calendar's horizon is nobody's guess: the account waits for a pack that knows those days [HOLIDAY]. */
export function awaitCalendar(account: Account, policy: Policy, now: Instant): Step {
  const warnOn = addDays(policy.calendar.knownThrough, -CALENDAR_WARNING_DAYS);
  const warnAt = startOfDay(warnOn, account.timeZone);
  if (now < warnAt) return waitUntil(warnAt, WAITS_FOR.calendarEnds);
  return callForHelp(account, 'calendarEnds', 'policy', 'HOLIDAY', now);
}
