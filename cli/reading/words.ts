import type { HoldKind } from '../../domain/account';
import type {
  Attitude,
  CallResult,
  ClosedBecause,
  EscalationKind,
  LegalOutcome,
  Provenance,
  Purpose,
  RecallReason,
  Stage,
} from '../../domain/events';
import type { AttemptId } from '../../domain/brand';
import type { Minor } from '../../domain/money';
import type { Language } from '../../domain/policy';
import type { Instant } from '../../domain/time';

/** How one account's amounts, moments and attempts are named. */
export type Words = Readonly<{
  money(amountMinor: Minor): string;
  moment(at: Instant): string;
  attempt(id: AttemptId): string;
}>;

export const STAGES: Readonly<Record<Stage, string>> = {
  earlyWarning: 'early warning',
  reminder: 'reminder',
  negotiation: 'negotiation',
  disposal: 'disposal',
  legalRecourse: 'legal recourse',
};

export const LANGUAGES: Readonly<Record<Language, string>> = {
  'zh-TW': 'traditional Chinese',
  'zh-CN': 'simplified Chinese',
  en: 'English',
};

export const CALL_RESULTS: Readonly<Record<CallResult, string>> = {
  rightParty: 'the debtor was reached',
  thirdParty: 'somebody else answered',
  thirdPartyRefused: 'somebody else answered and refused to help',
  thirdPartyDoesNotKnow: 'somebody else answered and does not know the debtor',
  thirdPartyAnnoyed: 'somebody else answered and was annoyed',
  noAnswer: 'nobody answered',
  voicemail: 'an answering machine took it',
  dropped: 'it broke off before anybody spoke',
  busy: 'the line was busy',
  outOfService: 'the number is out of service',
  wrongNumber: 'the number is wrong',
};

export const ATTITUDES: Readonly<Record<Attitude, string>> = {
  willing: 'willing to pay',
  unable: 'unable to pay',
  evasive: 'evasive',
  unwilling: 'unwilling to pay',
  upset: 'upset',
};

/** What a contact is about, where that is not the debt itself. */
export const PURPOSES: Readonly<Record<Purpose, string>> = {
  collection: '',
  fraudStatement: ' for the statement of the fraud claim',
  notice: ' with the notice of the debt',
};

export const HOLDS: Readonly<Record<HoldKind, string>> = {
  dispute: 'dispute',
  fraud: 'fraud claim',
  promise: 'promise to pay',
  arrangement: 'arrangement',
  vulnerability: 'vulnerability',
  hardship: 'hardship',
  complaint: 'complaint',
  bankruptcy: 'bankruptcy',
  death: 'death',
};

export const PROVENANCES: Readonly<Record<Provenance, string>> = {
  debtor: 'the debtor',
  relative: 'a relative',
  bank: 'the bank',
  court: 'a court',
  collector: 'a collector',
  document: 'a document',
};

/** Why a person has to look at an account. */
export const ESCALATIONS: Readonly<Record<EscalationKind, string>> = {
  fraudStatementIsLate: 'the statement of a fraud claim has not come in time',
  fraudDecisionIsLate: 'the bank is late in deciding about a fraud claim',
  fraudWithdrawalWasLate: 'a confirmed fraud was told too late to withdraw the account in time',
  complaintIsLate: 'a complaint was not answered in time',
  reviewIsDue: 'a hold has to be reviewed',
  termsAreMissing: 'a supervisor has to say when and how this debtor may be contacted',
  messageIsHeld: 'a message waits for a supervisor',
  debtorReplied: 'the debtor wrote back',
  calendarEnds: 'the holiday calendar ends before the next contact',
  noLawfulHour: 'no hour is left at which this debtor may be contacted',
  noticeCannotBeGiven: 'the notice of the debt could not be given',
  demandIsMissing: 'no demand letter reached the debtor, and none is under way',
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
