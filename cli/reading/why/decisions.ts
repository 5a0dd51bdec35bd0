import type { AccountEvent, EventOf } from '../../../domain/events';
import { ruleOfHold } from '../../../domain/rules/holds';
import type { RuleId } from '../../../domain/rules/ruleId';

/** What was decided, or null where the event only records what happened; and the rules that it comes from. */
export type Decision = Readonly<{ decided: string | null; rules: readonly RuleId[] }>;
type Decisions = { readonly [Type in AccountEvent['type']]: (event: EventOf<Type>) => Decision };

const decided = (decided: string, ...rules: RuleId[]): Decision => ({ decided, rules });
const recorded = (...rules: RuleId[]) => {
  const nothing = { decided: null, rules };
  return (): Decision => nothing;
};

/** A forgotten kind of event does not compile. */
const DECISIONS: Decisions = {
  AccountOpened: recorded(),
  StageEntered: () => decided('stage entered'),
  RiskReassessed: recorded('LEGAL-READY'),
  PolicyAdopted: () => decided('policy pack adopted'),
  AccountRecalled: () => decided('account given back'),
  WriteOffOrdered: () => decided('write-off ordered'),
  FactNoted: recorded(),
  AccountClosed: () => decided('account closed'),

  ContactReserved: () => decided('contact made'),
  ContactSent: recorded('RECORD'),
  ContactUnavailable: recorded('RECORD'),
  ContactTriedAgain: recorded('RECORD'),
  ContactFailed: recorded('RECORD'),
  ContactOutcomeUnknown: recorded('RECORD'),
  ContactWithdrawn: ({ rule }) => decided('contact withdrawn', rule),
  // What closed the window is not written down: hours, a wish or the terms of a hold.
  ContactMissed: () => decided('contact missed'),
  ContactDeferred: ({ rule }) => decided('contact deferred', rule),
  ContactSuppressed: ({ rule }) => decided('contact suppressed', rule),
  ContactDelivered: recorded('RECORD'),
  ContactUndelivered: recorded('RECORD'),
  CallResultRecorded: recorded('RECORD'),
  ReplyReceived: recorded('RECORD'),

  IdentityVerified: recorded('IDENTITY'),
  ContactPointBarred: () => decided('contact point barred', 'THIRD-PARTY'),
  ThirdPartyConsented: () => decided('third party may be asked', 'THIRD-PARTY'),
  OptedOut: () => decided('channel closed', 'CONSENT'),
  OptedIn: () => decided('channel opened', 'CONSENT'),
  PreferencesRecorded: () => decided('preferences recorded', 'CONSENT'),
  TimeAgreed: () => decided('time agreed', 'HOURS'),

  LetterRequested: () => decided('letter for a visit taken up', 'LETTER-MIN'),
  LetterIssued: () => decided('letter issued'),
  LetterPrinted: recorded('LETTER-REGISTERED'),
  LetterMailed: recorded('LETTER-REGISTERED'),
  LetterHandedOver: recorded('LETTER-REGISTERED'),
  LetterDelivered: recorded('LETTER-REGISTERED'),
  LetterReturned: recorded('LETTER-REGISTERED'),
  LetterSpoiled: ({ rule }) => decided('letter spoiled', rule),
  MessageRequested: ({ findings }) => decided(findings.length > 0 ? 'message held' : 'message taken', 'CONDUCT'),
  MessageHeld: () => decided('message held', 'CONDUCT'),
  MessageApproved: () => decided('message approved', 'CONDUCT'),
  MessageRejected: () => decided('message rejected', 'CONDUCT'),

  PaymentReceived: () => decided('payment applied', 'ALLOCATION'),
  RefundDue: () => decided('refund due', 'OVERPAID'),
  PromiseMade: () => decided('hold placed', 'PROMISE'),
  PromiseKept: () => decided('hold ended', 'PROMISE'),
  PromiseBroken: () => decided('hold ended', 'PROMISE'),
  ArrangementAgreed: () => decided('hold placed', 'ARRANGEMENT'),
  ArrangementCompleted: () => decided('hold ended', 'ARRANGEMENT'),
  ArrangementBroken: () => decided('hold ended', 'ARRANGEMENT'),

  DisputeRaised: () => decided('hold placed', 'DISPUTE'),
  DisputeResolved: ({ upheld }) => decided(upheld ? 'dispute upheld' : 'dispute rejected', 'DISPUTE'),
  FraudClaimed: () => decided('hold placed', 'FRAUD'),
  FraudStatementReceived: recorded('FRAUD'),
  FraudDecided: ({ confirmed }) => decided(confirmed ? 'fraud confirmed' : 'fraud not confirmed', 'FRAUD'),
  HoldPlaced: ({ kind }) => decided('hold placed', ruleOfHold(kind)),
  HoldReviewed: ({ kind }) => decided('hold reviewed', ruleOfHold(kind)),
  HoldTermsSet: ({ kind }) => decided('terms of a hold set', ruleOfHold(kind)),
  HoldLifted: ({ kind }) => decided('hold ended', ruleOfHold(kind)),
  Escalated: ({ rule }) => decided('person called', rule),
  EscalationSettled: () => decided('escalation settled'),

  ReferralProposed: () => decided('referral proposed', 'LEGAL-READY'),
  ReferralApproved: () => decided('referral approved', 'LEGAL-READY'),
  ReferralDeclined: () => decided('referral declined', 'LEGAL-READY'),
  ReferredToLegal: recorded('LEGAL-READY'),
  LegalOutcomeRecorded: recorded(),
};

export const decisionIn = <Type extends AccountEvent['type']>(event: EventOf<Type>): Decision =>
  (DECISIONS[event.type] as (event: EventOf<Type>) => Decision)(event);
