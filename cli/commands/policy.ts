import { Command, InvalidArgumentError } from 'commander';
import type { AdoptOptions } from '../policies/moveAccounts';
import type { CheckOptions } from '../policies/checkPack';
import type { DryRunOptions } from '../policies/dryRunPack';
import { by, day, json, moment, wholeNumber } from './options';

type Json = Readonly<{ json: boolean }>;

export const policyCommandGroup = (): Command => {
  const group = new Command('policy').description(
    'policy packs: which there are, what a new version would change, adopting it',
  );
  for (const command of [list(), check(), dryRun(), adopt(), rollback(), status()]) group.addCommand(command);
  return group;
};

const list = (): Command =>
  new Command('list')
    .description('every version of every pack, and how many living accounts follow it')
    .addOption(json())
    .action((options: Json) =>
      (require('../policies/listPacks') as typeof import('../policies/listPacks')).listPacks(options),
    );

const check = (): Command =>
  new Command('check')
    .description('read a pack, and say what it holds or why it is refused; needs no service')
    .argument('<file>', 'a .yaml file like those in policies/')
    .option('--on <day>', 'as of this day, on which its approvals have to hold (default: today)', day)
    .addOption(json())
    .action((file: string, options: CheckOptions) =>
      (require('../policies/checkPack') as typeof import('../policies/checkPack')).checkPack(file, options),
    );

const dryRun = (): Command =>
  pairOptions(new Command('dry-run'))
    .description('what another version would change for the accounts that live; changes none of them')
    .option('--at <moment>', 'as of when (default: now)', moment)
    .option('--examples <n>', 'show so many changes', wholeNumber, 10)
    .option('--csv <file>', 'write the whole list to this file')
    .addOption(by('who looks'))
    .addOption(json())
    .action((policyId: string, options: DryRunOptions) =>
      (require('../policies/dryRunPack') as typeof import('../policies/dryRunPack')).dryRunPack(policyId, options),
    );

const adopt = (): Command =>
  paced(pairOptions(new Command('adopt')))
    .description('put a version in force, and move the accounts that live to it; needs a dry run within 24 hours')
    .addHelpText(
      'after',
      '\nStopped or killed, the same command goes on. Accounts hear it at the pace of --per-second.',
    )
    .action((policyId: string, options: AdoptOptions) =>
      (require('../policies/moveAccounts') as typeof import('../policies/moveAccounts')).adoptPack(policyId, options),
    );

const rollback = (): Command =>
  paced(new Command('rollback').argument('<adoption>', 'as `arrears policy status` shows it'))
    .description('put the version before in force again, and move back the accounts that an adoption moved')
    .action((adoption: string, options: Omit<AdoptOptions, 'to'>) =>
      (require('../policies/moveAccounts') as typeof import('../policies/moveAccounts')).rollBackAdoption(
        adoption,
        options,
      ),
    );

const status = (): Command =>
  new Command('status')
    .description('how far each adoption is, and which packs, calendars and approvals end soon')
    .argument('[pack]', 'only of this pack')
    .addOption(json())
    .action((policyId: string | undefined, options: Json) =>
      (require('../policies/adoptions') as typeof import('../policies/adoptions')).adoptions(policyId, options),
    );

const pairOptions = (command: Command): Command =>
  command
    .argument('<pack>', 'its id')
    .requiredOption('--to <version>', 'the version, at least 8 characters of its hash, or (dry-run only) a .yaml file')
    .option('--from <version>', 'the version that is left (default: the one in force)');

const paced = (command: Command): Command =>
  command
    .option('--per-second <n>', 'so many accounts a second, 1 to 1000', perSecond, 20)
    .addOption(by('who orders it'))
    .addOption(json());

function perSecond(text: string): number {
  const pace = wholeNumber(text);
  if (pace > 1000) throw new InvalidArgumentError('must be 1 to 1000 accounts a second');
  return pace;
}
