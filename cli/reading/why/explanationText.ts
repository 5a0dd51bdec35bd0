import type { Approval } from '../../../domain/policy';
import { labelled, type Line } from '../../terminal/labelled';
import { countText, windowText } from '../proofText';
import { STAGES, type Words } from '../words';
import { causeLine } from './cause';
import { chainText } from './chain';
import type { Explanation, UsedTemplate } from './explain';
import { inForceLines, type InForce } from '../inForce';

/** The whole explanation for a person: the sentence, then a line for each thing that bears on it. */
export function explanationText(told: Explanation, words: Words): string {
  const { accountId, version, versions, type, says } = told;
  const lines: readonly Line[] = [
    ['decided', told.decided ?? 'nothing: it records what happened'],
    ['when', `${words.moment(told.at)} ${told.timeZone} (${new Date(told.at).toISOString()})`],
    ...ruleLines(told),
    ...proofLines(told),
    ...packLines(told),
  ];
  const behind: readonly Line[] = [
    ['cause', causeLine(told.cause, words)],
    ['build', told.build],
    ['hash', told.hash],
    ['chain', chainText(told.chain, versions)],
  ];
  const before = told.inForce ? labelled(beforeLines(told.inForce, words)) : '  nothing: the account begins here';
  return [
    `${accountId}, event ${version} of ${versions}: ${type}`,
    says,
    '',
    labelled(lines),
    '',
    'In force just before:',
    before,
    '',
    'Where it comes from:',
    labelled(behind),
    ...laterLines(told, words),
  ].join('\n');
}

const beforeLines = (inForce: InForce, words: Words): readonly Line[] => [
  ['stage', STAGES[inForce.stage]],
  ['balance', words.money(inForce.balanceMinor)],
  ...inForceLines(inForce, words),
];

export function ruleLines({ rules, proof }: Pick<Explanation, 'rules' | 'proof'>): readonly Line[] {
  if (rules.length > 0) {
    return rules.map(({ id, words, source }) => ['rule', `${id}: ${words}${source ? `\nsource: ${source}` : ''}`]);
  }
  return proof ? [['rule', 'none stood against it']] : [];
}

export function proofLines({ proof, forbiddenWords }: Pick<Explanation, 'proof' | 'forbiddenWords'>): readonly Line[] {
  const found: readonly Line[] = forbiddenWords.length > 0 ? [['found', forbiddenWords.join(', ')]] : [];
  if (!proof) return found;
  return [
    ['asked', proof.asked.join(', ') || undefined],
    ['window', windowText(proof) ?? 'none is known'],
    [
      'counts',
      proof.counts.map((count) => `${countText(count)}${count.counted >= count.allowed ? ': full' : ''}`).join('\n'),
    ],
  ];
}

function packLines({ policy, template }: Explanation): readonly Line[] {
  const { id, version, hash, valid, approvals } = policy;
  const text = `${id} ${version}, valid from ${valid.from} through ${valid.through}\n${hash}`;
  return [
    ['pack', [text, ...approvals.map(approvalText)].join('\n')],
    ['template', template ? templateText(template) : undefined],
  ];
}

export function templateText({ name, version, approval, textSha256 }: UsedTemplate): string {
  const approved = approval ? approvalText(approval) : 'the pack does not hold it';
  const hash = textSha256 === null ? [] : [`the text is kept sealed, hash ${textSha256}`];
  return [`${name}, version ${version}`, approved, ...hash].join('\n');
}

export const approvalText = ({ by, on, through }: Approval): string => `approved by ${by}, on ${on} through ${through}`;

function laterLines({ later }: Explanation, words: Words): readonly string[] {
  if (later.length === 0) return [];
  return [
    '',
    'What became of it:',
    ...later.map(({ version, at, says }) => `  ${version}  ${words.moment(at)}  ${says}`),
  ];
}
