import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyHash } from '../../domain/brand';
import type { Calendar } from '../../domain/calendar';
import type { Policy, PolicyInForce, Template } from '../../domain/policy';
import type { Day } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import { parseCalendar } from '../../storage/calendarCodec';
import { parsePolicyPack } from '../../storage/policies';

const folder = join(__dirname, '../../policies');
const calendarNames = ['cn-mainland', 'tw', 'us-federal'];
/** The real calendars, as a pack's file names them. */
export const calendars = calendarNames.map((name) =>
  parseCalendar(readFileSync(join(folder, 'calendars', `${name}.yaml`), 'utf8'), `${name}.yaml`),
);
/** The day on which packs are read in tests: all approvals hold. */
export const PACK_DAY = '2026-03-01' as Day;

export const packTextOf = (id: string): string => readFileSync(join(folder, `${id}.yaml`), 'utf8');
/** A real pack, as the worker reads it. */
export const packOf = (id: string): PolicyInForce => parsePolicyPack(packTextOf(id), `${id}.yaml`, calendars, PACK_DAY);
/** 07:00 to 22:00, holidays of Taiwan. */
export const bankCard = packOf('tw-bank-card');

const approval = { by: 'the compliance committee', on: '2019-12-01' as Day, through: '2035-12-31' as Day };
const saying = (body: string): Template => {
  const words = { subject: 'Your account', body };
  return { version: 1, approval, texts: { 'zh-TW': words, 'zh-CN': words, en: words } };
};
const cap = { perDay: 2, perWeek: 4 };

/** Long, and with a handful of holidays on days that no test lives through unless it wants to. */
const calendar: Calendar = {
  id: 'tw-small',
  version: '1',
  knownFrom: '2020-01-01' as Day,
  knownThrough: '2035-12-31' as Day,
  holidays: ['2025-12-25', '2026-08-05', '2026-12-25', '2027-12-24'] as Day[],
  workdays: ['2026-12-26'] as Day[],
};

/** Small round numbers that do not move when a pack does: 08:00 to 20:00, stages end on day 1, 11, 21 and 31. */
export const small: Policy = {
  id: 'small',
  version: '1',
  jurisdiction: 'TW',
  currency: 'TWD',
  appliesTo: { collectors: ['bank', 'agency'], products: ['credit-card', 'instalment-loan'] },
  valid: { from: '2020-01-01' as Day, through: '2035-12-31' as Day },
  approvals: [approval],
  calendar,
  contactHours: [{ fromMinute: 8 * 60, toMinute: 20 * 60 }],
  contactOnHolidays: false,
  caps: {
    total: { perDay: 3, perWeek: 5 },
    channels: { sms: { perDay: 1, perWeek: 2 }, email: cap, call: cap, letter: cap },
    conversationsPerDay: null,
    unansweredPerDay: null,
    callsAboutDebt: null,
  },
  optOutIsOffered: false,
  identity: { template: 'identity-check' },
  thirdParty: { isAsked: true, template: 'third-party-enquiry' },
  freeText: {
    template: 'collector-message',
    forbidden: { 'zh-TW': ['坐牢'], 'zh-CN': ['拘留'], en: ['jail', 'press charges'] },
  },
  allocation: ['fees', 'interest', 'principal'],
  stages: {
    earlyWarning: {
      goal: 'a friendly word',
      endsAfterDays: 1,
      ladder: [{ name: 'word', afterDays: 0, channel: 'sms', template: 'text' }],
    },
    reminder: {
      goal: 'the arrears are paid',
      endsAfterDays: 11,
      ladder: [
        { name: 'sms', afterDays: 0, channel: 'sms', template: 'text' },
        { name: 'call', afterDays: 2, channel: 'call', template: 'text' },
        { name: 'email', afterDays: 4, channel: 'email', template: 'text' },
      ],
    },
    negotiation: {
      goal: 'an agreement',
      endsAfterDays: 21,
      ladder: [{ name: 'letter', afterDays: 0, channel: 'letter', template: 'text' }],
    },
    disposal: {
      goal: 'paid on demand',
      endsAfterDays: 31,
      ladder: [
        { name: 'demand', afterDays: 0, channel: 'letter', template: 'text' },
        { name: 'demand-sms', afterDays: 3, channel: 'sms', template: 'text' },
      ],
    },
  },
  letter: { floorMinor: 100_000n, series: 'S', sender: ['The bank'], reissues: 1 },
  promise: { graceDays: 2, longestDays: 30 },
  arrangement: { longestMonths: 12, graceDays: 2 },
  fraud: {
    ladder: [
      { name: 'statement-sms', afterDays: 0, channel: 'sms', template: 'fraud-statement' },
      { name: 'statement-email', afterDays: 3, channel: 'email', template: 'fraud-statement' },
      { name: 'statement-letter', afterDays: 7, channel: 'letter', template: 'fraud-statement' },
    ],
    statementWithinDays: 14,
    decidedWithinDays: 10,
    withdrawnWithinBusinessDays: 3,
  },
  complaint: { answeredWithinBusinessDays: 3 },
  hardship: { reviewedWithinDays: 30 },
  notice: null,
  retention: { recordingMonths: 6, recordMonths: 60 },
  referral: { afterDemandDays: 14, assessmentValidDays: 30, proposedAgainAfterDays: 30 },
  triesPerRung: 3,
  templates: {
    text: saying('{name}: {balance}, due {dueOn}, {daysPastDue} days'),
    'identity-check': saying('{bank} asks who speaks: {name}?'),
    'third-party-enquiry': saying('Where is {name}?'),
    'collector-message': saying('{bank} to {name}: {freeText} ({balance})'),
    'fraud-statement': saying('{bank} asks {name} to sign the statement'),
  },
  sources: {},
};

const known: ReadonlyMap<string, Policy> = new Map([
  ['small', small],
  [bankCard.hash, bankCard.policy],
]);

/** Variations of `small` for one test, under a name of their own. */
export const withPolicy = (name: string, policy: Policy): Policies => {
  return (hash) => (hash === name ? policy : policyOf(hash));
};

export const policyOf: Policies = (hash: PolicyHash): Policy => {
  const policy = known.get(hash);
  if (!policy) throw new Error(`No test policy is called ${hash}`);
  return policy;
};
