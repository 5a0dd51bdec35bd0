import { Command, Option } from 'commander';
import type { ResetTo } from '../../client/resetAccount';
import type { ResetOptions } from '../housekeeping/reset';
import type { SweepOptions } from '../housekeeping/sweep';
import { by, json, reference, userOfTerminal } from './options';

export const sweepCommand = (): Command =>
  new Command('sweep')
    .description('hold accounts and workflows against each other: lost, stuck, lingering or overdue ones')
    .option('--repair', 'ring those that a bell can wake; ringing is harmless', false)
    .addOption(json())
    .addHelpText('after', '\nExit code 3: something is left that was not repaired.')
    .action((options: SweepOptions) =>
      (require('../housekeeping/sweep') as typeof import('../housekeeping/sweep')).sweepAll(options),
    );

const TO: readonly ResetTo[] = ['last', 'first', 'fresh'];

export const resetCommand = (): Command =>
  new Command('reset')
    .description("begin an account's newest run anew; nothing that was decided or sent happens again")
    .argument('<account>')
    .requiredOption('--reason <word>', 'why, in a word or a ticket, as Temporal keeps it', reference)
    .addOption(
      new Option('--to <where>', 'the last or the first workflow task, or a fresh run on the current build')
        .choices(TO)
        .default('last'),
    )
    .addOption(by('who resets it'))
    .addOption(json())
    .action((account: string, options: Omit<ResetOptions, 'by'> & { by?: string }) =>
      (require('../housekeeping/reset') as typeof import('../housekeeping/reset')).reset(account, {
        ...options,
        by: options.by ?? userOfTerminal(),
      }),
    );
