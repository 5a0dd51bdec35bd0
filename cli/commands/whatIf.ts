import { Command, Option } from 'commander';
import { stage } from '../../storage/codecParts';
import type { WhatIfOptions } from '../whatIf/askWhatIf';
import { day, json } from './options';

export const whatIfCommand = (): Command =>
  new Command('what-if')
    .description('the same recorded facts under another pack: contacts, stages and money that would differ')
    .argument('[account]', 'one account, side by side (or a portfolio: --all, --pack, --stage)')
    .requiredOption('--policy <file>', 'the other pack, a .yaml file like those in policies/')
    .option('--all', 'every account', false)
    .option('--pack <id>', 'accounts that follow this pack, in whatever version')
    .addOption(new Option('--stage <stage>', 'accounts that are in this stage').choices(stage.options))
    .option('--until <day>', 'live both through this day, UTC (default: now)', day)
    .option('--html <file>', 'write a page with tables and charts there')
    .addOption(json())
    .addHelpText('after', '\nNothing is changed. What a counterfactual cannot know stands at the end of every answer.')
    .action((account: string | undefined, options: WhatIfOptions) =>
      (require('../whatIf/askWhatIf') as typeof import('../whatIf/askWhatIf')).askWhatIf(account, options),
    );
