import type { Bucket } from '../../domain/bucket';
import type { ClosedBecause, Stage } from '../../domain/events';
import type { Channel } from '../../domain/policy';
import { RULE_IDS } from '../../domain/rules/ruleId';

export const CHANNELS: readonly Channel[] = ['sms', 'email', 'call', 'letter'];
/** How an account stands at the end. `becameCurrent`: the bank took it back because it was paid up again. */
export const ENDINGS: readonly (ClosedBecause | 'becameCurrent')[] = [
  'settled',
  'cured',
  'becameCurrent',
  'withdrawn',
  'fraudConfirmed',
  'notOwed',
  'writtenOff',
];
export const STAGES: readonly Stage[] = ['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse'];
export const BUCKETS: readonly Bucket[] = ['not due', 'M1', 'M2', 'M3', 'M4+'];

const PLAIN = [
  'accounts',
  'owedMinor',
  'recoveredMinor',
  'refundMinor',
  'notCuredMinor',
  'rightParty',
  'cured',
  'daysToCure',
  'promises',
  'promisesBroken',
  'arrangements',
  'complaints',
  'optOuts',
  'disputes',
  'referrals',
  'escalations',
] as const;

export type Figure = (typeof PLAIN)[number];

/** What is counted of each account, by name and by its place in a row of numbers; all are whole, so sums are exact. */
export type Layout = Readonly<{ names: readonly string[]; placeOf: (name: string) => number; weeks: number }>;

export function layoutFor(days: number): Layout {
  const weeks = Math.ceil(days / 7);
  const byWeek = (name: string): readonly string[] => Array.from({ length: weeks }, (_, week) => `${name}.${week}`);
  const names = [
    ...PLAIN,
    ...CHANNELS.map((channel) => `contacts.${channel}`),
    ...ENDINGS.map((ending) => `ended.${ending}`),
    ...STAGES.map((stage) => `open.${stage}`),
    ...BUCKETS.map((bucket) => `bucket.${bucket}`),
    ...RULE_IDS.flatMap((rule) => [`suppressed.${rule}`, `deferred.${rule}`]),
    ...byWeek('recoveredMinor'),
    ...byWeek('cured'),
  ];
  const places = new Map(names.map((name, place) => [name, place]));
  return {
    names,
    weeks,
    placeOf(name) {
      const place = places.get(name);
      if (place === undefined) throw new Error(`Nothing is counted under the name ${name}`);
      return place;
    },
  };
}
