import { z } from 'zod';
import type { Command, CommandOf, Fact, FactOf } from '../domain/message';
import * as part from './codecParts';
import { minor } from './json';

const { id, givenId, words, day } = part;
const named = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** What has a default came later: what waits in the inbox from before is read with it. */
const callResult = {
  attemptId: part.attemptId.nullable(),
  result: part.callResult,
  textId: id.nullable(),
  by: id.nullable().default(null),
  attitude: part.attitude.nullable().default(null),
  recordingRef: givenId.nullable().default(null),
  identityVerified: z.boolean().default(false),
};
const letterTracked = <Shape extends z.ZodRawShape>(shape: Shape) =>
  named('LetterTracked', { registerNumber: id, ...shape });
const holdReported = {
  holdId: givenId,
  kind: part.reportedHold,
  provenance: part.provenance,
  by: id,
  reviewOn: day.nullable(),
  textId: id.nullable(),
};

type FactCodec = { [Type in Fact['type']]: z.ZodType<FactOf<Type>> };
type CommandCodec = { [Type in Command['type']]: z.ZodType<CommandOf<Type>> };

const facts: FactCodec = {
  AccountHandedOver: named('AccountHandedOver', {
    accountId: part.accountId,
    debtorId: part.debtorId,
    product: part.product,
    currency: part.currency,
    balance: part.balance,
    arrearsMinor: minor,
    dueOn: part.day,
    timeZone: part.timeZone,
    language: part.language,
    contactPoints: part.contactPoints,
    policyHash: part.policyHash,
    repaymentHistory: part.repaymentHistory,
    overdueReason: part.overdueReason,
    hasAssets: z.boolean().nullable(),
  }),
  PaymentReported: named('PaymentReported', {
    paymentId: id,
    amountMinor: minor,
    currency: part.currency,
    paidAt: part.at,
    method: words,
  }),
  DisputeReported: named('DisputeReported', { disputeId: id, ground: words, textId: id.nullable() }),
  FraudClaimReported: named('FraudClaimReported', { claimId: id, textId: id.nullable() }),
  FraudStatementArrived: named('FraudStatementArrived', { claimId: id }),
  FraudDecisionReported: named('FraudDecisionReported', {
    claimId: id,
    confirmed: z.boolean(),
    decidedOn: day.nullable().default(null),
  }),
  DeliveryReported: named('DeliveryReported', {
    attemptId: part.attemptId,
    status: z.enum(['sent', 'delivered', 'undelivered']),
    code: words,
    providerRef: words,
  }),
  LetterTracked: z.discriminatedUnion('status', [
    letterTracked({ status: z.literal('mailed'), mailNumber: givenId }),
    letterTracked({ status: z.literal('handedOver'), by: id }),
    letterTracked({ status: z.enum(['delivered', 'returned', 'spoiled']) }),
  ]),
  CallResultReported: named('CallResultReported', callResult),
  ReplyReported: named('ReplyReported', { replyId: givenId, textId: id.nullable() }),
  RecallReported: named('RecallReported', { because: part.recallReason }),
  LegalOutcomeReported: named('LegalOutcomeReported', { referralId: id, outcome: part.legalOutcome }),
  PolicyChangeOrdered: named('PolicyChangeOrdered', { policyHash: part.policyHash, adoptionId: id, by: id }),
  OptOutReported: named('OptOutReported', { ref: givenId, channel: part.channel, provenance: part.provenance }),
  OptInReported: named('OptInReported', { ref: givenId, channel: part.channel, by: id }),
  PreferencesReported: named('PreferencesReported', { ...part.preferences, ref: givenId, by: id }),
  TimeAgreementReported: named('TimeAgreementReported', {
    agreementId: givenId,
    opensAt: part.at,
    closesAt: part.at,
    by: id,
  }),
  ThirdPartyConsentReported: named('ThirdPartyConsentReported', { contactPointId: givenId, by: id }),
  ContactPointBarReported: named('ContactPointBarReported', { contactPointId: givenId, because: part.callResult }),
  HoldReported: named('HoldReported', holdReported),
  HoldReviewReported: named('HoldReviewReported', { holdId: givenId, reviewOn: day, by: id }),
  HoldTermsReported: named('HoldTermsReported', { holdId: givenId, terms: part.holdTerms, reviewOn: day, by: id }),
  HoldEndReported: named('HoldEndReported', { holdId: givenId, because: words, by: id }),
};

const commands: CommandCodec = {
  ResolveDispute: named('ResolveDispute', {
    disputeId: id,
    upheld: z.boolean(),
    correctedBalance: part.balance.nullable(),
    by: id,
  }),
  AgreePromise: named('AgreePromise', { promiseId: id, amountMinor: minor, promisedOn: day, by: id }),
  AgreeArrangement: named('AgreeArrangement', {
    arrangementId: givenId,
    instalments: part.instalments,
    method: words,
    by: id,
  }),
  SendMessage: named('SendMessage', {
    messageId: givenId,
    channel: part.messageChannel,
    textId: id,
    textSha256: part.sha256,
    findings: part.findings,
    by: id,
  }),
  ApproveMessage: named('ApproveMessage', { messageId: givenId, by: id }),
  RejectMessage: named('RejectMessage', { messageId: givenId, because: words, by: id }),
  RequestLetterByHand: named('RequestLetterByHand', { requestId: givenId, rung: id, by: id }),
  SettleEscalation: named('SettleEscalation', { escalationId: id, because: words, by: id }),
  ApproveReferral: named('ApproveReferral', { referralId: id, consulted: words, by: id }),
  DeclineReferral: named('DeclineReferral', { referralId: id, because: words, by: id }),
  WriteOff: named('WriteOff', { because: words, by: id }),
};

export const encodeFact = (fact: Fact): unknown => z.encode(facts[fact.type] as z.ZodType, fact);
export const encodeCommand = (command: Command): unknown => z.encode(commands[command.type] as z.ZodType, command);

/** Made once: to make a schema costs more than to read a message with it. */
const typedFact = z.object({ type: z.enum(Object.keys(facts) as [Fact['type']]) });
const typedCommand = z.object({ type: z.enum(Object.keys(commands) as [Command['type']]) });

export const decodeFact = (body: unknown): Fact =>
  z.decode(facts[typedFact.parse(body).type] as z.ZodType, body) as Fact;
export const decodeCommand = (body: unknown): Command =>
  z.decode(commands[typedCommand.parse(body).type] as z.ZodType, body) as Command;
