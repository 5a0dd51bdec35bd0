import { Command } from 'commander';
import type { FactToSend } from '../../sending/postFact';
import { json, reference } from '../options';

export type Common = Readonly<{ json: boolean; id?: string }>;

/** A command that reports one kind of fact. Where the thing itself has a name, `--id` says it. */
export function fact(name: string, description: string, whatIsId?: string): Command {
  const command = new Command(name).description(description).argument('<account>').addOption(json());
  if (whatIsId === undefined) return command;
  return command.option(
    '--id <id>',
    `${whatIsId}, so that it counts once; without it one is made and printed`,
    reference,
  );
}

/** The sources are those of the API and the files: the same thing reported twice, by whatever way, counts once. */
export function send(account: string, json: boolean, source: string, externalId: string, fact: FactToSend['fact']) {
  const { sendFact } = require('../../sending/postFact') as typeof import('../../sending/postFact');
  return sendFact(account, { source, externalId, fact }, json);
}
