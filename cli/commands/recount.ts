import { Command } from 'commander';
import { json } from './options';

export const recountCommand = (): Command =>
  new Command('recount')
    .description('count again from the journal alone, without the code that decides, whether every rule was kept')
    .argument('[account...]', 'only these, with all other accounts of their debtors')
    .addOption(json())
    .addHelpText('after', '\nExit code 1: a rule was broken; each breach names its account and event.')
    .action((accounts: string[], options: { json: boolean }) =>
      (require('../checking/recountCheck') as typeof import('../checking/recountCheck')).recountCheck(
        accounts,
        options,
      ),
    );
