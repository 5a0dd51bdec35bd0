import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type {
  AgreedTime,
  Attitude,
  CallResult,
  ContactPoint,
  HoldTerms,
  Instalment,
  LegalOutcome,
  Preferences,
  Product,
  Provenance,
  RecallReason,
  ReportedHold,
} from './events';
import type { Balance, Currency, Minor } from './money';
import type { Channel, Language, MessageChannel } from './policy';
import type { OverdueReason } from './segment';
import type { Day, Instant, TimeZone } from './time';

type Named<Type extends string, Data extends object = object> = Readonly<{ type: Type } & Data>;

/** What happened elsewhere. It cannot be refused: at worst it is noted and changes nothing. */
export type Fact =
  | Named<'AccountHandedOver', AccountHandedOver>
  | Named<
      'PaymentReported',
      { paymentId: string; amountMinor: Minor; currency: Currency; paidAt: Instant; method: string }
    >
  | Named<'DisputeReported', { disputeId: string; ground: string; textId: string | null }>
  | Named<'FraudClaimReported', { claimId: string; textId: string | null }>
  | Named<'FraudStatementArrived', { claimId: string }>
  | Named<'FraudDecisionReported', { claimId: string; confirmed: boolean; decidedOn: Day | null }>
  | Named<
      'DeliveryReported',
      { attemptId: AttemptId; status: 'sent' | 'delivered' | 'undelivered'; code: string; providerRef: string }
    >
  | Named<'LetterTracked', LetterTracked>
  | Named<'CallResultReported', CallResultReported>
  | Named<'ReplyReported', { replyId: string; textId: string | null }>
  | Named<'RecallReported', { because: RecallReason }>
  | Named<'LegalOutcomeReported', { referralId: string; outcome: LegalOutcome }>
  | Named<'PolicyChangeOrdered', { policyHash: PolicyHash; adoptionId: string; by: string }>
  | DebtorFact;

/** What is true of the person and not of one debt: every account of the debtor hears it. */
export type DebtorFact =
  | Named<'OptOutReported', { ref: string; channel: Channel; provenance: Provenance }>
  | Named<'OptInReported', { ref: string; channel: Channel; by: string }>
  | Named<'PreferencesReported', Preferences & { ref: string; by: string }>
  | Named<'TimeAgreementReported', AgreedTime & { by: string }>
  | Named<'ThirdPartyConsentReported', { contactPointId: string; by: string }>
  | Named<'ContactPointBarReported', { contactPointId: string; because: CallResult }>
  | Named<'HoldReported', HoldReported>
  | Named<'HoldReviewReported', { holdId: string; reviewOn: Day; by: string }>
  | Named<'HoldTermsReported', { holdId: string; terms: HoldTerms; reviewOn: Day; by: string }>
  | Named<'HoldEndReported', { holdId: string; because: string; by: string }>;

export const DEBTOR_FACTS = [
  'OptOutReported',
  'OptInReported',
  'PreferencesReported',
  'TimeAgreementReported',
  'ThirdPartyConsentReported',
  'ContactPointBarReported',
  'HoldReported',
  'HoldReviewReported',
  'HoldTermsReported',
  'HoldEndReported',
] as const satisfies readonly DebtorFact['type'][];

const OF_DEBTOR: ReadonlySet<string> = new Set(DEBTOR_FACTS);
export const isOfDebtor = (fact: Fact): fact is DebtorFact => OF_DEBTOR.has(fact.type);

const BARS: readonly CallResult[] = ['wrongNumber', 'thirdPartyRefused', 'thirdPartyDoesNotKnow', 'thirdPartyAnnoyed'];
/** Somebody else answered and wants no more of it, or it is nobody's number that we know [THIRD-PARTY]. */
export const barsNumber = (result: CallResult): boolean => BARS.includes(result);

/** What a person asks for. It may be refused, with the reason. */
export type Command =
  | Named<'ResolveDispute', { disputeId: string; upheld: boolean; correctedBalance: Balance | null; by: string }>
  | Named<'AgreePromise', { promiseId: string; amountMinor: Minor; promisedOn: Day; by: string }>
  | Named<'AgreeArrangement', { arrangementId: string; instalments: readonly Instalment[]; method: string; by: string }>
  | Named<'SendMessage', SendMessage>
  | Named<'ApproveMessage', { messageId: string; by: string }>
  | Named<'RejectMessage', { messageId: string; because: string; by: string }>
  | Named<'RequestLetterByHand', { requestId: string; rung: string; by: string }>
  | Named<'SettleEscalation', { escalationId: string; because: string; by: string }>
  | Named<'ApproveReferral', { referralId: string; consulted: string; by: string }>
  | Named<'DeclineReferral', { referralId: string; because: string; by: string }>
  | Named<'WriteOff', { because: string; by: string }>;

export type FactOf<Type extends Fact['type']> = Extract<Fact, { type: Type }>;
export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** What waits in an account's inbox, in the order of arrival. A command that waited too long is not obeyed any more. */
export type Message = Readonly<
  { id: string; receivedAt: Instant } & ({ fact: Fact } | { command: Command; expiresAt: Instant })
>;

type AccountHandedOver = {
  accountId: AccountId;
  debtorId: DebtorId;
  product: Product;
  currency: Currency;
  balance: Balance;
  arrearsMinor: Minor;
  dueOn: Day;
  timeZone: TimeZone;
  language: Language;
  contactPoints: readonly ContactPoint[];
  policyHash: PolicyHash;
  repaymentHistory: readonly number[];
  overdueReason: OverdueReason;
  hasAssets: boolean | null;
};

type LetterTracked = { registerNumber: string } & (
  | { status: 'mailed'; mailNumber: string }
  | { status: 'handedOver'; by: string }
  | { status: 'delivered' | 'returned' | 'spoiled' }
);

/** What a collector reports after a call [RECORD]; `identityVerified`: the debtor proved who they are [IDENTITY]. */
type CallResultReported = {
  attemptId: AttemptId | null;
  result: CallResult;
  textId: string | null;
  by: string | null;
  attitude: Attitude | null;
  recordingRef: string | null;
  identityVerified: boolean;
};

type HoldReported = {
  holdId: string;
  kind: ReportedHold;
  provenance: Provenance;
  by: string;
  reviewOn: Day | null;
  textId: string | null;
};

type SendMessage = {
  messageId: string;
  channel: MessageChannel;
  textId: string;
  textSha256: string;
  findings: readonly number[];
  by: string;
};
