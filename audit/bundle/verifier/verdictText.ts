import type { BundleVerdict } from './verifyBundle';
import { CHECKS, type Check, type Finding } from './tally';

const ASKS: Readonly<Record<Check, string>> = {
  container: 'each byte of the file is as it was written',
  manifest: 'the manifest is signed',
  entries: 'each file is the one that was signed, none is missing or added',
  journal: 'the hash chain of each account is whole',
  packs: 'each policy pack is the one that the journal names',
  inbox: 'each cause was heard',
  checkpoints: 'the checkpoints are signed and follow one another',
  inclusion: 'each event stands in its checkpoint',
  histories: 'the runs of each account are here and hang together',
  witness: 'the histories say what the journal says',
  decisions: 'each decision comes out again',
  texts: 'each text is the one that went out',
};

const SAYS = {
  holds: 'Everything was checked and holds.',
  damaged: 'DAMAGED: this bundle is not what was made, or was made of records that do not fit together.',
  notChecked: 'What was checked holds, but not everything could be checked.',
} as const;

const FINDINGS_SHOWN = 50;

/** The verdict for people: a line for each question, what was found, and one sentence at the end. */
export function verdictText({ outcome, counts, findings, madeAt, accounts }: BundleVerdict): string {
  const lines = CHECKS.map((check) => {
    const { holds, damaged, notChecked } = counts[check];
    const figures = [
      `${holds} hold`,
      damaged > 0 && `${damaged} DAMAGED`,
      notChecked > 0 && `${notChecked} not checked`,
    ];
    return `  ${check.padEnd(12)}${ASKS[check]}: ${figures.filter(Boolean).join(', ')}`;
  });
  return [
    madeAt === null ? 'Audit bundle' : `Audit bundle of ${accounts} accounts, made at ${madeAt}`,
    ...lines,
    ...findings.slice(0, FINDINGS_SHOWN).map(findingText),
    ...(findings.length > FINDINGS_SHOWN ? [`… and ${findings.length - FINDINGS_SHOWN} more; --json has them.`] : []),
    SAYS[outcome],
  ].join('\n');
}

const findingText = ({ check, kind, where, says }: Finding): string =>
  `${kind === 'damaged' ? 'DAMAGED' : 'not checked'}  ${check}: ${where}: ${says}`;
