import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyHash } from '../../domain/brand';
import type { Policy } from '../../domain/policy';
import type { Policies } from '../../domain/turn';
import { parsePolicyPack } from '../../storage/policies';

export const packText = readFileSync(join(__dirname, '../../policies/tw-bank-card.yaml'), 'utf8');
/** The real pack, as the worker reads it: 07:00 to 22:00. */
export const bankCard = parsePolicyPack(packText, 'tw-bank-card.yaml');

const words = { subject: 'Your account', body: '{name}: {balance}, due {dueOn}, {daysPastDue} days' };
const texts = { version: 1, texts: { 'zh-TW': words, 'zh-CN': words, en: words } };
const cap = { perDay: 2, perWeek: 4 };

/** Small round numbers that do not move when a pack does: 08:00 to 20:00, stages end on day 1, 11, 21 and 31. */
export const small: Policy = {
  id: 'small',
  version: '1',
  jurisdiction: 'TW',
  currency: 'TWD',
  contactHours: { fromMinute: 8 * 60, toMinute: 20 * 60 },
  caps: {
    total: { perDay: 3, perWeek: 5 },
    channels: { sms: { perDay: 1, perWeek: 2 }, email: cap, call: cap, letter: cap },
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
  referral: { afterDemandDays: 14, assessmentValidDays: 30, proposedAgainAfterDays: 30 },
  triesPerRung: 3,
  templates: { text: texts },
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
