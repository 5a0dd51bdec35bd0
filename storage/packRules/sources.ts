import type { RuleId } from '../../domain/rules/ruleId';
import type { PackRule } from './refuse';

/** The rules that every pack has figures or words for. */
const WITH_FIGURES: readonly RuleId[] = [
  'HOURS',
  'HOLIDAY',
  'FREQUENCY',
  'CONSENT',
  'IDENTITY',
  'THIRD-PARTY',
  'TEMPLATE',
  'CONDUCT',
  'FRAUD',
  'HARDSHIP',
  'COMPLAINT',
  'LETTER-MIN',
  'ALLOCATION',
  'RETENTION',
  'PROMISE',
  'ARRANGEMENT',
  'LEGAL-READY',
];

export const sourcesAreNamed: PackRule = ({ sources, notice }, refuse) => {
  const needed: readonly RuleId[] = notice ? [...WITH_FIGURES, 'NOTICE'] : WITH_FIGURES;
  for (const rule of needed) {
    if (sources[rule] === undefined)
      refuse(['sources', rule], 'it is not said where the figures of this rule come from');
  }
};
