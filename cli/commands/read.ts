import { Command, Option } from 'commander';
import type { HoldKind } from '../../domain/account';
import type { Stage } from '../../domain/events';
import type { ListOptions } from '../reading/list';
import type { UnmatchedOptions } from '../reading/unmatched';
import { inboxId, json, wholeNumber } from './options';

const STAGES = ['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse'] satisfies Stage[];
const HOLDS = ['dispute', 'fraud', 'promise'] satisfies HoldKind[];

export const showCommand = (): Command =>
  new Command('show')
    .description('one account: what it is, and everything that happened to it')
    .argument('<account>')
    .addOption(json())
    .action((account: string, options: { json: boolean }) =>
      (require('../reading/show') as typeof import('../reading/show')).show(account, options),
    );

export const listCommand = (): Command =>
  new Command('list')
    .description('accounts, by id')
    .addOption(new Option('--stage <stage>', 'only this stage').choices(STAGES))
    .addOption(new Option('--status <status>', 'only this status').choices(['handedOver', 'open', 'closed']))
    .addOption(new Option('--hold <hold>', 'only with this hold').choices(HOLDS))
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <id>', 'only those behind this account: the next page')
    .addOption(json())
    .action((options: ListOptions) => (require('../reading/list') as typeof import('../reading/list')).list(options));

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
