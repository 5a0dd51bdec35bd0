import { z } from 'zod';
import type { AccountId, AttemptId, DebtorId, PolicyHash } from '../domain/brand';
import { CURRENCIES } from '../domain/money';
import type { Day, Instant, TimeZone } from '../domain/time';
import { minor } from './json';

/** The small pieces that events, messages and policies are made of on disk. */
const branded = <Value>() =>
  z.codec(z.string().min(1).max(200), z.custom<Value>(), { decode: (text) => text as Value, encode: String });

export const at = z.codec(z.number().int(), z.custom<Instant>(), { decode: (ms) => ms as Instant, encode: Number });
export const day = z.codec(z.iso.date(), z.custom<Day>(), { decode: (text) => text as Day, encode: String });
export const accountId = branded<AccountId>();
export const debtorId = branded<DebtorId>();
export const attemptId = branded<AttemptId>();
export const policyHash = branded<PolicyHash>();
export const timeZone = branded<TimeZone>();
export const id = z.string().min(1).max(200);
/** An id that comes from outside: the journal's own ids are made of such, and longer. */
export const givenId = z.string().min(1).max(80);
export const words = z.string().max(500);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.number().int().nonnegative();
export const currency = z.enum(CURRENCIES);
export const balance = z.strictObject({ fees: minor, interest: minor, principal: minor });
export const language = z.enum(['zh-TW', 'zh-CN', 'en']);
export const channel = z.enum(['sms', 'email', 'call', 'letter']);
export const messageChannel = z.enum(['sms', 'email', 'call']);
export const product = z.enum(['credit-card', 'instalment-loan']);
export const stage = z.enum(['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse']);
export const callResult = z.enum([
  'rightParty',
  'thirdParty',
  'thirdPartyRefused',
  'thirdPartyDoesNotKnow',
  'thirdPartyAnnoyed',
  'noAnswer',
  'voicemail',
  'dropped',
  'busy',
  'outOfService',
  'wrongNumber',
]);
export const attitude = z.enum(['willing', 'unable', 'evasive', 'unwilling', 'upset']);
export const reportedHold = z.enum(['vulnerability', 'hardship', 'complaint', 'bankruptcy', 'death']);
export const provenance = z.enum(['debtor', 'relative', 'bank', 'court', 'collector', 'document']);
export const recallReason = z.enum(['becameCurrent', 'soldByBank', 'assignedInError', 'other']);
export const legalOutcome = z.enum([
  'lawyerLetterSent',
  'paymentOrderIssued',
  'suitFiled',
  'claimConfirmed',
  'enforcementStarted',
  'enforcementSatisfied',
  'enforcementExhausted',
]);
export const overdueReason = z.enum([
  'forgot',
  'cashFlow',
  'illness',
  'unemployment',
  'unwilling',
  'disagrees',
  'unknown',
]);
export const contactPoints = z.array(
  z.strictObject({ id, kind: z.enum(['mobile', 'home', 'office', 'emergency', 'email', 'address']) }),
);
/** From `fromMinute` (included) to `toMinute` (not included) after local midnight. */
export const hours = z.strictObject({ fromMinute: count.max(1440), toMinute: count.max(1440) });
export const repaymentHistory = z.array(z.number().int().min(-2).max(9)).max(24);
export const holdTerms = z.strictObject({ hours, channels: z.array(channel).max(4) });
/** What the debtor prefers; null is no preference. */
export const preferences = {
  hours: hours.nullable(),
  channel: messageChannel.nullable(),
  language: language.nullable(),
};
/** Monthly for fifty years. */
export const instalments = z.array(z.strictObject({ dueOn: day, amountMinor: minor })).max(600);
/** Numbers of forbidden words [CONDUCT]. */
export const findings = z.array(count).max(1000);
