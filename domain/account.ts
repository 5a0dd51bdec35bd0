import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type {
  AgreedTime,
  ClosedBecause,
  ContactPoint,
  EscalationKind,
  HoldTerms,
  Instalment,
  LegalOutcome,
  Product,
  Provenance,
  Purpose,
  RecallReason,
  ReportedHold,
  Segment,
  Stage,
} from './events';
import type { Balance, Currency, Minor } from './money';
import type { Channel, Language, MessageChannel } from './policy';
import type { Day, Hours, Instant, TimeZone } from './time';

export type HoldKind = 'dispute' | 'fraud' | 'promise' | 'arrangement' | ReportedHold;
/** A reason to suspend collection: since when, who said so, who wrote it down, and which dispute, claim or report it is. */
export type Hold = Readonly<{
  kind: HoldKind;
  since: Instant;
  ref: string;
  provenance: Provenance;
  by: string | null;
  /** By the end of this day a person has to look at it. */
  reviewOn: Day | null;
  /** Hours and channels that a supervisor has set: within them collection may go on [VULNERABLE]. */
  terms: HoldTerms | null;
}>;

/** A contact that was reserved and has not ended: nobody may send it twice, everybody may ask how it went. */
export type OpenAttempt = Readonly<{
  attemptId: AttemptId;
  rung: string;
  purpose: Purpose;
  channel: MessageChannel;
  contactPointId: string;
  /** What the message names as owed. */
  balanceMinor: Minor;
  notAfter: Instant;
  /** How often its provider did not take it, and when it is tried again; null while a call may be under way. */
  unavailable: Readonly<{ times: number; retryAt: Instant | null }> | null;
}>;

export type OpenPromise = Readonly<{ promiseId: string; amountMinor: Minor; promisedOn: Day; paidMinor: Minor }>;
export type OpenArrangement = Readonly<{
  arrangementId: string;
  instalments: readonly Instalment[];
  paidMinor: Minor;
}>;
/** `since` is on the collection clock, as the time a debtor has to answer stands still while a hold is active. */
export type Letter = Readonly<{
  registerNumber: string;
  rung: string;
  purpose: Purpose;
  contactPointId: string;
  /** What it names as owed. */
  balanceMinor: Minor;
  state: LetterState;
  since: Instant;
}>;
export type LetterState = 'issued' | 'printed' | 'mailed' | 'delivered' | 'handedOver' | 'returned' | 'spoiled';
/** A letter that somebody will hand over at a visit, until it is issued. */
export type LetterRequest = Readonly<{ requestId: string; rung: string }>;
/** What a collector wants to write, until it is sent: a supervisor has to approve what is held [CONDUCT]. */
export type OpenMessage = Readonly<{
  messageId: string;
  channel: MessageChannel;
  textId: string;
  by: string;
  isHeld: boolean;
  isApproved: boolean;
}>;
/** A person has to look at this; the account goes on as the rules say. */
export type Escalation = Readonly<{
  escalationId: string;
  kind: EscalationKind;
  ref: string;
  since: Instant;
  isSettled: boolean;
}>;
/** The debtor denies having applied; rungs are those of the ladder that asks for the statement [FRAUD]. */
export type FraudClaim = Readonly<{
  claimId: string;
  statementAt: Instant | null;
  /** When the statement was last asked for. */
  askedAt: Instant | null;
  rungsDone: readonly string[];
  rungsMissed: readonly string[];
}>;
export type Referral = Readonly<{
  referralId: string;
  state: 'proposed' | 'approved' | 'declined' | 'delivered';
  at: Instant;
}>;

/** What an account is, as far as the journal tells. */
export type Account = Readonly<{
  id: AccountId;
  debtorId: DebtorId;
  product: Product;
  jurisdiction: string;
  currency: Currency;
  timeZone: TimeZone;
  language: Language;
  contactPoints: readonly ContactPoint[];
  /** Never used again: somebody else answered there and wants no more of it, or it is a wrong number [THIRD-PARTY]. */
  barredPoints: readonly string[];
  /** Third parties whom the debtor allowed us to ask. */
  consentedPoints: readonly string[];
  /** Where the debtor in person was reached last, and what was tried in vain since [FIRST-CALL]. */
  reachedAt: string | null;
  calledInVain: readonly string[];
  /** The latest calls and where they went: results come late. */
  recentCalls: readonly Readonly<{ attemptId: AttemptId; contactPointId: string }>[];
  /** The debtor in person was spoken to, whoever called: nobody else is asked for them any more [THIRD-PARTY]. */
  spokenAt: Instant | null;
  identityVerifiedAt: Instant | null;
  optedOut: readonly Channel[];
  preferredHours: Hours | null;
  preferredChannel: MessageChannel | null;
  agreedTimes: readonly AgreedTime[];
  policyHash: PolicyHash;
  segment: Segment;
  repaymentHistory: readonly number[];
  openedAt: Instant;
  assessedAt: Instant;
  lastEventAt: Instant;

  balance: Balance;
  arrearsMinor: Minor;
  dueOn: Day;

  stage: Stage;
  /** On the collection clock, which stands still while a hold is active. */
  stageEnteredAt: Instant;
  rungsDone: readonly string[];
  /** One entry for each window that was missed. */
  rungsMissed: readonly string[];
  deferredUntil: Instant | null;
  /** After a broken promise the next rung is due at once. */
  pressureRaisedAt: Instant | null;

  holds: readonly Hold[];
  fraud: FraudClaim | null;
  /** When the last hold ended that was not an agreement: an agreement is not judged by what fell due before. */
  heldUntil: Instant | null;
  /** Collection time that holds have taken so far, and since when one runs without a break. */
  pausedMs: number;
  pausedSince: Instant | null;
  promise: OpenPromise | null;
  promisesBroken: number;
  arrangement: OpenArrangement | null;
  openAttempt: OpenAttempt | null;
  /** Contacts of which nobody could say whether they were sent. */
  unknownAttempts: readonly AttemptId[];
  letters: readonly Letter[];
  letterRequests: readonly LetterRequest[];
  messages: readonly OpenMessage[];
  escalations: readonly Escalation[];
  referral: Referral | null;
  referralsProposed: number;
  legalOutcomes: readonly LegalOutcome[];
  contactsSent: number;

  closing: Closing | null;
  closed: Readonly<{ because: ClosedBecause; at: Instant }> | null;
}>;

/** A decision made elsewhere that ends the account. */
export type Closing = RecallReason | 'fraudConfirmed' | 'debtNotOwed' | 'writeOffOrdered';

/** How often the provider of a contact that has not ended did not take it. */
export const timesAway = (attempt: OpenAttempt | null): number => attempt?.unavailable?.times ?? 0;
/** When it is tried again; null while a call may be under way, or lost. */
export const triedAgainAt = ({ unavailable }: OpenAttempt): Instant | null => unavailable?.retryAt ?? null;

export const holdOf = (account: Account, kind: HoldKind): Hold | undefined =>
  account.holds.find((hold) => hold.kind === kind);

/** Who set terms has said how collection may go on; every other hold stops it. */
export const suspends = (hold: Hold): boolean => hold.terms === null;
export const isSuspended = (account: Account): boolean => account.holds.some(suspends);
/** Somebody who agreed to pay, and is left alone for that. */
export const isAgreement = ({ kind }: Hold): boolean => kind === 'promise' || kind === 'arrangement';

/** How long collection has been suspended so far, the running hold included. */
export const pausedMsAt = (account: Account, at: Instant): number =>
  account.pausedMs + (account.pausedSince === null ? 0 : at - account.pausedSince);
