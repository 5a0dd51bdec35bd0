import { formatMoney, type Currency } from '../domain/money';
import type { Recounted } from '../recount/total';
import type { Figures } from './figures';
import type { Ended } from './rehearse';

const STAGES = [
  'handedOver',
  'earlyWarning',
  'reminder',
  'negotiation',
  'disposal',
  'legalRecourse',
  'closed',
] as const;

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, n) => all + n, 0);
const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ') || 'none';

export type Moment = Readonly<{ day: number; days: number; on: string; currency: Currency }>;

/** The live picture of a rehearsal, a line a fact, for a terminal. */
export function picture(figures: Figures, moment: Moment): string {
  const { day, days, on } = moment;
  const width = 28;
  const done = Math.round((Math.min(day, days) / days) * width);
  return [
    `  day ${String(day).padStart(3)} of ${days}  ${'█'.repeat(done)}${'░'.repeat(width - done)}  ${on}`,
    '',
    ...stageBars(figures),
    '',
    ...facts(figures, moment),
  ].join('\n');
}

function stageBars(figures: Figures): string[] {
  const all = Math.max(1, sum(figures.accountsByStage));
  return STAGES.filter((stage) => stage !== 'handedOver' || figures.accountsByStage[stage]).map((stage) => {
    const n = figures.accountsByStage[stage] ?? 0;
    return `  ${stage.padEnd(14)} ${String(n).padStart(5)}  ${'▇'.repeat(Math.ceil((n / all) * 40))}`;
  });
}

function facts(figures: Figures, { currency }: Moment): string[] {
  const rate =
    figures.handedOverMinor === 0n ? 0 : Number((figures.recoveredMinor * 1000n) / figures.handedOverMinor) / 10;
  return [
    `  contacts       ${String(sum(figures.contactsByChannel)).padStart(5)}  ${list(figures.contactsByChannel)}`,
    `  suppressed     ${String(sum(figures.suppressedByRule)).padStart(5)}  ${list(figures.suppressedByRule)}`,
    `  recovered      ${formatMoney(figures.recoveredMinor, currency)}, ${rate} % of ${formatMoney(figures.handedOverMinor, currency)}`,
    `  late by        ${figures.latenessHours} rehearsed hours now; windows missed: ${figures.windowsMissed}`,
  ];
}

/** The report at the end: the picture, what it came from, and the second opinion. `worstHours` is the greatest lateness. */
export function report({ figures, moment, worstHours, recounted }: Omit<Ended, 'finished'>): string {
  return [
    picture(figures, moment),
    `  closed         ${String(sum(figures.closedByReason)).padStart(5)}  ${list(figures.closedByReason)}`,
    `  letters        ${String(sum(figures.letters)).padStart(5)}  ${list(figures.letters)}`,
    `  referrals      ${String(sum(figures.referrals)).padStart(5)}  ${list(figures.referrals)}`,
    `  payments       ${String(figures.payments).padStart(5)}  refunds due ${figures.refunds}, unmatched facts ${figures.unmatched}`,
    `  journal        ${String(figures.events).padStart(5)}  events; outcomes unknown ${figures.outcomesUnknown}`,
    `  escalated      ${String(sum(figures.escalations)).padStart(5)}  ${list(figures.escalations)}`,
    `  latest waking  ${String(worstHours).padStart(5)}  rehearsed hours after its time`,
    ...secondOpinion(recounted),
  ].join('\n');
}

/** What the recount of the journal says, without a line of the code that decided. */
function secondOpinion({ rules, contacts, broken, breaches }: Recounted): string[] {
  const asked = rules.reduce((all, rule) => all + rule.asked, 0);
  return [
    `  recounted      ${String(contacts).padStart(5)}  contacts from the journal alone, ${asked} questions of ${rules.length} rules; breaches: ${broken}`,
    ...breaches
      .slice(0, 10)
      .map(({ rule, accountId, version, says }) => `  [${rule}] ${accountId} ${version}: ${says}`),
  ];
}
