import type { Simulated } from '../result';

/** Where everything comes from: who has the same can run it again and gets the same. */
export function provenanceOf(simulated: Simulated): readonly (readonly [label: string, text: string])[] {
  const { portfolio, model, behaviour, seed, build, packs } = simulated;
  const leftOut = Object.entries(portfolio.leftOut).map(([product, count]) => `${count} ${product} left out`);
  const rows = [`${portfolio.rows} rows`, `${portfolio.rejected} rejected`, ...leftOut].join(', ');
  const { logLoss, paidShareOfBills } = model.check;
  return [
    ['seed', String(seed)],
    ['build', build],
    ['portfolio', `${portfolio.file}, ${rows}, sha256 ${portfolio.sha256}`],
    ...packs.map(({ role, id, version, hash }) => [role, `${id} ${version}, hash ${hash}`] as const),
    [
      'model',
      `counted from ${model.source.name} (${model.source.by}, ${model.source.licence}), sha256 ${model.sha256}`,
    ],
    [
      'model check',
      `on a month that it had not seen: log loss of what is paid ${logLoss.pays} (naive ${logLoss.naivePays}), ` +
        `of what becomes of it ${logLoss.becomes} (naive ${logLoss.naiveBecomes}); ` +
        `paid of bills ${percent(paidShareOfBills.predicted)} foretold, ${percent(paidShareOfBills.observed)} seen`,
    ],
    ['assumed', `${behaviour.description}, sha256 ${behaviour.sha256}`],
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** What the simulation leaves out, so that nobody takes it for more than it is. */
export const LIMITS: readonly string[] = [
  'The histories are of credit-card clients in Taiwan in 2005, six months of each; a year is lived as if every month were like those.',
  'An account that pays its arrears is cured and leaves: what it would pay later is not counted. Who is cured early can so have paid less here.',
  'The balance does not grow: neither new interest nor new spending is added.',
  'Rows of one debtor are one debtor only where they stand together in the file.',
  'Providers take every contact at once; nothing is late.',
];

/** Assumptions as lines of `a.b.c: value`. */
export function assumedLines(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => assumedLines(part, path === '' ? key : `${path}.${key}`));
}
