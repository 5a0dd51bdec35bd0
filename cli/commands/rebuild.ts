import { Command } from 'commander';
import type { RebuildOptions } from '../checking/rebuildCheck';
import { json } from './options';

export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description('check the hash chain, tell all lists anew from the journal and compare them with the live ones')
    .option('--write', 'put the live lists right; accounts wait meanwhile', false)
    .addOption(json())
    .addHelpText('after', '\nExit code 3: the chain is broken, or something differs and --write was not given.')
    .action((options: RebuildOptions) =>
      (require('../checking/rebuildCheck') as typeof import('../checking/rebuildCheck')).rebuildCheck(options),
    );
