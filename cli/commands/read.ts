import { Command, Option } from 'commander';
import { HOLD_KINDS } from '../../domain/rules/holds';
import { stage } from '../../storage/codecParts';
import type { EscalationOptions } from '../reading/escalations';
import type { ListOptions } from '../reading/list';
import type { RegisterOptions } from '../reading/register';
import type { UnmatchedOptions } from '../reading/unmatched';
import { ESCALATIONS } from '../reading/words';
import { ROLES } from '../timeline/roles';
import type { TimelineOptions } from '../timeline/timeline';
import { inboxId, json, wholeNumber } from './options';

export const showCommand = (): Command =>
  new Command('show')
    .description('one account: what it is, and everything that happened to it')
    .argument('<account>')
    .addOption(json())
    .action((account: string, options: { json: boolean }) =>
      (require('../reading/show') as typeof import('../reading/show')).show(account, options),
    );

export const whyCommand = (): Command =>
  new Command('why')
    .description('why one event of an account came about: rule, pack, window, counts, what was in force, and its cause')
    .argument('<account>')
    .argument('<event>', 'its version in the journal, the id of an attempt, or the register number of a letter')
    .addOption(json())
    .addHelpText('after', '\nExit code 3: the hash chain of the account is broken; the answer says where.')
    .action((account: string, event: string, options: { json: boolean }) =>
      (require('../reading/why/why') as typeof import('../reading/why/why')).why(account, event, options),
    );

export const timelineCommand = (): Command =>
  new Command('timeline')
    .description('the whole life of an account as a page to read, with what went out, for one role')
    .argument('<account>')
    .option('--html <file>', 'write the page there (default: timeline-<account>.html in this folder)')
    .option('--pdf <file>', 'write it as a PDF')
    .addOption(new Option('--as <role>', 'for whom it is: what is masked').choices(ROLES).default('operator'))
    .addOption(json())
    .addHelpText(
      'after',
      '\nExit code 3: the hash chain is broken, or a text is not the one that the journal names; the page says where.',
    )
    .action((account: string, options: TimelineOptions) =>
      (require('../timeline/timeline') as typeof import('../timeline/timeline')).timeline(account, options),
    );

export const listCommand = (): Command =>
  new Command('list')
    .description('accounts, by id')
    .addOption(new Option('--stage <stage>', 'only this stage').choices(stage.options))
    .addOption(new Option('--status <status>', 'only this status').choices(['handedOver', 'open', 'closed']))
    .addOption(new Option('--hold <hold>', 'only with this hold').choices(HOLD_KINDS))
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <id>', 'only those behind this account: the next page')
    .addOption(json())
    .action((options: ListOptions) => (require('../reading/list') as typeof import('../reading/list')).list(options));

export const escalationsCommand = (): Command =>
  new Command('escalations')
    .description('what waits for a person, the oldest first; `send settle` says that somebody has seen to it')
    .addOption(new Option('--kind <kind>', 'only this kind').choices(Object.keys(ESCALATIONS)))
    .option('--account <account>', 'only of this account')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <key>', 'the next page, as the page before names it')
    .addOption(json())
    .action((options: EscalationOptions) =>
      (require('../reading/escalations') as typeof import('../reading/escalations')).escalations(options),
    );

export const registerCommand = (): Command =>
  new Command('register')
    .description('the letter register: every number of a series and what became of it [LETTER-REGISTERED]')
    .argument('[series]', 'one series with its numbers (default: all series, without them)')
    .option('--limit <n>', 'at most so many numbers', wholeNumber, 100)
    .option('--after <number>', 'only numbers behind this one: the next page', wholeNumber, 0)
    .addOption(json())
    .addHelpText('after', '\nExit code 1: a number is missing, or one is there that was never given.')
    .action((series: string | undefined, options: RegisterOptions) =>
      (require('../reading/register') as typeof import('../reading/register')).register(series, options),
    );

export const unmatchedCommand = (): Command =>
  new Command('unmatched')
    .description('facts that named an account nobody handed over, the oldest first')
    .option('--limit <n>', 'at most so many', wholeNumber, 100)
    .addOption(json())
    .action((options: UnmatchedOptions) =>
      (require('../reading/unmatched') as typeof import('../reading/unmatched')).unmatched(options),
    );

export const matchCommand = (): Command =>
  new Command('match')
    .description('say which account an unmatched fact belongs to')
    .argument('<inboxId>', 'the id that `arrears unmatched` shows', inboxId)
    .argument('<account>')
    .addOption(json())
    .action((id: string, account: string, options: { json: boolean }) =>
      (require('../sending/match') as typeof import('../sending/match')).match(id, account, options),
    );
