import { z } from 'zod';
import type { PolicyHash } from '../domain/brand';
import type { Calendar } from '../domain/calendar';
import type { Policy } from '../domain/policy';
import { RULE_IDS } from '../domain/rules/ruleId';
import { calendarCodec } from './calendarCodec';
import * as part from './codecParts';
import { canonical, minor, sha256 } from './json';

const { count, id, day } = part;
const days = count.max(3650);
const months = count.max(600);
const limit = count.min(1).max(1000);
const name = part.words.min(1);
const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be HH:MM');
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const hours = z.codec(z.strictObject({ from: clock, to: clock }), part.hours, {
  decode: ({ from, to }) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }),
  encode: ({ fromMinute, toMinute }) => ({ from: clockOf(fromMinute), to: clockOf(toMinute) }),
});
const cap = z.strictObject({ perDay: count, perWeek: count });
const caps = z.strictObject({
  total: cap,
  channels: z.strictObject({ sms: cap, email: cap, call: cap, letter: cap }),
  conversationsPerDay: limit.nullable(),
  unansweredPerDay: limit.nullable(),
  // The gate sees the contacts of eight days, so no more than seven whole ones can be counted.
  callsAboutDebt: z.strictObject({ most: limit, inDays: limit.max(7), quietDays: limit.max(7) }).nullable(),
});

const ladder = z.array(
  z.strictObject({ name: id, afterDays: days, channel: part.channel, template: id, script: id.exactOptional() }),
);
const plan = z.strictObject({ goal: name, ladder, endsAfterDays: z.number().int().min(-30).max(3650) });

const text = z.strictObject(
  { subject: name, body: z.string().min(1).max(4000) },
  { error: ({ input }) => (input === undefined ? 'the translation is missing' : undefined) },
);
const approval = z.strictObject({ by: name, on: day, through: day });
const template = z.strictObject({
  version: count.min(1),
  approval,
  texts: z.strictObject({ 'zh-TW': text, 'zh-CN': text, en: text }),
});
const forbiddenWords = z.array(name).min(1).max(200);

const shape = {
  id,
  version: id,
  jurisdiction: z.enum(['TW', 'CN', 'US']),
  currency: part.currency,
  appliesTo: z.strictObject({
    collectors: z.array(z.enum(['bank', 'agency'])).min(1),
    products: z.array(part.product).min(1),
  }),
  valid: z.strictObject({ from: day, through: day }),
  approvals: z.array(approval).min(1, 'nobody has approved it'),
  contactHours: z.array(hours).min(1, 'there is no window'),
  contactOnHolidays: z.boolean(),
  caps,
  optOutIsOffered: z.boolean(),
  identity: z.strictObject({ template: id }),
  thirdParty: z.strictObject({ isAsked: z.boolean(), template: id }),
  freeText: z.strictObject({
    template: id,
    forbidden: z.strictObject({ 'zh-TW': forbiddenWords, 'zh-CN': forbiddenWords, en: forbiddenWords }),
  }),
  allocation: z
    .array(z.enum(['fees', 'interest', 'principal']))
    .length(3)
    .refine((order) => new Set(order).size === 3, 'each component stands once'),
  stages: z.strictObject({ earlyWarning: plan, reminder: plan, negotiation: plan, disposal: plan }),
  letter: z.strictObject({
    floorMinor: minor.refine((floor) => floor >= 0n, 'must not be negative'),
    series: id,
    sender: z.array(name).min(1),
    reissues: count.max(5),
  }),
  promise: z.strictObject({ graceDays: days, longestDays: days }),
  arrangement: z.strictObject({ longestMonths: months.min(1), graceDays: days }),
  fraud: z.strictObject({
    ladder,
    statementWithinDays: days,
    decidedWithinDays: days,
    withdrawnWithinBusinessDays: limit,
  }),
  complaint: z.strictObject({ answeredWithinBusinessDays: limit }),
  hardship: z.strictObject({ reviewedWithinDays: days.min(1) }),
  notice: z.strictObject({ template: id, withinDays: days, receivedAfterDays: days, disputeDays: days }).nullable(),
  retention: z.strictObject({ recordingMonths: months, recordMonths: months }),
  referral: z.strictObject({ afterDemandDays: days, assessmentValidDays: days, proposedAgainAfterDays: days }),
  triesPerRung: count.min(1).max(10),
  templates: z.record(id, template),
  sources: z.partialRecord(z.enum(RULE_IDS), name),
};

/**
 * A policy as the database keeps it: its form alone. What a new pack has to fulfil besides is asked when its file is read, so
 * that a pack in force stays in force when an approval runs out or a rule for packs is added.
 */
export const policyCodec: z.ZodType<Policy> = z.strictObject({ ...shape, calendar: calendarCodec });

/** A policy as it is written in `policies/*.yaml`: it names its calendar, whose content becomes part of it. */
export const packFile = (calendars: readonly Calendar[]) =>
  z.strictObject({
    ...shape,
    calendar: id.transform((calendarId, context) => {
      const calendar = calendars.find((one) => one.id === calendarId);
      if (calendar) return calendar;
      const known = calendars.map((one) => one.id).join(', ');
      context.addIssue({ code: 'custom', message: `there is no calendar ${calendarId}; there is: ${known || 'none'}` });
      return z.NEVER;
    }),
  });

export const contentOf = (policy: Policy): unknown => z.encode(policyCodec, policy);
export const hashOf = (policy: Policy): PolicyHash => sha256(canonical(contentOf(policy))) as PolicyHash;
