import { Command } from 'commander';
import { contactFacts } from './facts/contactFacts';
import { debtFacts } from './facts/debtFacts';
import { debtorFacts } from './facts/debtorFacts';
import { holdFacts } from './facts/holdFacts';
import { agreementOrders } from './orders/agreementOrders';
import { decisionOrders } from './orders/decisionOrders';
import { writingOrders } from './orders/writingOrders';

/** `send` and what can be sent: facts, which are taken, and commands, which may be refused. */
export function sendCommandGroup(): Command {
  const send = new Command('send').description('tell an account what happened, or give it a command');
  add(send, 'Facts about a debt (they happened elsewhere and count once):', debtFacts(), contactFacts());
  add(send, 'Facts about a debtor (all accounts of the debtor are told):', holdFacts(), debtorFacts());
  add(send, 'Commands (the account answers; it may refuse):', agreementOrders(), writingOrders(), decisionOrders());
  return send;
}

function add(send: Command, group: string, ...commands: readonly (readonly Command[])[]): void {
  send.commandsGroup(group);
  for (const command of commands.flat()) send.addCommand(command);
}
