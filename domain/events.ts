import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type { Balance, Currency, Minor } from './money';
import type { Channel, Language, MessageChannel } from './policy';
import type { RuleId } from './rules/ruleId';
import type { Day, Hours, Instant, TimeZone } from './time';

export type Stage = 'earlyWarning' | 'reminder' | 'negotiation' | 'disposal' | 'legalRecourse';
export type ContactPointKind = 'mobile' | 'home' | 'office' | 'email' | 'address';
export type Product = 'credit-card' | 'instalment-loan';
export type Risk = 'low' | 'medium' | 'high';
export type Behaviour = 'wilful default' | 'temporarily unable' | 'hard to reach';
export type Segment = Readonly<{ risk: Risk; behaviour: Behaviour; size: 'small' | 'medium' | 'large' }>;
export type CallResult = 'rightParty' | 'thirdParty' | 'noAnswer' | 'busy' | 'wrongNumber';
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

/** Why a contact was, or was not, made: the numbers that were looked at in that moment. */
export type Proof = Readonly<{
  hours: Hours;
  timeZone: TimeZone;
  countedToday: number;
  countedInWeek: number;
  allowedToday: number;
  allowedInWeek: number;
}>;

type Event<Type extends string, Data extends object = object> = Readonly<{ type: Type; at: Instant } & Data>;

/** Everything that can have happened to an account, in the past tense. The journal holds nothing else. */
export type AccountEvent =
  | Event<'AccountOpened', AccountOpened>
  | Event<'StageEntered', { stage: Stage; because: string }>
  | Event<'ContactReserved', ContactReserved>
  | Event<'ContactSent', { attemptId: AttemptId; providerRef: string }>
  | Event<'ContactUnavailable', { attemptId: AttemptId; code: string; retryAt: Instant }>
  | Event<'ContactFailed', { attemptId: AttemptId; code: string }>
  | Event<'ContactOutcomeUnknown', { attemptId: AttemptId; code: string }>
  | Event<'ContactWithdrawn', { attemptId: AttemptId; rule: RuleId }>
  | Event<'ContactMissed', { rung: string; channel: Channel; attemptId: AttemptId | null; notAfter: Instant }>
  | Event<'ContactDeferred', { rung: string; channel: Channel; rule: RuleId; until: Instant; proof: Proof }>
  | Event<'ContactSuppressed', { rung: string; channel: Channel; rule: RuleId; proof: Proof }>
  | Event<'ContactDelivered', { attemptId: AttemptId }>
  | Event<'ContactUndelivered', { attemptId: AttemptId; code: string }>
  | Event<'CallResultRecorded', { attemptId: AttemptId | null; result: CallResult; textId: string | null }>
  | Event<'LetterIssued', LetterIssued>
  | Event<'LetterPrinted', { registerNumber: string; providerRef: string; sha256: string }>
  | Event<'LetterDelivered', { registerNumber: string }>
  | Event<'LetterReturned', { registerNumber: string }>
  | Event<'LetterSpoiled', { registerNumber: string; rule: RuleId }>
  | Event<'PaymentReceived', PaymentReceived>
  | Event<'RefundDue', { paymentId: string; amountMinor: Minor }>
  | Event<'DisputeRaised', { disputeId: string; ground: string; textId: string | null }>
  | Event<'DisputeResolved', { disputeId: string; upheld: boolean; balance: Balance; by: string }>
  | Event<'FraudClaimed', { claimId: string; textId: string | null }>
  | Event<'FraudStatementReceived', { claimId: string }>
  | Event<'FraudDecided', { claimId: string; confirmed: boolean }>
  | Event<'PromiseMade', { promiseId: string; amountMinor: Minor; promisedOn: Day; by: string }>
  | Event<'PromiseKept', { promiseId: string }>
  | Event<'PromiseBroken', { promiseId: string; paidMinor: Minor }>
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

type ContactReserved = {
  attemptId: AttemptId;
  rung: string;
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
  contactPointId: string;
  template: string;
  templateVersion: number;
  balanceMinor: Minor;
  proof: Proof;
};

type PaymentReceived = {
  paymentId: string;
  amountMinor: Minor;
  applied: Balance;
  paidAt: Instant;
  method: string;
};
