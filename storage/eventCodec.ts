import { z } from 'zod';
import type { AccountEvent, EventOf } from '../domain/events';
import { RULE_IDS } from '../domain/rules/ruleId';
import * as part from './codecParts';
import { minor } from './json';
import { proof } from './proofCodec';

const { at, day, id, words, count } = part;
const { attemptId, sha256, channel, reportedHold, holdTerms } = part;
const rule = z.enum(RULE_IDS);
const segment = z.strictObject({
  risk: z.enum(['low', 'medium', 'high']),
  behaviour: z.enum(['wilful default', 'temporarily unable', 'hard to reach']),
  size: z.enum(['small', 'medium', 'large']),
});
const escalationKind = z.enum([
  'fraudStatementIsLate',
  'fraudDecisionIsLate',
  'fraudWithdrawalWasLate',
  'complaintIsLate',
  'reviewIsDue',
  'termsAreMissing',
  'messageIsHeld',
  'debtorReplied',
  'calendarEnds',
  'noLawfulHour',
  'noticeCannotBeGiven',
  'demandIsMissing',
]);

/** What has a default came later: events that were written before are read with it. */
const purpose = z.enum(['collection', 'fraudStatement', 'notice']).default('collection');
const intended = { rung: id, channel, purpose };

const accountOpened = {
  accountId: part.accountId,
  debtorId: part.debtorId,
  product: part.product,
  jurisdiction: words,
  currency: part.currency,
  balance: part.balance,
  arrearsMinor: minor,
  dueOn: day,
  timeZone: part.timeZone,
  language: part.language,
  contactPoints: part.contactPoints,
  policyHash: part.policyHash,
  segment,
  repaymentHistory: part.repaymentHistory,
  stage: part.stage,
  plan: z.strictObject({ goal: words, channels: z.array(channel), endsOn: day }),
};
const contactReserved = {
  ...intended,
  attemptId,
  channel: part.messageChannel,
  contactPointId: id,
  template: id,
  templateVersion: count,
  textSha256: sha256,
  balanceMinor: minor,
  notAfter: at,
  proof,
};
const callResultRecorded = {
  attemptId: attemptId.nullable(),
  result: part.callResult,
  textId: id.nullable(),
  by: id.nullable().default(null),
  attitude: part.attitude.nullable().default(null),
  recordingRef: id.nullable().default(null),
};
const letterIssued = {
  registerNumber: id,
  rung: id,
  purpose,
  byHand: id.nullable().default(null),
  contactPointId: id,
  template: id,
  templateVersion: count,
  textSha256: sha256.nullable().default(null),
  balanceMinor: minor,
  proof,
};
const paymentReceived = { paymentId: id, amountMinor: minor, applied: part.balance, paidAt: at, method: words };
const holdPlaced = {
  holdId: id,
  kind: reportedHold,
  provenance: part.provenance,
  by: id,
  reviewOn: day.nullable(),
  textId: id.nullable(),
};
const messageRequested = {
  messageId: id,
  channel: part.messageChannel,
  textId: id,
  textSha256: sha256,
  findings: part.findings,
  by: id,
};
const arrangementBroken = { arrangementId: id, dueOn: day, expectedMinor: minor, paidMinor: minor };

const event = <Type extends AccountEvent['type'], Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), at, ...shape });

type Codec = { [Type in AccountEvent['type']]: z.ZodType<EventOf<Type>> };

