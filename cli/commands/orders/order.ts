import { Command } from 'commander';
import type { Command as AccountCommand } from '../../../domain/message';
import type { Given } from '../../sending/sendCommand';
import { by, json, madeId, reference, userOfTerminal } from '../options';

export type Typed = Readonly<{ by?: string; id?: string; json: boolean }>;

/** A command that asks an account for something, which may refuse it. */
export const order = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument('<account>')
    .addOption(by('who asks'))
    .option('--id <id>', 'names this request, so that it is obeyed once; without it one is made and printed', reference)
    .addOption(json());

export const givenBy = ({ by, id, json }: Typed): Given => ({
  by: by ?? userOfTerminal(),
  id: id ?? madeId(),
  json,
});

export function send(account: string, given: Given, command: AccountCommand): Promise<void> {
  const { sendCommand } = require('../../sending/sendCommand') as typeof import('../../sending/sendCommand');
  return sendCommand(account, given, command);
}
