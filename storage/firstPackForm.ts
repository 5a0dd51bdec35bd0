/** The packs of 0.1 knew hours, caps, ladders and texts; whatever came later is missing in their content. */
type FirstForm = Readonly<{
  contactHours: Readonly<{ from: string; to: string }>;
  currency: string;
  caps: object;
  templates: Readonly<Record<string, Readonly<{ version: number; texts: unknown }>>>;
}>;

const FROM = '1970-01-01';
const EVER = '9999-12-31';
const APPROVAL = { by: 'nobody: approvals came later', on: FROM, through: EVER };
/** A template of this name is in no pack: what would need it is not done under a pack that lacks it. */
const NONE = 'none';

const isFirstForm = (content: unknown): content is FirstForm =>
  typeof content === 'object' && content !== null && 'contactHours' in content && !Array.isArray(content.contactHours);

/**
 * Reads a pack's content as it was kept before packs had calendars and approvals. Accounts that follow one live on by what it
 * said, until they adopt a later version; calls wait for that, because it has no words to ask who is speaking [IDENTITY].
 */
export function readAnyForm(content: unknown): unknown {
  if (!isFirstForm(content)) return content;
  const { templates } = content;
  return {
    ...content,
    appliesTo: { collectors: ['bank'], products: ['credit-card', 'instalment-loan'] },
    valid: { from: FROM, through: EVER },
    approvals: [APPROVAL],
    calendar: { id: NONE, version: '0', knownFrom: FROM, knownThrough: EVER, holidays: [], workdays: [] },
    contactHours: [content.contactHours],
    contactOnHolidays: true,
    caps: { ...content.caps, conversationsPerDay: null, unansweredPerDay: null, callsAboutDebt: null },
    optOutIsOffered: false,
    identity: { template: NONE },
    thirdParty: { isAsked: false, template: NONE },
    freeText: { template: NONE, forbidden: { 'zh-TW': [NONE], 'zh-CN': [NONE], en: [NONE] } },
    arrangement: { longestMonths: 60, graceDays: 3 },
    fraud: { ladder: [], statementWithinDays: 14, decidedWithinDays: 10, withdrawnWithinBusinessDays: 3 },
    complaint: { answeredWithinBusinessDays: 3 },
    hardship: { reviewedWithinDays: 30 },
    notice: null,
    retention: { recordingMonths: 24, recordMonths: 60 },
    templates: Object.fromEntries(
      Object.entries(templates).map(([name, template]) => [name, { ...template, approval: APPROVAL }]),
    ),
  };
}
