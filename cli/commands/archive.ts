import { Command } from 'commander';
import { json } from './options';

type Json = Readonly<{ json: boolean }>;

export const archiveCommandGroup = (): Command => {
  const group = new Command('archive').description(
    'histories of runs that have ended, kept for longer than Temporal does',
  );
  for (const command of [status(), keep(), verify()]) group.addCommand(command);
  return group;
};

const status = (): Command =>
  new Command('status')
    .description('what is kept, what waits to be kept and until when it can be, and which runs are lost')
    .addOption(json())
    .addHelpText('after', '\nExit code 3: there are gaps; each names its workflow and run.')
    .action((options: Json) => scan().archiveStatus(options));

const keep = (): Command =>
  new Command('keep')
    .description('keep now what Temporal has and the archive has not; workers do so every quarter of an hour')
    .addOption(json())
    .addHelpText('after', '\nExit code 1: some could not be kept. 3: there are gaps.')
    .action((options: Json) => scan().archiveKeep(options));

const verify = (): Command =>
  new Command('verify')
    .description('open everything that was kept, which shows damage; needs no Temporal')
    .addOption(json())
    .addHelpText('after', '\nExit code 3: something is damaged; each names its run and how.')
    .action((options: Json) =>
      (require('../housekeeping/archiveVerify') as typeof import('../housekeeping/archiveVerify')).archiveVerify(
        options,
      ),
    );

const scan = () => require('../housekeeping/archiveScan') as typeof import('../housekeeping/archiveScan');
