import { LANGUAGES, type Language, type Policy, type Template } from '../../domain/policy';
import { OPT_OUT } from '../../domain/render';
import { rungsOf } from './ladders';
import type { PackRule, Path } from './refuse';

type Text = Readonly<{ template: string; language: Language; subject: string; body: string; path: Path }>;

/** Each text of a pack with its place. */
export const textsOf = ({ templates }: Pick<Policy, 'templates'>): readonly Text[] =>
  Object.entries(templates).flatMap(([name, { texts }]) => textsIn(name, texts));

const textsIn = (name: string, texts: Template['texts']): readonly Text[] =>
  LANGUAGES.map((language) => ({
    ...texts[language],
    template: name,
    language,
    path: ['templates', name, 'texts', language],
  }));

/** The places in which a pack names a template. */
const namedIn = (policy: Policy): readonly Readonly<{ name: string; path: Path }>[] => [
  ...rungsOf(policy).map(({ rung, path }) => ({ name: rung.template, path: [...path, 'template'] })),
  ...rungsOf(policy).flatMap(({ rung, path }) =>
    rung.script ? [{ name: rung.script, path: [...path, 'script'] }] : [],
  ),
  { name: policy.identity.template, path: ['identity', 'template'] },
  { name: policy.thirdParty.template, path: ['thirdParty', 'template'] },
  { name: policy.freeText.template, path: ['freeText', 'template'] },
  ...(policy.notice ? [{ name: policy.notice.template, path: ['notice', 'template'] }] : []),
];

export const templatesAreThere: PackRule = (policy, refuse) => {
  for (const { name, path } of namedIn(policy)) {
    if (!Object.hasOwn(policy.templates, name)) refuse(path, `there is no template ${name}`);
  }
  if (policy.optOutIsOffered && !Object.hasOwn(policy.templates, OPT_OUT))
    refuse(['templates'], `there is no template ${OPT_OUT}, and the pack offers it`);
};
