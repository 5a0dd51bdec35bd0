import { z } from 'zod';
import type { StoredEvent } from '../storage/accountJournals';
import { isZone } from './localTime';

const at = z.int();
const id = z.string().min(1);
const minor = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const balance = z
  .object({ fees: minor, interest: minor, principal: minor })
  .transform(({ fees, interest, principal }) => fees + interest + principal);
const day = z.iso.date();
const hours = z.object({ fromMinute: z.int(), toMinute: z.int() });
const channel = z.enum(['sms', 'email', 'call', 'letter']);
const zone = z.string().refine(isZone, 'is no time zone');
const proof = z.unknown();
const purpose = z.enum(['collection', 'fraudStatement', 'notice']).default('collection');

const event = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), at, ...shape });
const attempt = { attemptId: id };
const letter = { registerNumber: id };
const hold = { holdId: id, kind: z.enum(['vulnerability', 'hardship', 'complaint', 'bankruptcy', 'death']) };
const made = {
  contactPointId: id,
  template: id,
  templateVersion: z.int(),
  balanceMinor: minor,
  purpose,
  rung: id,
  proof,
};
const point = z.object({ id, kind: z.enum(['mobile', 'home', 'office', 'emergency', 'email', 'address']) });

/** What changes nothing that is counted here. An event of any other name is unknown, and that is said. */
const silent = z.object({
  type: z.enum([
    'StageEntered',
    'ContactUndelivered',
    'ReplyReceived',
    'LetterRequested',
    'RefundDue',
    'FraudStatementReceived',
    'HoldReviewed',
    'EscalationSettled',
    'RiskReassessed',
    'ReferralProposed',
    'ReferralApproved',
    'ReferralDeclined',
    'ReferredToLegal',
    'LegalOutcomeRecorded',
    'FactNoted',
  ]),
  at,
});

/** The bodies of the journal, read with nothing but this: moments are milliseconds, amounts texts of minor units. */
const body = z.discriminatedUnion('type', [
  event('AccountOpened', { debtorId: id, timeZone: zone, balance, contactPoints: z.array(point), policyHash: id }),
  event('PolicyAdopted', { policyHash: id }),
  event('ContactReserved', { ...made, ...attempt, channel, notAfter: at }),
  event('LetterIssued', { ...made, ...letter, byHand: id.nullable().default(null) }),
  event('ContactSent', attempt),
  event('ContactFailed', attempt),
  event('ContactDelivered', attempt),
  event('ContactUnavailable', attempt),
  event('ContactTriedAgain', attempt),
  event('ContactOutcomeUnknown', attempt),
  event('ContactWithdrawn', attempt),
  event('ContactMissed', { attemptId: id.nullable() }),
  event('ContactSuppressed', { rule: z.unknown(), proof }),
  event('ContactDeferred', { rule: z.unknown(), proof }),
  event('CallResultRecorded', { attemptId: id.nullable(), result: id }),
  event('IdentityVerified', {}),
  event('ContactPointBarred', { contactPointId: id }),
  event('ThirdPartyConsented', { contactPointId: id }),
  event('OptedOut', { channel, ref: id }),
  event('OptedIn', { channel }),
  event('PreferencesRecorded', { hours: hours.nullable() }),
  event('TimeAgreed', { opensAt: at, closesAt: at }),
  event('LetterPrinted', letter),
  event('LetterMailed', { ...letter, mailNumber: z.string() }),
  event('LetterHandedOver', letter),
  event('LetterDelivered', letter),
  event('LetterReturned', letter),
  event('LetterSpoiled', letter),
  event('PaymentReceived', { applied: balance }),
  event('DisputeRaised', { disputeId: id }),
  event('DisputeResolved', { disputeId: id, upheld: z.boolean(), balance }),
  event('FraudClaimed', { claimId: id }),
  event('FraudDecided', { claimId: id, confirmed: z.boolean(), decidedOn: day.nullable().default(null) }),
  event('HoldPlaced', hold),
  event('HoldTermsSet', { ...hold, terms: z.object({ hours, channels: z.array(channel) }) }),
  event('HoldLifted', hold),
  event('PromiseMade', { promiseId: id }),
  event('PromiseKept', { promiseId: id }),
  event('PromiseBroken', { promiseId: id }),
  event('ArrangementAgreed', { arrangementId: id }),
  event('ArrangementCompleted', { arrangementId: id }),
  event('ArrangementBroken', { arrangementId: id }),
  event('Escalated', { kind: id, ref: id }),
  event('MessageRequested', { messageId: id, findings: z.array(z.int()) }),
  event('MessageHeld', { messageId: id }),
  event('MessageApproved', { messageId: id }),
  event('MessageRejected', { messageId: id }),
  event('AccountRecalled', {}),
  event('WriteOffOrdered', {}),
  event('AccountClosed', {}),
  silent,
]);

export type Body = z.output<typeof body>;
export type BodyOf<Type extends Body['type']> = Extract<Body, { type: Type }>;
export type Channel = z.output<typeof channel>;
export type PointKind = z.output<typeof point>['kind'];
/** One row of a journal, read. */
export type Entry = Readonly<{ accountId: string; version: number; at: number; policyHash: string; body: Body }>;

/** Reads a row; a text says why it cannot be read. */
export function readEntry(row: StoredEvent): Entry | string {
  const read = body.safeParse(row.body);
  if (!read.success) return `The event ${row.type} cannot be read: ${z.prettifyError(read.error)}`;
  const { account_id: accountId, version, policy_hash: policyHash } = row;
  return { accountId, version, at: read.data.at, policyHash, body: read.data };
}
