import { Option, type Command } from 'commander';
import type { Provenance, ReportedHold } from '../../../domain/events';
import type { Channel } from '../../../domain/policy';
import type { Day, Hours } from '../../../domain/time';
import { channel, provenance, reportedHold } from '../../../storage/codecParts';
import { by, day, hours, madeId, oneOf, reference, userOfTerminal } from '../options';
import { fact, send, type Common } from './fact';

/** Why a debtor is left alone, and for how long. Every account of the debtor is told. */
export const holdFacts = (): Command[] => [placeHold(), reviewHold(), setTerms(), endHold()];

type Placed = Common & Readonly<{ kind: ReportedHold; provenance: Provenance; reviewOn?: Day; by?: string }>;

function placeHold(): Command {
  return fact('hold', 'a reason to leave the debtor alone: collection stops', 'the id of the hold')
    .addOption(oneOf('--kind <kind>', 'why', reportedHold.options))
    .addOption(oneOf('--provenance <who>', 'who said so', provenance.options))
    .option('--review-on <day>', 'a person looks at it again by then; complaint and hardship: as the pack says', day)
    .addOption(by('who writes it down'))
    .action((account: string, options: Placed) => {
      const { id: holdId = madeId(), kind, provenance, reviewOn = null, by = userOfTerminal(), json } = options;
      const placed = { type: 'HoldReported', holdId, kind, provenance, by, reviewOn, textId: null } as const;
      return send(account, json, 'holds', holdId, placed);
    });
}

type Changed = Common & Readonly<{ holdId: string; reviewOn: Day; by?: string }>;

const change = (name: string, description: string, whatIsId?: string): Command =>
  fact(name, description, whatIsId)
    .requiredOption('--hold-id <id>', 'the hold, as `arrears show` names it', reference)
    .addOption(by('who decides it'));

function reviewHold(): Command {
  return change('hold-review', 'somebody has looked at a hold [HARDSHIP]', 'names this review')
    .requiredOption('--review-on <day>', 'when a person looks at it again', day)
    .action((account: string, options: Changed) => {
      const { id = madeId(), holdId, reviewOn, by = userOfTerminal(), json } = options;
      return send(account, json, 'hold-reviews', id, { type: 'HoldReviewReported', holdId, reviewOn, by });
    });
}

function setTerms(): Command {
  return change('hold-terms', 'when and how a vulnerable debtor may be contacted [VULNERABLE]', 'names this decision')
    .requiredOption('--hours <hours>', 'within the lawful hours, like 10:00-16:00', hours)
    .addOption(new Option('--channel <channel...>', 'on which').choices(channel.options).makeOptionMandatory())
    .requiredOption('--review-on <day>', 'when a person looks at it again', day)
    .action((account: string, options: Changed & { hours: Hours; channel: readonly Channel[] }) => {
      const { id = madeId(), holdId, hours, channel, reviewOn, by = userOfTerminal(), json } = options;
      const terms = { hours, channels: [...new Set(channel)] };
      return send(account, json, 'hold-terms', id, { type: 'HoldTermsReported', holdId, terms, reviewOn, by });
    });
}

function endHold(): Command {
  return change('hold-end', 'a hold ends, once: collection goes on where it stopped')
    .requiredOption('--because <word>', 'why, in a word', reference)
    .action((account: string, options: Omit<Changed, 'reviewOn'> & { because: string }) => {
      const { holdId, because, by = userOfTerminal(), json } = options;
      return send(account, json, 'hold-ends', `${account}/${holdId}`, { type: 'HoldEndReported', holdId, because, by });
    });
}
