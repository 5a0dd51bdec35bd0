import { z } from 'zod';
import type { AccountEvent, EventOf } from '../domain/events';
import { RULE_IDS } from '../domain/rules/ruleId';
import * as part from './codecParts';
import { minor } from './json';

const { at, id, words, count } = part;
const { attemptId, channel } = part;
const rule = z.enum(RULE_IDS);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const segment = z.strictObject({
  risk: z.enum(['low', 'medium', 'high']),
  behaviour: z.enum(['wilful default', 'temporarily unable', 'hard to reach']),
  size: z.enum(['small', 'medium', 'large']),
});
const proof = z.strictObject({
  hours: part.hours,
  timeZone: part.timeZone,
  countedToday: count,
  countedInWeek: count,
  allowedToday: count,
  allowedInWeek: count,
});

const accountOpened = {
  accountId: part.accountId,
  debtorId: part.debtorId,
  product: part.product,
  jurisdiction: words,
  currency: part.currency,
  balance: part.balance,
  arrearsMinor: minor,
  dueOn: part.day,
  timeZone: part.timeZone,
  language: part.language,
  contactPoints: part.contactPoints,
  policyHash: part.policyHash,
  segment,
  repaymentHistory: part.repaymentHistory,
  stage: part.stage,
  plan: z.strictObject({ goal: words, channels: z.array(channel), endsOn: part.day }),
};
const contactReserved = {
  attemptId,
  rung: id,
  channel: part.messageChannel,
  contactPointId: id,
  template: id,
  templateVersion: count,
  textSha256: sha256,
  balanceMinor: minor,
  notAfter: at,
  proof,
};
const letterIssued = {
  registerNumber: id,
  rung: id,
  contactPointId: id,
  template: id,
  templateVersion: count,
  balanceMinor: minor,
  proof,
};
const paymentReceived = { paymentId: id, amountMinor: minor, applied: part.balance, paidAt: at, method: words };

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
  ContactFailed: event('ContactFailed', { attemptId, code: words }),
  ContactOutcomeUnknown: event('ContactOutcomeUnknown', { attemptId, code: words }),
  ContactWithdrawn: event('ContactWithdrawn', { attemptId, rule }),
  ContactMissed: event('ContactMissed', { rung: id, channel, attemptId: attemptId.nullable(), notAfter: at }),
  ContactDeferred: event('ContactDeferred', { rung: id, channel, rule, until: at, proof }),
  ContactSuppressed: event('ContactSuppressed', { rung: id, channel, rule, proof }),
  ContactDelivered: event('ContactDelivered', { attemptId }),
  ContactUndelivered: event('ContactUndelivered', { attemptId, code: words }),
  CallResultRecorded: event('CallResultRecorded', {
    attemptId: attemptId.nullable(),
    result: part.callResult,
    textId: id.nullable(),
  }),
  LetterIssued: event('LetterIssued', letterIssued),
  LetterPrinted: event('LetterPrinted', { registerNumber: id, providerRef: words, sha256 }),
  LetterDelivered: event('LetterDelivered', { registerNumber: id }),
  LetterReturned: event('LetterReturned', { registerNumber: id }),
  LetterSpoiled: event('LetterSpoiled', { registerNumber: id, rule }),
  PaymentReceived: event('PaymentReceived', paymentReceived),
  RefundDue: event('RefundDue', { paymentId: id, amountMinor: minor }),
  DisputeRaised: event('DisputeRaised', { disputeId: id, ground: words, textId: id.nullable() }),
  DisputeResolved: event('DisputeResolved', { disputeId: id, upheld: z.boolean(), balance: part.balance, by: id }),
  FraudClaimed: event('FraudClaimed', { claimId: id, textId: id.nullable() }),
  FraudStatementReceived: event('FraudStatementReceived', { claimId: id }),
  FraudDecided: event('FraudDecided', { claimId: id, confirmed: z.boolean() }),
  PromiseMade: event('PromiseMade', { promiseId: id, amountMinor: minor, promisedOn: part.day, by: id }),
  PromiseKept: event('PromiseKept', { promiseId: id }),
  PromiseBroken: event('PromiseBroken', { promiseId: id, paidMinor: minor }),
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
