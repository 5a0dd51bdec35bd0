import { z } from 'zod';
import type { Command, CommandOf, Fact, FactOf } from '../domain/message';
import * as part from './codecParts';
import { minor } from './json';

const { id, words } = part;
const named = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });

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
  FraudDecisionReported: named('FraudDecisionReported', { claimId: id, confirmed: z.boolean() }),
  DeliveryReported: named('DeliveryReported', {
    attemptId: part.attemptId,
    status: z.enum(['sent', 'delivered', 'undelivered']),
    code: words,
    providerRef: words,
  }),
  LetterTracked: named('LetterTracked', { registerNumber: id, status: z.enum(['delivered', 'returned']) }),
  CallResultReported: named('CallResultReported', {
    attemptId: part.attemptId.nullable(),
    result: part.callResult,
    textId: id.nullable(),
  }),
  RecallReported: named('RecallReported', { because: part.recallReason }),
  LegalOutcomeReported: named('LegalOutcomeReported', { referralId: id, outcome: part.legalOutcome }),
};

const commands: CommandCodec = {
  ResolveDispute: named('ResolveDispute', {
    disputeId: id,
    upheld: z.boolean(),
    correctedBalance: part.balance.nullable(),
    by: id,
  }),
  AgreePromise: named('AgreePromise', { promiseId: id, amountMinor: minor, promisedOn: part.day, by: id }),
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
