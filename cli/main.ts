import { Command } from 'commander';
import { runCommand } from './commands/run';
import { startCommand } from './commands/start';

const program = new Command('arrears')
  .description('An event-sourced collection workflow service on durable workflows')
  .showHelpAfterError()
  .addCommand(startCommand())
  .addCommand(runCommand('worker', 'run a worker until it is told to stop'))
  .addCommand(runCommand('api', 'run the HTTP API until it is told to stop'))
  .addCommand(runCommand('migrate', 'bring the database up to date and load the policy packs'));

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`arrears: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
