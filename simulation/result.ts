import type { PolicyInForce } from '../domain/policy';
import { addDays, type Day } from '../domain/time';
import { compare, measuresWith, Sums, type Compared, type Measure, type Told } from './figures/figures';
import type { Groups } from './figures/groups';
import { BUCKETS, ENDINGS, STAGES, type Layout } from './figures/layout';
import { RULE_IDS } from '../domain/rules/ruleId';
import type { Simulation } from './simulate';

type Lived = Simulation &
  Readonly<{
    build: string;
    file: string;
    leftOut: Readonly<Record<string, number>>;
    layout: Layout;
    groups: readonly Groups[];
  }>;

type Numbers = Readonly<Record<string, number>>;
export type OfPack = Readonly<{
  role: 'champion' | 'challenger';
  id: string;
  version: string;
  hash: string;
  figures: Readonly<Record<string, Told>>;
  ended: Numbers;
  open: Numbers;
  bucket: Numbers;
  suppressed: Numbers;
  deferred: Numbers;
  /** Sums up to the end of each week. */
  recoveredMinorByWeek: readonly number[];
  curedByWeek: readonly number[];
}>;
/** Of a challenger, less the champion. */
export type Difference = Readonly<{
  id: string;
  version: string;
  hash: string;
  figures: Readonly<Record<string, Compared>>;
}>;

/** All that a simulation tells. Nothing in it depends on the machine, the threads or the day it was run. */
export type Simulated = ReturnType<typeof simulated>;

export function simulated(lived: Lived) {
  const { survey, model, behaviour, packs, groups, layout, days, startOn } = lived;
  const measures = measuresWith(behaviour.assumptions.cost);
  const sums = groups.map((ofPack) => new Sums(layout, ofPack));
  const champion = sums[0]!;
  return {
    format: 1,
    build: lived.build,
    seed: lived.seed,
    startOn,
    days,
    accounts: champion.total('accounts'),
    owedMinor: champion.total('owedMinor'),
    currency: packs[0]!.policy.currency,
    portfolio: {
      file: lived.file,
      sha256: survey.sha256,
      rows: survey.rows,
      rejected: survey.rejected,
      leftOut: lived.leftOut,
    },
    model: {
      sha256: model.sha256,
      source: model.model.source,
      lateClients: model.model.lateClients,
      check: model.model.check,
    },
    behaviour: { sha256: behaviour.sha256, ...behaviour.assumptions },
    warnings: packs.flatMap((pack) => warningsOf(pack, startOn, days)),
    packs: packs.map((pack, i) => ofPack(pack, i, sums[i]!, measures, layout)),
    differences: packs.slice(1).map(({ hash, policy }, i): Difference => {
      const figures = measures.map((measure) => [measure.name, compare(measure, champion, sums[i + 1]!)] as const);
      return { id: policy.id, version: policy.version, hash, figures: Object.fromEntries(figures) };
    }),
  };
}

function ofPack(
  { hash, policy }: PolicyInForce,
  nth: number,
  sums: Sums,
  measures: readonly Measure[],
  layout: Layout,
): OfPack {
  const numbers = (kind: string, words: readonly string[]): Numbers =>
    Object.fromEntries(
      words.map((word) => [word, sums.total(`${kind}.${word}`)] as const).filter(([, count]) => count > 0),
    );
  return {
    role: nth === 0 ? 'champion' : 'challenger',
    id: policy.id,
    version: policy.version,
    hash,
    figures: Object.fromEntries(measures.map((measure) => [measure.name, sums.tell(measure)])),
    ended: numbers('ended', ENDINGS),
    open: numbers('open', STAGES),
    bucket: numbers('bucket', BUCKETS),
    suppressed: numbers('suppressed', RULE_IDS),
    deferred: numbers('deferred', RULE_IDS),
    recoveredMinorByWeek: soFar(sums, 'recoveredMinor', layout.weeks),
    curedByWeek: soFar(sums, 'cured', layout.weeks),
  };
}

function soFar(sums: Sums, name: string, weeks: number): readonly number[] {
  let total = 0;
  return Array.from({ length: weeks }, (_, week) => (total += sums.total(`${name}.${week}`)));
}

/** A pack or calendar that ends earlier than the simulation is no error: the service would live on just so. */
function warningsOf({ policy }: PolicyInForce, startOn: Day, days: number): readonly string[] {
  const lastOn = addDays(startOn, days);
  const name = `${policy.id} ${policy.version}`;
  const { calendar, valid } = policy;
  return [
    ...(valid.through < lastOn ? [`${name} is valid through ${valid.through}; the simulation ends on ${lastOn}`] : []),
    ...(calendar.knownThrough < lastOn && !policy.contactOnHolidays
      ? [`${name}: its calendar is known through ${calendar.knownThrough}; after that nobody is contacted`]
      : []),
  ];
}
