import { Command } from 'commander';
import { archiveCommandGroup } from './commands/archive';
import { auditCommand } from './commands/audit';
import { benchCommand } from './commands/bench';
import { bundleCommand } from './commands/bundle';
import { checkpointCommandGroup } from './commands/checkpoint';
import { deployCommandGroup } from './commands/deploy';
import { importCommand } from './commands/import';
import { policyCommandGroup } from './commands/policy';
import {
  escalationsCommand,
  listCommand,
  matchCommand,
  registerCommand,
  showCommand,
  timelineCommand,
  unmatchedCommand,
  whyCommand,
} from './commands/read';
import { rebuildCommand } from './commands/rebuild';
import { recountCommand } from './commands/recount';
import { resetCommand, sweepCommand } from './commands/repair';
import { runCommand } from './commands/run';
import { sendCommandGroup } from './commands/send';
import { simulateCommand } from './commands/simulate';
import { rehearseCommand, startCommand } from './commands/start';
import { whatIfCommand } from './commands/whatIf';
import { explain } from './terminal/explain';
import { say } from './terminal/print';

// What a command does is loaded when it runs (by `require`: a native `import()` finds no .ts file), so help comes at once.
const program = new Command('arrears')
  .description('An event-sourced collection workflow service on durable workflows')
  .showHelpAfterError('Add --help to see what is possible.');

program.commandsGroup('Try it:');
add(startCommand(), rehearseCommand(), simulateCommand(), benchCommand());
program.commandsGroup('Work on a service:');
add(
  importCommand(),
  listCommand(),
  showCommand(),
  whyCommand(),
  timelineCommand(),
  sendCommandGroup(),
  escalationsCommand(),
  registerCommand(),
  unmatchedCommand(),
  matchCommand(),
  rebuildCommand(),
  recountCommand(),
  auditCommand(),
  checkpointCommandGroup(),
  bundleCommand(),
  policyCommandGroup(),
  whatIfCommand(),
);
program.commandsGroup('Run a service:');
add(
  runCommand('worker', 'run a worker until it is told to stop'),
  runCommand('api', 'run the HTTP API until it is told to stop'),
  runCommand('migrate', 'bring the database up to date and load the policy packs'),
  deployCommandGroup(),
  archiveCommandGroup(),
  sweepCommand(),
  resetCommand(),
);

function add(...commands: readonly Command[]): void {
  for (const command of commands) program.addCommand(inherit(command, program));
}

/** A command that is added as a whole does not take its parent's settings over by itself. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}

// The reader of a pipe may have seen enough: `arrears show … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

program.parseAsync().catch((error: unknown) => {
  say(`arrears: ${explain(error)}`);
  // What a failed start has left open must not keep a process that is of no use.
  process.exit(1);
});
