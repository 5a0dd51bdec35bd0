import { Command } from 'commander';
import { join } from 'node:path';
import type { StartOptions } from '../start/start';
import type { RehearseOptions } from '../start/rehearse';
import { json, notNegative, positive, wholeNumber } from './options';

const SAMPLE = join(__dirname, '..', '..', 'examples', 'sample');

export const startCommand = (): Command =>
  rehearsing('start')
    .description('start everything on embedded parts and let a sample portfolio live under the rehearsal clock')
    .option('--stay', 'keep the service up after the report', false)
    .action((options: StartOptions) => (require('../start/start') as typeof import('../start/start')).start(options));

export const rehearseCommand = (): Command =>
  rehearsing('rehearse')
    .description('the rehearsal of `start` for scripts: the report, an exit code, and nothing stays up')
    .option('--late-hours <n>', 'exit code 4 when an account woke more rehearsed hours late than this', notNegative)
    .action((options: RehearseOptions) =>
      (require('../start/rehearse') as typeof import('../start/rehearse')).rehearse(options),
    );

const rehearsing = (name: string): Command =>
  new Command(name)
    .option('--accounts <n>', 'how many accounts of the portfolio live', wholeNumber, 60)
    .option('--days <n>', 'how many days they live', wholeNumber, 200)
    .option('--speed <days>', 'rehearsed days per second (default: what the machine can hold)', positive)
    .option('--portfolio <folder>', 'a folder that examples/convert.ts made', SAMPLE)
    .addOption(json());
