import { Command, InvalidArgumentError, Option } from 'commander';
import type { SimulateOptions } from '../simulating/simulatePortfolio';
import { atOnce, day, json, wholeNumber } from './options';

export const simulateCommand = (): Command =>
  new Command('simulate')
    .description('a virtual year of a whole portfolio under one policy pack or several; needs no service')
    .requiredOption(
      '--portfolio <file>',
      'an overdue file as `arrears import` takes it: .csv, .jsonl or .ndjson, also .gz',
    )
    .requiredOption(
      '--policy <pack>',
      'a pack of this service by its id, or a .yaml file; the first is the champion',
      several,
    )
    .option('--days <n>', 'so many days, 1 to 1826', days, 365)
    .option('--seed <n>', 'the luck: the same seed gives the same result', seed, 1)
    .option(
      '--accounts <n>',
      'live so many accounts, each row as often as it takes (default: each row once)',
      wholeNumber,
    )
    .option('--start <day>', 'the day of the hand-over (default: the day after the latest due date)', day)
    .addOption(new Option('--collector <who>', 'who collects').choices(['bank', 'agency']).default('bank'))
    .option('--behaviour <file>', 'what contacts are assumed to do (default: simulation/models/assumed-behaviour.yaml)')
    .option('--model <file>', 'how debtors were seen to pay (default: simulation/models/late-card-clients.json)')
    .option('--rejects <file>', 'where rejected rows are told')
    .option('--threads <n>', 'so many threads (default: one for each core)', atOnce)
    .option('--html <file>', 'write a page with charts to this file')
    .addOption(json())
    .addHelpText(
      'after',
      '\nThe result does not depend on the number of threads. Ctrl-C stops it and leaves nothing behind.',
    )
    .action((options: SimulateOptions) =>
      (
        require('../simulating/simulatePortfolio') as typeof import('../simulating/simulatePortfolio')
      ).simulatePortfolio(options),
    );

const several = (pack: string, before: readonly string[] = []): readonly string[] => [...before, pack];

function days(text: string): number {
  const count = wholeNumber(text);
  if (count > 1826) throw new InvalidArgumentError('must be 1 to 1826 days');
  return count;
}

function seed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number of at most 15 digits, 0 or more');
}
