import type { AccountId, AttemptId, DebtorId, PolicyHash } from './brand';
import type {
  AccountEvent,
  ClosedBecause,
  ContactPoint,
  EventOf,
  LegalOutcome,
  Product,
  RecallReason,
  Segment,
  Stage,
} from './events';
import type { Balance, Currency, Minor } from './money';
import type { Language, MessageChannel } from './policy';
import type { Day, Instant, TimeZone } from './time';

export type HoldKind = 'dispute' | 'fraud' | 'promise';
/** A reason to suspend collection, since when, and which dispute, claim or promise it is. */
export type Hold = Readonly<{ kind: HoldKind; since: Instant; ref: string }>;

/** A contact that was reserved and has not ended: nobody may send it twice, everybody may ask how it went. */
export type OpenAttempt = Readonly<{
  attemptId: AttemptId;
  rung: string;
  channel: MessageChannel;
  /** What the message names as owed. */
  balanceMinor: Minor;
  notAfter: Instant;
  unavailable: Readonly<{ times: number; retryAt: Instant }> | null;
}>;

export type OpenPromise = Readonly<{ promiseId: string; amountMinor: Minor; promisedOn: Day; paidMinor: Minor }>;
/** `since` is on the collection clock, as the time a debtor has to answer stands still while a hold is active. */
export type Letter = Readonly<{ registerNumber: string; rung: string; state: LetterState; since: Instant }>;
export type LetterState = 'issued' | 'printed' | 'delivered' | 'returned' | 'spoiled';
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
  /** Collection time that holds have taken so far, and since when one runs without a break. */
  pausedMs: number;
  pausedSince: Instant | null;
  promise: OpenPromise | null;
  promisesBroken: number;
  openAttempt: OpenAttempt | null;
  /** Contacts of which nobody could say whether they were sent. */
  unknownAttempts: readonly AttemptId[];
  letters: readonly Letter[];
  referral: Referral | null;
  referralsProposed: number;
  legalOutcomes: readonly LegalOutcome[];
  contactsSent: number;

  closing: Closing | null;
  closed: Readonly<{ because: ClosedBecause; at: Instant }> | null;
}>;

/** A decision made elsewhere that ends the account. */
export type Closing = RecallReason | 'fraudConfirmed' | 'debtNotOwed' | 'writeOffOrdered';

export function openAccount(event: EventOf<'AccountOpened'>): Account {
  const { type: _, at, plan: __, accountId, ...facts } = event;
  return {
    ...facts,
    id: accountId,
    openedAt: at,
    assessedAt: at,
    lastEventAt: at,
    stageEnteredAt: at,
    rungsDone: [],
    rungsMissed: [],
    deferredUntil: null,
    pressureRaisedAt: null,
    holds: [],
    pausedMs: 0,
    pausedSince: null,
    promise: null,
    promisesBroken: 0,
    openAttempt: null,
    unknownAttempts: [],
    letters: [],
    referral: null,
    referralsProposed: 0,
    legalOutcomes: [],
    contactsSent: 0,
    closing: null,
    closed: null,
  };
}

export const isFirst = (event: AccountEvent): event is EventOf<'AccountOpened'> => event.type === 'AccountOpened';

export const holdOf = (account: Account, kind: HoldKind): Hold | undefined =>
  account.holds.find((hold) => hold.kind === kind);

/** How long collection has been suspended so far, the running hold included. */
export const pausedMsAt = (account: Account, at: Instant): number =>
  account.pausedMs + (account.pausedSince === null ? 0 : at - account.pausedSince);
