import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type { Balance, Currency, Minor } from './money';
import type { Channel, Language, MessageChannel } from './policy';
import type { RuleId } from './rules/ruleId';
import type { Day, Hours, Instant, TimeZone } from './time';

export type Stage = 'earlyWarning' | 'reminder' | 'negotiation' | 'disposal' | 'legalRecourse';
/** `emergency` is somebody else's number, whom the debtor named: a third party. */
export type ContactPointKind = 'mobile' | 'home' | 'office' | 'emergency' | 'email' | 'address';
export type Product = 'credit-card' | 'instalment-loan';
export type Risk = 'low' | 'medium' | 'high';
export type Behaviour = 'wilful default' | 'temporarily unable' | 'hard to reach';
export type Segment = Readonly<{ risk: Risk; behaviour: Behaviour; size: 'small' | 'medium' | 'large' }>;
/** `dropped`: it was answered and broke off before anybody could speak. */
export type CallResult =
  | 'rightParty'
  | 'thirdParty'
  | 'thirdPartyRefused'
  | 'thirdPartyDoesNotKnow'
  | 'thirdPartyAnnoyed'
  | 'noAnswer'
  | 'voicemail'
  | 'dropped'
  | 'busy'
  | 'outOfService'
  | 'wrongNumber';
export type Attitude = 'willing' | 'unable' | 'evasive' | 'unwilling' | 'upset';
/** Why somebody is written to or called: only collection stops while a debtor denies the debt. */
export type Purpose = 'collection' | 'fraudStatement' | 'notice';
/** Holds that a person reports and ends; those of a dispute, a fraud claim or an agreement have events of their own. */
export type ReportedHold = 'vulnerability' | 'hardship' | 'complaint' | 'bankruptcy' | 'death';
/** Who said so. */
export type Provenance = 'debtor' | 'relative' | 'bank' | 'court' | 'collector' | 'document';
export type HoldTerms = Readonly<{ hours: Hours; channels: readonly Channel[] }>;
export type EscalationKind =
  | 'fraudStatementIsLate'
  | 'fraudDecisionIsLate'
  | 'fraudWithdrawalWasLate'
  | 'complaintIsLate'
  | 'reviewIsDue'
  | 'termsAreMissing'
  | 'messageIsHeld'
  | 'debtorReplied'
  | 'calendarEnds'
  | 'noLawfulHour'
  | 'noticeCannotBeGiven'
  | 'demandIsMissing';
export type Instalment = Readonly<{ dueOn: Day; amountMinor: Minor }>;
export type LegalOutcome =
  | 'lawyerLetterSent'
  | 'paymentOrderIssued'
  | 'suitFiled'
  | 'claimConfirmed'
  | 'enforcementStarted'
  | 'enforcementSatisfied'
  | 'enforcementExhausted';
export type ClosedBecause = 'settled' | 'cured' | 'withdrawn' | 'fraudConfirmed' | 'notOwed' | 'writtenOff';
export type RecallReason = 'becameCurrent' | 'soldByBank' | 'assignedInError' | 'other';

/** One count that was held against its limit. */
export type Count = Readonly<{ what: string; counted: number; allowed: number }>;

/**
 * Why a contact was, or was not, made: which rules were asked, in their order (where one refused, it is the last), the window,
 * and the numbers that were looked at in that moment. The pack's hash stands beside it in the journal's row.
 */
export type Proof = Readonly<{
  asked: readonly RuleId[];
  timeZone: TimeZone;
  /** The lawful window that was open, or the next one to open; null where no calendar reaches that far. */
  window: Readonly<{ opensAt: Instant; closesAt: Instant }> | null;
  counts: readonly Count[];
}>;

type Event<Type extends string, Data extends object = object> = Readonly<{ type: Type; at: Instant } & Data>;

