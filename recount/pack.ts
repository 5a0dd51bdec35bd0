import { z } from 'zod';
import type { Calendar, Hours } from './localTime';

const count = z.int().nonnegative();
const day = z.iso.date();
const cap = z.object({ perDay: count, perWeek: count });
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const hours = z
  .object({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) })
  .transform(({ from, to }): Hours => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }));
const calendar = z
  .object({ knownFrom: day, knownThrough: day, holidays: z.array(day), workdays: z.array(day) })
  .transform((days): Calendar => ({
    ...days,
    holidays: new Set(days.holidays),
    workdays: new Set(days.workdays),
  }));

/**
 * A pack as far as the recount needs it, read from the content that the database keeps under its hash. What the first packs did
 * not have yet is null or missing, and nothing is asked about it.
 */
const content = z.object({
  contactHours: z.union([z.array(hours).min(1), hours.transform((only) => [only])]),
  contactOnHolidays: z.boolean().default(true),
  calendar: calendar.optional(),
  caps: z.object({
    total: cap,
    channels: z.object({ sms: cap, email: cap, call: cap, letter: cap }),
    conversationsPerDay: count.nullable().default(null),
    unansweredPerDay: count.nullable().default(null),
    callsAboutDebt: z.object({ most: count, inDays: count, quietDays: count }).nullable().default(null),
  }),
  identity: z.object({ template: z.string() }).optional(),
  thirdParty: z.object({ isAsked: z.boolean(), template: z.string() }).optional(),
  freeText: z.object({ template: z.string() }).optional(),
  letter: z.object({ floorMinor: z.string().regex(/^\d+$/).transform(BigInt) }),
  fraud: z.object({ withdrawnWithinBusinessDays: count }).optional(),
  complaint: z.object({ answeredWithinBusinessDays: count }).optional(),
  notice: z.object({ template: z.string() }).nullable().default(null),
  templates: z.record(
    z.string(),
    z.object({ version: count, approval: z.object({ on: day, through: day }).optional() }),
  ),
});

export type Pack = z.output<typeof content>;
/** The pack of a hash, if it is kept. */
export type PackOf = (hash: string) => Pack | undefined;

/** Throws for a content that is no pack, naming its hash and what is wrong with it. */
export function readPack(hash: string, stored: unknown): Pack {
  const read = content.safeParse(stored);
  if (!read.success) throw new Error(`The pack ${hash} cannot be read:\n${z.prettifyError(read.error)}`);
  return read.data;
}
