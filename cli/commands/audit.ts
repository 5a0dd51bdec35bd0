import { Command } from 'commander';
import type { AuditOptions } from '../auditing/audit';
import { atOnce, day, json, wholeNumber } from './options';

export const auditCommand = (): Command =>
  new Command('audit')
    .description('replay histories, and hold journal, decisions, rules and provider records against each other')
    .argument('[account...]', 'these, with all other accounts of their debtors')
    .option('--all', 'every account, and what belongs to none', false)
    .option('--since <day>', 'accounts that something has happened to since this day', day)
    .option('--sample <n>', 'so many of them, drawn by the seed, with all accounts of their debtors', wholeNumber)
    .option('--seed <text>', 'draws the sample', '1')
    .option('--jobs <n>', 'so many processes (default: one for each core)', atOnce)
    .option('--archive-alone', 'take histories from the archive and ask Temporal for none', false)
    .option('--html <file>', 'write the report as a page')
    .addOption(json())
    .addHelpText('after', '\nExit code 3: something is broken. 6: nothing is, but something could not be checked.')
    .action((accounts: string[], options: AuditOptions) =>
      (require('../auditing/audit') as typeof import('../auditing/audit')).audit(accounts, options),
    );
