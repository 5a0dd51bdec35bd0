import type { AccountEvent } from '../../domain/events';

/** How an event looks on a page: contacts that were made and those that were not must not be taken for each other. */
export type Look = 'contact' | 'unsent' | 'refused' | 'heard' | 'money' | 'hold' | 'person' | 'plain';

/** What stands beside the event, so that nothing is said by colour alone. */
export const BADGES: Readonly<Record<Look, string>> = {
  contact: 'contact',
  unsent: 'decided, not sent',
  refused: 'not made',
  heard: 'from the debtor',
  money: 'money',
  hold: 'hold',
  person: 'a person',
  plain: '',
};

/** Nobody was reached by it, so it is drawn broken and faint. */
export const wasNotMade = (look: Look): boolean => look === 'unsent' || look === 'refused';

/** A forgotten kind of event does not compile. */
export const LOOKS: Readonly<Record<AccountEvent['type'], Look>> = {
  AccountOpened: 'plain',
  StageEntered: 'plain',
  RiskReassessed: 'plain',
  PolicyAdopted: 'plain',
  AccountRecalled: 'plain',
  WriteOffOrdered: 'plain',
  FactNoted: 'plain',
  AccountClosed: 'plain',

  ContactReserved: 'contact',
  ContactSent: 'contact',
  ContactDelivered: 'contact',
  CallResultRecorded: 'contact',
  LetterIssued: 'contact',
  LetterPrinted: 'contact',
  LetterMailed: 'contact',
  LetterHandedOver: 'contact',
  LetterDelivered: 'contact',

  ContactUnavailable: 'refused',
  ContactTriedAgain: 'plain',
  ContactFailed: 'refused',
  ContactOutcomeUnknown: 'plain',
  ContactWithdrawn: 'refused',
  ContactMissed: 'refused',
  ContactDeferred: 'refused',
  ContactSuppressed: 'refused',
  ContactUndelivered: 'plain',
  LetterReturned: 'plain',
  LetterSpoiled: 'refused',
  MessageHeld: 'refused',
  MessageRejected: 'refused',

  ReplyReceived: 'heard',
  IdentityVerified: 'heard',
  ContactPointBarred: 'heard',
  ThirdPartyConsented: 'heard',
  OptedOut: 'heard',
  OptedIn: 'heard',
  PreferencesRecorded: 'heard',
  TimeAgreed: 'heard',

  LetterRequested: 'person',
  MessageRequested: 'person',
  MessageApproved: 'person',
  Escalated: 'person',
  EscalationSettled: 'person',

  PaymentReceived: 'money',
  RefundDue: 'money',

  PromiseMade: 'hold',
  PromiseKept: 'hold',
  PromiseBroken: 'hold',
  ArrangementAgreed: 'hold',
  ArrangementCompleted: 'hold',
  ArrangementBroken: 'hold',
  DisputeRaised: 'hold',
  DisputeResolved: 'hold',
  FraudClaimed: 'hold',
  FraudStatementReceived: 'hold',
  FraudDecided: 'hold',
  HoldPlaced: 'hold',
  HoldReviewed: 'hold',
  HoldTermsSet: 'hold',
  HoldLifted: 'hold',

  ReferralProposed: 'person',
  ReferralApproved: 'person',
  ReferralDeclined: 'person',
  ReferredToLegal: 'plain',
  LegalOutcomeRecorded: 'plain',
};
