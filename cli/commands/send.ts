import { Command } from 'commander';
import { orderCommands } from './sendCommands';
import { factCommands } from './sendFacts';

/** `send` and what can be sent: facts, which are taken, and commands, which may be refused. */
export function sendCommandGroup(): Command {
  const send = new Command('send').description('tell an account what happened, or give it a command');
  send.commandsGroup('Facts (they happened elsewhere and count once):');
  for (const command of factCommands()) send.addCommand(command);
  send.commandsGroup('Commands (the account answers; it may refuse):');
  for (const command of orderCommands()) send.addCommand(command);
  return send;
}
