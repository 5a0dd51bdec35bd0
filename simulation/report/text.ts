import type { Currency } from '../../domain/money';
import type { OfPack, Simulated } from '../result';
import { assumedLines, LIMITS, provenanceOf } from './provenance';
import { ASSUMED_SAYS, differenceText, figureText, INTERVALS_SAY, isClear, labelOf, rangeText } from './words';

type Table = (headers: readonly string[], rows: readonly (readonly (string | null)[])[]) => string;
type Labelled = (lines: readonly (readonly [string, string | undefined])[]) => string;

/** A simulation for people at a terminal. */
export function simulatedText(simulated: Simulated, table: Table, labelled: Labelled): string {
  const { accounts, days, startOn, warnings, packs } = simulated;
  return [
    `${accounts.toLocaleString('en')} accounts, ${days} days from ${startOn}, seed ${simulated.seed}`,
    ...warnings.map((warning) => `Mind: ${warning}.`),
    '',
    figuresTable(simulated, table),
    ...differenceTables(simulated, table),
    '',
    countsTable('how accounts ended', simulated, ({ ended }) => ended, table),
    '',
    countsTable('still open, by stage', simulated, ({ open }) => open, table),
    '',
    countsTable('still open, by bucket', simulated, ({ bucket }) => bucket, table),
    '',
    countsTable('contacts suppressed by rule', simulated, ({ suppressed }) => suppressed, table),
    '',
    INTERVALS_SAY,
    ASSUMED_SAYS,
    ...(packs.length === 1 ? ['Only one policy was given: nothing is compared.'] : []),
    '',
    labelled(provenanceOf(simulated)),
    '',
    'Assumed, not measured:',
    labelled(assumedLines(simulated.behaviour).filter(([path]) => path !== 'sha256' && path !== 'format')),
    '',
    'Left out:',
    ...LIMITS.map((limit) => `  ${limit}`),
  ].join('\n');
}

const nameOf = ({ role, id, version }: OfPack): string => `${role}: ${id} ${version}`;

function figuresTable({ packs, currency }: Simulated, table: Table): string {
  const names = Object.keys(packs[0]!.figures);
  const headers = ['', ...packs.flatMap((pack) => [nameOf(pack), '95 %'])];
  const rows = names.map((name) => [
    labelOf(name),
    ...packs.flatMap(({ figures }) => {
      const { value, interval } = figures[name]!;
      return [figureText(name, value, currency), rangeText(name, interval, currency)];
    }),
  ]);
  return table(headers, rows);
}

function differenceTables({ differences, currency }: Simulated, table: Table): readonly string[] {
  return differences.flatMap(({ id, version, figures }) => [
    '',
    table(
      [`${id} ${version} less the champion`, 'difference', '95 %', 'more than chance'],
      Object.entries(figures).map(([name, { difference, interval }]) => [
        labelOf(name),
        differenceText(name, difference, currency),
        rangeOf(name, interval, currency),
        isClear(interval) ? 'yes' : '',
      ]),
    ),
  ]);
}

const rangeOf = (name: string, interval: Parameters<typeof rangeText>[1], currency: Currency): string =>
  rangeText(name, interval, currency, differenceText);

function countsTable(
  title: string,
  { packs }: Simulated,
  counts: (pack: OfPack) => Readonly<Record<string, number>>,
  table: Table,
): string {
  const names = [...new Set(packs.flatMap((pack) => Object.keys(counts(pack))))].sort();
  const rows = names.map((name) => [name, ...packs.map((pack) => (counts(pack)[name] ?? 0).toLocaleString('en'))]);
  return names.length === 0 ? `${title}: none` : table([title, ...packs.map(nameOf)], rows);
}
