import type { LadderStage, Policy, Rung, Template } from '../policy';

/** A text that is not what it was; the version is null where there is no such text. */
export type TemplateChange = Readonly<{
  template: string;
  from: number | null;
  to: number | null;
  isReworded: boolean;
}>;

/** What differs between two versions of a pack, whatever accounts there are: texts, and rungs by their names. */
export type PackChange = Readonly<{
  templates: readonly TemplateChange[];
  rungsGone: readonly string[];
  rungsNew: readonly string[];
}>;

export function comparePacks(from: Policy, to: Policy): PackChange {
  const [before, after] = [rungNames(from), rungNames(to)];
  const names = [...new Set([...Object.keys(from.templates), ...Object.keys(to.templates)])].sort();
  return {
    templates: names
      .map((name) => templateChange(name, from.templates[name], to.templates[name]))
      .filter((change) => change.from !== change.to || change.isReworded),
    rungsGone: before.filter((name) => !after.includes(name)),
    rungsNew: after.filter((name) => !before.includes(name)),
  };
}

/** TEMPLATE: a text that changes has to get another version; one that did not is shown with `isReworded` and one version. */
function templateChange(template: string, from: Template | undefined, to: Template | undefined): TemplateChange {
  const isReworded = from !== undefined && to !== undefined && wordsOf(from) !== wordsOf(to);
  return { template, from: from?.version ?? null, to: to?.version ?? null, isReworded };
}

const wordsOf = ({ texts }: Template): string =>
  JSON.stringify([texts['zh-TW'], texts['zh-CN'], texts.en].map(({ subject, body }) => [subject, body]));

const STAGES: readonly LadderStage[] = ['earlyWarning', 'reminder', 'negotiation', 'disposal'];

/** In the order in which they are climbed. */
const rungNames = (policy: Policy): readonly string[] => [
  ...STAGES.flatMap((stage) => inLadder(stage, policy.stages[stage].ladder)),
  ...inLadder('fraud', policy.fraud.ladder),
];

const inLadder = (of: string, ladder: readonly Rung[]): readonly string[] => ladder.map(({ name }) => `${of}/${name}`);
