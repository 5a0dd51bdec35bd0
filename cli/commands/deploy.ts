import { Command, InvalidArgumentError } from 'commander';
import type { NudgeOptions } from '../deploy/nudge';
import { json, wholeNumber } from './options';

type Json = Readonly<{ json: boolean }>;

export const deployCommandGroup = (): Command => {
  const group = new Command('deploy').description(
    'builds: which still hold accounts, choosing one, moving accounts to it',
  );
  for (const command of [status(), activate(), nudge()]) group.addCommand(command);
  return group;
};

const status = (): Command =>
  new Command('status')
    .description('every build: its workers, the accounts that are still on it, and whether its code is kept')
    .addOption(json())
    .action((options: Json) =>
      (require('../deploy/showStatus') as typeof import('../deploy/showStatus')).showStatus(options),
    );

const activate = (): Command =>
  new Command('activate')
    .description('make a build current: accounts begin on it, and go on there after each of their runs')
    .argument('<build>', 'as `arrears deploy status` shows it; a worker of it has to run')
    .addOption(json())
    .action((build: string, options: Json) =>
      (require('../deploy/activateBuild') as typeof import('../deploy/activateBuild')).activateBuild(build, options),
    );

const nudge = (): Command =>
  new Command('nudge')
    .description('move the accounts that sleep on other builds to the current one')
    .option('--per-second <n>', 'so many accounts a second, 1 to 1000', perSecond, 20)
    .option(
      '--abandoned',
      'also accounts of builds without workers: each gets a new run in place of its old one',
      false,
    )
    .addOption(json())
    .addHelpText('after', '\nExit code 6: some have not moved yet. The same command goes on.')
    .action((options: NudgeOptions) => (require('../deploy/nudge') as typeof import('../deploy/nudge')).nudge(options));

function perSecond(text: string): number {
  const pace = wholeNumber(text);
  if (pace > 1000) throw new InvalidArgumentError('must be 1 to 1000 accounts a second');
  return pace;
}
