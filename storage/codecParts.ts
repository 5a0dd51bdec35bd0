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
export const words = z.string().max(500);
export const count = z.number().int().nonnegative();
export const currency = z.enum(CURRENCIES);
export const balance = z.strictObject({ fees: minor, interest: minor, principal: minor });
export const language = z.enum(['zh-TW', 'zh-CN', 'en']);
export const channel = z.enum(['sms', 'email', 'call', 'letter']);
export const messageChannel = z.enum(['sms', 'email', 'call']);
export const product = z.enum(['credit-card', 'instalment-loan']);
export const stage = z.enum(['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse']);
export const callResult = z.enum(['rightParty', 'thirdParty', 'noAnswer', 'busy', 'wrongNumber']);
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
  z.strictObject({ id, kind: z.enum(['mobile', 'home', 'office', 'email', 'address']) }),
);
/** From `fromMinute` (included) to `toMinute` (not included) after local midnight. */
export const hours = z.strictObject({ fromMinute: count.max(1440), toMinute: count.max(1440) });
export const repaymentHistory = z.array(z.number().int().min(-2).max(9)).max(24);
