import { Command } from 'commander';
import type { VerifyOptions } from '../checkpoints/verify';
import { json } from './options';

type Json = Readonly<{ json: boolean }>;

export const checkpointCommandGroup = (): Command => {
  const group = new Command('checkpoint').description(
    'seal the journal, so that whoever changes it later is found out',
  );
  for (const command of [seal(), verify(), list(), key()]) group.addCommand(command);
  return group;
};

const seal = (): Command =>
  new Command('seal')
    .description('seal what the journal holds since the last checkpoint; workers do so every day')
    .addOption(json())
    .action((options: Json) =>
      (require('../checkpoints/seal') as typeof import('../checkpoints/seal')).sealCheckpoint(options),
    );

const verify = (): Command =>
  new Command('verify')
    .description('compute every checkpoint again from the journal as it is now')
    .option('--key <key...>', 'public keys, as texts or files (default: that of this service)')
    .option('--noted <hash...>', 'hashes of checkpoints that were noted elsewhere, which have to be there still')
    .addOption(json())
    .addHelpText(
      'after',
      '\nExit code 3: the journal or a checkpoint is not what was sealed; the first difference is named.',
    )
    .action((options: VerifyOptions) =>
      (require('../checkpoints/verify') as typeof import('../checkpoints/verify')).verifyJournal(options),
    );

const list = (): Command =>
  new Command('list')
    .description('every checkpoint with its hash, to be noted elsewhere')
    .addOption(json())
    .action((options: Json) =>
      (require('../checkpoints/list') as typeof import('../checkpoints/list')).listCheckpoints(options),
    );

const key = (): Command =>
  new Command('key')
    .description('the public key that checkpoints and bundles are checked with')
    .addOption(json())
    .action((options: Json) => (require('../checkpoints/key') as typeof import('../checkpoints/key')).showKey(options));
