import { z } from 'zod';
import type { Policy } from '../domain/policy';
import { WORDS } from '../domain/render';
import { RULE_IDS } from '../domain/rules/ruleId';
import * as part from './codecParts';
import { minor } from './json';

const { count, id } = part;
const days = count.max(3650);
const cap = z.strictObject({ perDay: count, perWeek: count });
const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be HH:MM');
const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const contactHours = z.codec(
  z.strictObject({ from: clock, to: clock }).refine(({ from, to }) => from < to, 'the window is empty'),
  part.hours,
  {
    decode: ({ from, to }) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }),
    encode: ({ fromMinute, toMinute }) => ({ from: clockOf(fromMinute), to: clockOf(toMinute) }),
  },
);

const rung = z.strictObject({ name: id, afterDays: days, channel: part.channel, template: id });
const plan = z.strictObject({
  goal: part.words,
  ladder: z.array(rung).refine(climbs, 'a ladder may not go back in time').refine(isNamedOnce, 'a rung stands twice'),
  endsAfterDays: z.number().int().min(-30).max(3650),
});
const text = z.strictObject({ subject: part.words, body: z.string().min(1).max(4000) });
const template = z.strictObject({
  version: count,
  texts: z.strictObject({ 'zh-TW': text, 'zh-CN': text, en: text }),
});

function climbs(ladder: readonly { afterDays: number }[]): boolean {
  return ladder.every((step, i) => i === 0 || step.afterDays >= ladder[i - 1]!.afterDays);
}

function isNamedOnce(ladder: readonly { name: string }[]): boolean {
  return new Set(ladder.map((step) => step.name)).size === ladder.length;
}

/** A policy pack as it is written in `policies/*.yaml` and kept in the database. */
export const policyCodec: z.ZodType<Policy> = z
  .strictObject({
    id,
    version: id,
    jurisdiction: z.enum(['TW', 'CN', 'US']),
    currency: part.currency,
    contactHours,
    caps: z.strictObject({ total: cap, channels: z.strictObject({ sms: cap, email: cap, call: cap, letter: cap }) }),
    allocation: z
      .array(z.enum(['fees', 'interest', 'principal']))
      .length(3)
      .refine((order) => new Set(order).size === 3, 'each component stands once'),
    stages: z.strictObject({ earlyWarning: plan, reminder: plan, negotiation: plan, disposal: plan }),
    letter: z.strictObject({ floorMinor: minor, series: id, sender: z.array(part.words), reissues: count.max(5) }),
    promise: z.strictObject({ graceDays: days, longestDays: days }),
    referral: z.strictObject({ afterDemandDays: days, assessmentValidDays: days, proposedAgainAfterDays: days }),
    triesPerRung: count.min(1).max(10),
    templates: z.record(id, template),
    sources: z.partialRecord(z.enum(RULE_IDS), part.words),
  })
  .refine(namesItsTemplates, 'a rung names a template that the pack does not have')
  .refine(namesRungsOnce, 'a rung of one stage is named like a rung of another')
  .refine(asksForKnownWords, 'a text asks for a word in braces that no message has');

function namesItsTemplates(policy: Policy): boolean {
  const rungs = Object.values(policy.stages).flatMap((stage) => stage.ladder);
  return rungs.every((step) => step.template in policy.templates);
}

/** Letters are known by the name of their rung for the account's whole life. */
function namesRungsOnce(policy: Policy): boolean {
  const names = Object.values(policy.stages).flatMap((stage) => stage.ladder.map((step) => step.name));
  return new Set(names).size === names.length;
}

/** Any other word would be refused only when the text is due to be sent; subjects are sent as they are. */
function asksForKnownWords(policy: Policy): boolean {
  const known: readonly (string | undefined)[] = WORDS;
  const texts = Object.values(policy.templates).flatMap((one) => Object.values(one.texts));
  return texts.every(
    ({ subject, body }) =>
      !subject.includes('{') && [...body.matchAll(/\{(\w+)\}/g)].every(([, word]) => known.includes(word)),
  );
}