/** Everything that can have happened to an account, in the past tense. The journal holds nothing else. */
export type AccountEvent =
  | Event<'AccountOpened', AccountOpened>
  | Event<'StageEntered', { stage: Stage; because: string }>
  | Event<'ContactReserved', ContactReserved>
  | Event<'ContactSent', { attemptId: AttemptId; providerRef: string }>
  | Event<'ContactUnavailable', { attemptId: AttemptId; code: string; retryAt: Instant }>
  | Event<'ContactTriedAgain', { attemptId: AttemptId }>
  | Event<'ContactFailed', { attemptId: AttemptId; code: string }>
  | Event<'ContactOutcomeUnknown', { attemptId: AttemptId; code: string }>
  | Event<'ContactWithdrawn', { attemptId: AttemptId; rule: RuleId }>
  | Event<'ContactMissed', Intended & { attemptId: AttemptId | null; notAfter: Instant }>
  | Event<'ContactDeferred', Intended & { rule: RuleId; until: Instant; proof: Proof }>
  | Event<'ContactSuppressed', Intended & { rule: RuleId; proof: Proof }>
  | Event<'ContactDelivered', { attemptId: AttemptId }>
  | Event<'ContactUndelivered', { attemptId: AttemptId; code: string }>
  | Event<'CallResultRecorded', CallResultRecorded>
  | Event<'ReplyReceived', { replyId: string; textId: string | null }>
  | Event<'IdentityVerified', { attemptId: AttemptId | null; by: string }>
  | Event<'ContactPointBarred', { contactPointId: string; because: CallResult }>
  | Event<'ThirdPartyConsented', { contactPointId: string; by: string }>
  | Event<'OptedOut', { channel: Channel; ref: string; provenance: Provenance }>
  | Event<'OptedIn', { channel: Channel; ref: string; by: string }>
  | Event<'PreferencesRecorded', Preferences & { by: string }>
  | Event<'TimeAgreed', AgreedTime & { by: string }>
  | Event<'LetterRequested', { requestId: string; rung: string; by: string }>
  | Event<'LetterIssued', LetterIssued>
  | Event<'LetterPrinted', { registerNumber: string; providerRef: string; sha256: string }>
  | Event<'LetterMailed', { registerNumber: string; mailNumber: string }>
  | Event<'LetterHandedOver', { registerNumber: string; by: string }>
  | Event<'LetterDelivered', { registerNumber: string }>
  | Event<'LetterReturned', { registerNumber: string }>
  | Event<'LetterSpoiled', { registerNumber: string; rule: RuleId }>
  | Event<'PaymentReceived', PaymentReceived>
  | Event<'RefundDue', { paymentId: string; amountMinor: Minor }>
  | Event<'DisputeRaised', { disputeId: string; ground: string; textId: string | null }>
  | Event<'DisputeResolved', { disputeId: string; upheld: boolean; balance: Balance; by: string }>
  | Event<'FraudClaimed', { claimId: string; textId: string | null }>
  | Event<'FraudStatementReceived', { claimId: string }>
  | Event<'FraudDecided', { claimId: string; confirmed: boolean; decidedOn: Day | null }>
  | Event<'HoldPlaced', HoldPlaced>
  | Event<'HoldReviewed', { holdId: string; kind: ReportedHold; reviewOn: Day; by: string }>
  | Event<'HoldTermsSet', { holdId: string; kind: ReportedHold; terms: HoldTerms; reviewOn: Day; by: string }>
  | Event<'HoldLifted', { holdId: string; kind: ReportedHold; because: string; by: string }>
  | Event<'Escalated', { escalationId: string; kind: EscalationKind; ref: string; rule: RuleId }>
  | Event<'EscalationSettled', { escalationId: string; because: string; by: string }>
  | Event<'MessageRequested', MessageRequested>
  | Event<'MessageHeld', { messageId: string; findings: readonly number[] }>
  | Event<'MessageApproved', { messageId: string; by: string }>
  | Event<'MessageRejected', { messageId: string; because: string; by: string }>
  | Event<'PromiseMade', { promiseId: string; amountMinor: Minor; promisedOn: Day; by: string }>
  | Event<'PromiseKept', { promiseId: string }>
  | Event<'PromiseBroken', { promiseId: string; paidMinor: Minor }>
  | Event<
      'ArrangementAgreed',
      { arrangementId: string; instalments: readonly Instalment[]; method: string; by: string }
    >
  | Event<'ArrangementCompleted', { arrangementId: string }>
  | Event<'ArrangementBroken', { arrangementId: string; dueOn: Day; expectedMinor: Minor; paidMinor: Minor }>
  | Event<'PolicyAdopted', { policyHash: PolicyHash; instead: PolicyHash; adoptionId: string; by: string }>
  | Event<'RiskReassessed', { segment: Segment }>
  | Event<'ReferralProposed', { referralId: string; demandNumber: string }>
  | Event<'ReferralApproved', { referralId: string; consulted: string; by: string }>
  | Event<'ReferralDeclined', { referralId: string; because: string; by: string }>
  | Event<'ReferredToLegal', { referralId: string; acknowledgement: string; manifestSha256: string }>
  | Event<'LegalOutcomeRecorded', { referralId: string; outcome: LegalOutcome }>
  | Event<'AccountRecalled', { because: RecallReason }>
  | Event<'WriteOffOrdered', { because: string; by: string }>
  | Event<'FactNoted', { kind: string; because: string }>
  | Event<'AccountClosed', { because: ClosedBecause }>;

