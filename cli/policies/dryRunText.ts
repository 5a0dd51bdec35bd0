import type { AdoptionChange, Figures } from '../../domain/adoption/figures';
import type { PackChange, TemplateChange } from '../../domain/adoption/packChange';
import type { PolicyInForce } from '../../domain/policy';
import type { Instant } from '../../domain/time';
import { labelled, type Line } from '../terminal/labelled';
import { table } from '../terminal/table';
import { HEADERS, rowOf } from './changeRows';

type Told = Readonly<{
  from: PolicyInForce;
  to: PolicyInForce;
  at: Instant;
  pack: PackChange;
  figures: Figures;
  listSha256: string;
  examples: readonly AdoptionChange[];
}>;

/** A dry run for people: what differs in the pack, figures, and some examples. */
export function dryRunText({ from, to, at, pack, figures, listSha256, examples }: Told): string {
  const { id } = to.policy;
  return [
    `${id}: ${nameOf(from)} → ${nameOf(to)}, as of ${new Date(at).toISOString()}`,
    '',
    labelled([...packLines(pack), ...accountLines(figures), ['whole list', `sha256 ${listSha256}`]]),
    ...contactTable(figures),
    ...exampleTable(examples),
    '',
    `Nothing was changed. It can be adopted within 24 hours: arrears policy adopt ${id} --to ${to.hash.slice(0, 12)}`,
  ].join('\n');
}

const nameOf = ({ hash, policy }: PolicyInForce): string => `${policy.version} (${hash.slice(0, 12)})`;

const packLines = ({ templates, rungsGone, rungsNew }: PackChange): readonly Line[] => [
  ['texts', templates.map(templateText).join('\n') || 'none changes'],
  ['rungs gone', rungsGone.join(', ') || undefined],
  ['rungs new', rungsNew.join(', ') || undefined],
];

function templateText({ template, from, to, isReworded }: TemplateChange): string {
  if (from === null) return `${template}: new, version ${to}`;
  if (to === null) return `${template}: gone`;
  const unnamed = from === to && isReworded ? ', reworded without a new version [TEMPLATE]' : '';
  return `${template}: version ${from} → ${to}${unnamed}`;
}

function accountLines(figures: Figures): readonly Line[] {
  const { earlier, later, dateIsNew, dateIsGone, sameDate } = figures.nextChanged;
  const moved = [
    `${earlier} earlier, ${later} later, ${dateIsNew} get a date, ${dateIsGone} lose it`,
    `${sameDate} do something else on the same date`,
  ].join(', ');
  const atOnce = Object.entries(figures.atOnce).map(([words, count]) => `${words}: ${count}`);
  return [
    ['accounts', `${figures.accounts} live under the old version`],
    ['not begun', figures.notBegun === 0 ? undefined : `${figures.notBegun} have not begun: no journal to look at`],
    ['left out', figures.leftOut === 0 ? undefined : `${figures.leftOut} keep it: the new one is not for them`],
    ['next steps', moved],
    ['at once', atOnce.sort().join('\n') || undefined],
  ];
}

function contactTable(figures: Figures): readonly string[] {
  const { contacts, contactsChanged, contactsNotReproduced, contactsOutsideCalendar } = figures;
  const rows = contactsChanged.map(({ rule, was, wouldBe, count }) => [rule || null, was, wouldBe, String(count)]);
  const silent = [
    ...(contactsNotReproduced > 0 ? [`${contactsNotReproduced} were decided by other rules or another pack`] : []),
    ...(contactsOutsideCalendar > 0 ? [`${contactsOutsideCalendar} lie before the new calendar`] : []),
  ];
  return [
    '',
    `Of ${contacts} contacts in the journals ${rows.length === 0 ? 'none would have been another.' : 'these would have been others:'}`,
    ...(rows.length === 0 ? [] : [table(['rule', 'was', 'would be', 'contacts'], rows)]),
    ...(silent.length === 0 ? [] : [`Not compared: ${silent.join('; ')}.`]),
  ];
}

const exampleTable = (examples: readonly AdoptionChange[]): readonly string[] =>
  examples.length === 0 ? [] : ['', 'For example:', table(HEADERS, examples.map(rowOf))];
