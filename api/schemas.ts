import { z } from 'zod';
import { instant, type Day, type Instant } from '../domain/time';
import * as field from '../intake/fields';
import { provenance as provenanceWord } from '../storage/codecParts';

/** The pieces that requests and answers are made of. */
export const accountId = field.accountId.describe("The bank's id of the account; never a card number");
export const accountParams = z.object({ id: accountId });
export const noParams = z.object({});

/** The name of something elsewhere: a dispute, a claim, a call. It is kept for ever, so it must not name a person. */
export const reference = z
  .string()
  .regex(/^[A-Za-z0-9._:/-]{1,80}$/, 'must be 1 to 80 characters of A-Z a-z 0-9 . _ : / -')
  .describe('An id or a word without spaces; it goes into the journal for ever, so nothing personal');

export const provenance = provenanceWord.describe('Who said so; who reports it is the caller');

export const text = z
  .string()
  .min(1)
  .max(4000)
  .describe('Free text. It is kept sealed with the personal data; the journal refers to it by id');

export const amountIn = field.positiveMinor.describe('Whole minor units (cents), as a string');

/** Amounts in answers. */
export const amount = z.string().describe('Whole minor units (cents), as a string');
export const moment = z.iso.datetime().describe('UTC');
export const day = z.iso.date();
export const dayIn = day.transform((text) => text as Day);
/** One that is none is not compared with another. */
export const momentIn = z.iso
  .datetime({ offset: true, abort: true, error: 'must be a moment with its offset, like 2026-03-01T09:30:00+08:00' })
  .transform((text) => instant(Date.parse(text)));

export const balance = z.object({ fees: amount, interest: amount, principal: amount });

export const limit = z.coerce.number().int().min(1).max(200).default(50).describe('At most so many; 200 is the most');
export const page = { after: z.string().min(1).max(200).optional().describe('`next` of the page before'), limit };
export const next = z.string().nullable().describe('Pass it as `after` for the next page; null on the last');

/** One row more than the page holds was asked for: it says whether there is a next page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => string) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? idOf(last) : null };
}

export const iso = (at: Date | number): string => new Date(at).toISOString();
export const isoOrNull = (at: Date | null): string | null => at && iso(at);
export const momentOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));
