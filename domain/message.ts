import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type { CallResult, ContactPoint, LegalOutcome, Product, RecallReason } from './events';
import type { Balance, Currency, Minor } from './money';
import type { Language } from './policy';
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
  | Named<'FraudDecisionReported', { claimId: string; confirmed: boolean }>
  | Named<
      'DeliveryReported',
      { attemptId: AttemptId; status: 'sent' | 'delivered' | 'undelivered'; code: string; providerRef: string }
    >
  | Named<'LetterTracked', { registerNumber: string; status: 'delivered' | 'returned' }>
  | Named<'CallResultReported', { attemptId: AttemptId | null; result: CallResult; textId: string | null }>
  | Named<'RecallReported', { because: RecallReason }>
  | Named<'LegalOutcomeReported', { referralId: string; outcome: LegalOutcome }>;

/** What a person asks for. It may be refused, with the reason. */
export type Command =
  | Named<'ResolveDispute', { disputeId: string; upheld: boolean; correctedBalance: Balance | null; by: string }>
  | Named<'AgreePromise', { promiseId: string; amountMinor: Minor; promisedOn: Day; by: string }>
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