/** The journal on disk. A forgotten event or field does not compile. */
const codec: Codec = {
  AccountOpened: event('AccountOpened', accountOpened),
  StageEntered: event('StageEntered', { stage: part.stage, because: words }),
  ContactReserved: event('ContactReserved', contactReserved),
  ContactSent: event('ContactSent', { attemptId, providerRef: words }),
  ContactUnavailable: event('ContactUnavailable', { attemptId, code: words, retryAt: at }),
  ContactTriedAgain: event('ContactTriedAgain', { attemptId }),
  ContactFailed: event('ContactFailed', { attemptId, code: words }),
  ContactOutcomeUnknown: event('ContactOutcomeUnknown', { attemptId, code: words }),
  ContactWithdrawn: event('ContactWithdrawn', { attemptId, rule }),
  ContactMissed: event('ContactMissed', { ...intended, attemptId: attemptId.nullable(), notAfter: at }),
  ContactDeferred: event('ContactDeferred', { ...intended, rule, until: at, proof }),
  ContactSuppressed: event('ContactSuppressed', { ...intended, rule, proof }),
  ContactDelivered: event('ContactDelivered', { attemptId }),
  ContactUndelivered: event('ContactUndelivered', { attemptId, code: words }),
  CallResultRecorded: event('CallResultRecorded', callResultRecorded),
  ReplyReceived: event('ReplyReceived', { replyId: id, textId: id.nullable() }),
  IdentityVerified: event('IdentityVerified', { attemptId: attemptId.nullable(), by: id }),
  ContactPointBarred: event('ContactPointBarred', { contactPointId: id, because: part.callResult }),
  ThirdPartyConsented: event('ThirdPartyConsented', { contactPointId: id, by: id }),
  OptedOut: event('OptedOut', { channel, ref: id, provenance: part.provenance }),
  OptedIn: event('OptedIn', { channel, ref: id, by: id }),
  PreferencesRecorded: event('PreferencesRecorded', { ...part.preferences, by: id }),
  TimeAgreed: event('TimeAgreed', { agreementId: id, opensAt: at, closesAt: at, by: id }),
  LetterRequested: event('LetterRequested', { requestId: id, rung: id, by: id }),
  LetterIssued: event('LetterIssued', letterIssued),
  LetterPrinted: event('LetterPrinted', { registerNumber: id, providerRef: words, sha256 }),
  LetterMailed: event('LetterMailed', { registerNumber: id, mailNumber: id }),
  LetterHandedOver: event('LetterHandedOver', { registerNumber: id, by: id }),
  LetterDelivered: event('LetterDelivered', { registerNumber: id }),
  LetterReturned: event('LetterReturned', { registerNumber: id }),
  LetterSpoiled: event('LetterSpoiled', { registerNumber: id, rule }),
  PaymentReceived: event('PaymentReceived', paymentReceived),
  RefundDue: event('RefundDue', { paymentId: id, amountMinor: minor }),
  DisputeRaised: event('DisputeRaised', { disputeId: id, ground: words, textId: id.nullable() }),
  DisputeResolved: event('DisputeResolved', { disputeId: id, upheld: z.boolean(), balance: part.balance, by: id }),
  FraudClaimed: event('FraudClaimed', { claimId: id, textId: id.nullable() }),
  FraudStatementReceived: event('FraudStatementReceived', { claimId: id }),
  FraudDecided: event('FraudDecided', { claimId: id, confirmed: z.boolean(), decidedOn: day.nullable().default(null) }),
  HoldPlaced: event('HoldPlaced', holdPlaced),
  HoldReviewed: event('HoldReviewed', { holdId: id, kind: reportedHold, reviewOn: day, by: id }),
  HoldTermsSet: event('HoldTermsSet', { holdId: id, kind: reportedHold, terms: holdTerms, reviewOn: day, by: id }),
  HoldLifted: event('HoldLifted', { holdId: id, kind: reportedHold, because: words, by: id }),
  Escalated: event('Escalated', { escalationId: id, kind: escalationKind, ref: id, rule }),
  EscalationSettled: event('EscalationSettled', { escalationId: id, because: words, by: id }),
  MessageRequested: event('MessageRequested', messageRequested),
  MessageHeld: event('MessageHeld', { messageId: id, findings: part.findings }),
  MessageApproved: event('MessageApproved', { messageId: id, by: id }),
  MessageRejected: event('MessageRejected', { messageId: id, because: words, by: id }),
  PromiseMade: event('PromiseMade', { promiseId: id, amountMinor: minor, promisedOn: day, by: id }),
  PromiseKept: event('PromiseKept', { promiseId: id }),
  PromiseBroken: event('PromiseBroken', { promiseId: id, paidMinor: minor }),
  ArrangementAgreed: event('ArrangementAgreed', {
    arrangementId: id,
    instalments: part.instalments,
    method: words,
    by: id,
  }),
  ArrangementCompleted: event('ArrangementCompleted', { arrangementId: id }),
  ArrangementBroken: event('ArrangementBroken', arrangementBroken),
  PolicyAdopted: event('PolicyAdopted', {
    policyHash: part.policyHash,
    instead: part.policyHash,
    adoptionId: id,
    by: id,
  }),
  RiskReassessed: event('RiskReassessed', { segment }),
  ReferralProposed: event('ReferralProposed', { referralId: id, demandNumber: id }),
  ReferralApproved: event('ReferralApproved', { referralId: id, consulted: words, by: id }),
  ReferralDeclined: event('ReferralDeclined', { referralId: id, because: words, by: id }),
  ReferredToLegal: event('ReferredToLegal', { referralId: id, acknowledgement: words, manifestSha256: sha256 }),
  LegalOutcomeRecorded: event('LegalOutcomeRecorded', { referralId: id, outcome: part.legalOutcome }),
  AccountRecalled: event('AccountRecalled', { because: part.recallReason }),
  WriteOffOrdered: event('WriteOffOrdered', { because: words, by: id }),
  FactNoted: event('FactNoted', { kind: words, because: words }),
  AccountClosed: event('AccountClosed', {
    because: z.enum(['settled', 'cured', 'withdrawn', 'fraudConfirmed', 'notOwed', 'writtenOff']),
  }),
};

export const encodeEvent = (event: AccountEvent): unknown => z.encode(codec[event.type] as z.ZodType, event);

/** Made once: to make a schema costs more than to read an event with it. */
const typed = z.object({ type: z.enum(Object.keys(codec) as [AccountEvent['type']]) });

/** Reads one event from the journal; a type or field that this build does not know is an error, never skipped. */
export function decodeEvent(body: unknown): AccountEvent {
  const { type } = typed.parse(body);
  return z.decode(codec[type] as z.ZodType<AccountEvent>, body);
}
