import moment from 'moment-timezone';
import type { CallResult, ClosedBecause, LegalOutcome, Proof, RecallReason, Stage } from '../../domain/events';
import type { AttemptId } from '../../domain/brand';
import type { Minor } from '../../domain/money';
import type { Instant, TimeZone } from '../../domain/time';

/** How one account's amounts, moments and attempts are named. */
export type Words = Readonly<{
  money(amountMinor: Minor): string;
  moment(at: Instant): string;
  attempt(id: AttemptId): string;
}>;

/** `2026-03-01 09:00` on the clocks where the debtor lives. */
export const localMoment = (at: Instant, zone: TimeZone): string => moment.tz(at, zone).format('YYYY-MM-DD HH:mm');

export const STAGES: Readonly<Record<Stage, string>> = {
  earlyWarning: 'early warning',
  reminder: 'reminder',
  negotiation: 'negotiation',
  disposal: 'disposal',
  legalRecourse: 'legal recourse',
};

export const CALL_RESULTS: Readonly<Record<CallResult, string>> = {
  rightParty: 'the debtor was reached',
  thirdParty: 'somebody else answered',
  noAnswer: 'nobody answered',
  busy: 'the line was busy',
  wrongNumber: 'the number is wrong',
};

export const LEGAL_OUTCOMES: Readonly<Record<LegalOutcome, string>> = {
  lawyerLetterSent: 'the lawyer’s letter was sent',
  paymentOrderIssued: 'the court issued a payment order',
  suitFiled: 'a suit was filed',
  claimConfirmed: 'the court confirmed the claim',
  enforcementStarted: 'enforcement began',
  enforcementSatisfied: 'enforcement brought what was owed',
  enforcementExhausted: 'enforcement found nothing more',
};

export const RECALL_REASONS: Readonly<Record<RecallReason, string>> = {
  becameCurrent: 'it is current again',
  soldByBank: 'it was sold',
  assignedInError: 'it was handed over in error',
  other: 'it did not say why',
};

export const CLOSED_BECAUSE: Readonly<Record<ClosedBecause, string>> = {
  settled: 'everything was paid',
  cured: 'the arrears were paid',
  withdrawn: 'the bank took it back',
  fraudConfirmed: 'the fraud was confirmed',
  notOwed: 'the debt was not owed',
  writtenOff: 'it was written off',
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The numbers that were looked at when a contact was decided. */
export const counts = ({ countedToday, allowedToday, countedInWeek, allowedInWeek }: Proof): string =>
  `${countedToday} of ${allowedToday} contacts today, ${countedInWeek} of ${allowedInWeek} in seven days`;

/** All that was looked at when a rule forbade one. */
export const proofText = (proof: Proof): string =>
  `${counts(proof)}, hours ${clock(proof.hours.fromMinute)} to ${clock(proof.hours.toMinute)} ${proof.timeZone}`;
