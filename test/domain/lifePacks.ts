import type { PolicyHash } from '../../domain/brand';
import type { Policy, Rung } from '../../domain/policy';
import type { Policies } from '../../domain/turn';
import { day } from './accounts';
import { bankCard, policyOf, small } from './policies';

const call = (name: string, afterDays: number): Rung => ({ name, afterDays, channel: 'call', template: 'text' });
const text = small.templates['text']!;

/** The same ladders, and every limit lower: two windows, a lunch break, more holidays, and a calendar that ends soon. */
const stricter: Policy = {
  ...small,
  version: '2',
  calendar: {
    ...small.calendar,
    version: '2',
    knownThrough: day('2027-01-20'),
    holidays: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-05-01', '2026-08-05', '2026-12-25'].map(day),
  },
  contactHours: [
    { fromMinute: 9 * 60, toMinute: 12 * 60 },
    { fromMinute: 13 * 60 + 30, toMinute: 18 * 60 },
  ],
  caps: {
    ...small.caps,
    total: { perDay: 2, perWeek: 4 },
    conversationsPerDay: 1,
    unansweredPerDay: 1,
  },
  freeText: { ...small.freeText, forbidden: { ...small.freeText.forbidden, en: ['jail', 'at once'] } },
  letter: { ...small.letter, floorMinor: 400_000n },
  templates: {
    ...small.templates,
    'fraud-statement': { ...text, approval: { ...text.approval, through: day('2026-09-30') } },
  },
};

/** A notice before every other word, many calls, holidays that are days like others; its calendar ends with the year. */
const american: Policy = {
  ...small,
  id: 'american',
  jurisdiction: 'US',
  currency: 'USD',
  calendar: { ...small.calendar, id: 'american', knownThrough: day('2026-12-31'), holidays: [day('2026-12-25')] },
  contactHours: [{ fromMinute: 8 * 60, toMinute: 21 * 60 }],
  contactOnHolidays: true,
  caps: {
    ...small.caps,
    total: { perDay: 3, perWeek: 12 },
    channels: { ...small.caps.channels, call: { perDay: 3, perWeek: 10 } },
    unansweredPerDay: 2,
    callsAboutDebt: { most: 2, inDays: 7, quietDays: 7 },
  },
  optOutIsOffered: true,
  notice: { template: 'text', withinDays: 5, receivedAfterDays: 5, disputeDays: 30 },
  letter: { ...small.letter, floorMinor: 0n },
  stages: {
    ...small.stages,
    reminder: {
      ...small.stages.reminder,
      ladder: [call('call', 0), call('again', 1), call('once-more', 2), ...small.stages.reminder.ladder.slice(2)],
    },
    negotiation: { ...small.stages.negotiation, ladder: [...small.stages.negotiation.ladder, call('offer', 1)] },
  },
};
/** The pack to adopt when the other one's calendar ends. */
const renewed: Policy = {
  ...american,
  version: '2',
  calendar: { ...american.calendar, knownThrough: day('2035-12-31') },
};

const packs: ReadonlyMap<string, Policy> = new Map([
  ['stricter', stricter],
  ['american', american],
  ['renewed', renewed],
]);

/** The packs that random lives are lived under. */
export const packOf: Policies = (hash) => packs.get(hash) ?? policyOf(hash);

const hash = (name: string): PolicyHash => name as PolicyHash;
export const TAIWANESE: readonly PolicyHash[] = [hash('small'), hash('stricter'), bankCard.hash];
export const AMERICAN: readonly PolicyHash[] = [hash('american'), hash('renewed')];
