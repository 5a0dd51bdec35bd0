import { readPack, type Pack } from '../../recount/pack';

/** The content of a pack as the database keeps it, as far as the recount reads it; without caps that matter. */
export const CONTENT = {
  contactHours: [{ from: '07:00', to: '22:00' }],
  contactOnHolidays: false,
  calendar: {
    knownFrom: '2026-01-01',
    knownThrough: '2026-12-31',
    // A Friday and a Monday; and a Saturday that is worked on.
    holidays: ['2026-04-03', '2026-04-06'],
    workdays: ['2026-04-11'],
  },
  caps: {
    total: { perDay: 50, perWeek: 90 },
    channels: {
      sms: { perDay: 40, perWeek: 80 },
      email: { perDay: 40, perWeek: 80 },
      call: { perDay: 40, perWeek: 80 },
      letter: { perDay: 40, perWeek: 80 },
    },
    conversationsPerDay: null as number | null,
    unansweredPerDay: null as number | null,
    callsAboutDebt: null as { most: number; inDays: number; quietDays: number } | null,
  },
  identity: { template: 'who-speaks' },
  thirdParty: { isAsked: true, template: 'where-is' },
  freeText: { template: 'free-text' },
  letter: { floorMinor: '450000' },
  fraud: { withdrawnWithinBusinessDays: 3 },
  complaint: { answeredWithinBusinessDays: 3 },
  notice: null as { template: string } | null,
  templates: Object.fromEntries(
    ['reminder', 'formal-letter', 'who-speaks', 'where-is', 'free-text', 'statement', 'notice'].map((name) => [
      name,
      { version: 2, approval: { on: '2026-01-15', through: '2026-11-30' } },
    ]),
  ),
};

export const HASH = 'a'.repeat(64);
export const packWith = (changes: Partial<typeof CONTENT> = {}): Pack => readPack(HASH, { ...CONTENT, ...changes });
export const capsWith = (changes: Partial<(typeof CONTENT)['caps']>): Pack =>
  packWith({ caps: { ...CONTENT.caps, ...changes } });