export type EventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>;

export type ContactPoint = Readonly<{ id: string; kind: ContactPointKind }>;

type AccountOpened = {
  accountId: AccountId;
  debtorId: DebtorId;
  product: Product;
  jurisdiction: string;
  currency: Currency;
  balance: Balance;
  arrearsMinor: Minor;
  dueOn: Day;
  timeZone: TimeZone;
  language: Language;
  contactPoints: readonly ContactPoint[];
  policyHash: PolicyHash;
  segment: Segment;
  repaymentHistory: readonly number[];
  stage: Stage;
  plan: Readonly<{ goal: string; channels: readonly Channel[]; endsOn: Day }>;
};

/** A contact as it was planned. */
type Intended = { rung: string; channel: Channel; purpose: Purpose };

type ContactReserved = Intended & {
  attemptId: AttemptId;
  channel: MessageChannel;
  contactPointId: string;
  template: string;
  templateVersion: number;
  textSha256: string;
  balanceMinor: Minor;
  notAfter: Instant;
  proof: Proof;
};

type LetterIssued = {
  registerNumber: string;
  rung: string;
  purpose: Purpose;
  /** The request that it answers, when it is to be handed over at a visit and not mailed. */
  byHand: string | null;
  contactPointId: string;
  template: string;
  templateVersion: number;
  textSha256: string | null;
  balanceMinor: Minor;
  proof: Proof;
};

/** What became of a call; without an attempt it is the debtor who called [RECORD]. */
type CallResultRecorded = {
  attemptId: AttemptId | null;
  result: CallResult;
  textId: string | null;
  by: string | null;
  attitude: Attitude | null;
  recordingRef: string | null;
};

type HoldPlaced = {
  holdId: string;
  kind: ReportedHold;
  provenance: Provenance;
  by: string;
  /** When a person looks at it again; a complaint has to be answered by the end of this day. */
  reviewOn: Day | null;
  textId: string | null;
};

/** Text that a collector adds; `findings` are the numbers of the forbidden words that were found in it [CONDUCT]. */
type MessageRequested = {
  messageId: string;
  channel: MessageChannel;
  textId: string;
  textSha256: string;
  findings: readonly number[];
  by: string;
};

/** What the debtor prefers; null is no preference. */
export type Preferences = Readonly<{
  hours: Hours | null;
  channel: MessageChannel | null;
  language: Language | null;
}>;

/** A time outside the ordinary hours that the debtor agreed to, from its begin (included) to its end (not included). */
export type AgreedTime = Readonly<{ agreementId: string; opensAt: Instant; closesAt: Instant }>;

type PaymentReceived = {
  paymentId: string;
  amountMinor: Minor;
  applied: Balance;
  paidAt: Instant;
  method: string;
};
