import moment from 'moment-timezone';
import { z } from 'zod';
import { isCardNumber, isNationalId } from './privateNumbers';

/** The fields that our files have in common. No message quotes the value; `rowFormat` does so where it is not personal. */

const ID_RULE = 'must be 1 to 40 characters of A-Z a-z 0-9 . _ -';
const id = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, ID_RULE);
const notACard = (text: string): boolean => !isCardNumber(text);
const notAPerson = (text: string): boolean => !isNationalId(text);

export const accountId = id.refine(notACard, 'an account id must not be a card number [PRIVACY]');
export const paymentId = id.refine(notACard, 'a payment id must not be a card number [PRIVACY]');
export const debtorId = id
  .refine(notACard, 'a debtor id must not be a card number [PRIVACY]')
  .refine(notAPerson, 'a debtor id must not be a national id number [PRIVACY]');

export const currency = z.enum(['TWD', 'CNY', 'USD'], 'must be one of TWD, CNY, USD');

/** Whole minor units; zero is allowed. */
export const amountMinor = z
  .string()
  .regex(/^\d{1,15}$/, 'must be whole minor units: 1 to 15 digits without sign, point or comma')
  .transform(BigInt);

export const positiveMinor = amountMinor.refine((amount) => amount > 0n, 'must be more than 0');

export const calendarDate = z.iso.date('must be a date that exists, as YYYY-MM-DD');

export const moment8601 = z.iso
  .datetime({ offset: true, error: 'must be a moment with its offset, like 2026-03-01T09:30:00+08:00' })
  .transform((text) => new Date(text).toISOString());

const zones = new Set(moment.tz.names());
export const timeZone = z.string().refine((name) => zones.has(name), 'must be an IANA time zone, like Asia/Taipei');

export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number: + and 7 to 15 digits');

export const email = z.email('must be an e-mail address').max(254, 'must be at most 254 characters');

/** One printable line, not blank at its ends. */
export const line = z
  .string()
  .max(200, 'must be at most 200 characters')
  .regex(
    /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    'must not be blank, nor begin or end with a space, nor hold control characters',
  );

/** Lines separated by `|`. */
export const lines = z
  .string()
  .transform((text) => text.split('|'))
  .pipe(z.array(line).max(8, 'must have at most 8 lines'));
