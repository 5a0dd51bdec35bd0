import { Client, Connection } from '@temporalio/client';
import { giveCommand, type CommandAnswer } from '../../client/giveCommand';
import type { Command } from '../../domain/message';
import { withDatabase } from '../../storage/prepareDatabase';
import { loadClock } from '../../storage/rehearsalClock';
import { EXIT } from '../exitCode';
import { commandVariables, findService } from '../findService';
import { print, printJson } from '../terminal/print';
import { mustBeHere } from './postFact';

/** Who gives it, and the key under which a repetition is known as one. */
export type Given = Readonly<{ by: string; id: string; json: boolean }>;

const CONNECT_WITHIN_MS = 5_000;

/** Gives a command to an account and prints the account's answer; a refusal and no answer have exit codes of their own. */
export async function sendCommand(accountId: string, { by, id, json }: Given, command: Command): Promise<void> {
  const place = await findService(commandVariables);
  await withDatabase(place.DATABASE_URL, async (db) => {
    await mustBeHere(db, accountId);
    const connection = await connectTo(place.TEMPORAL_ADDRESS);
    try {
      const client = new Client({ connection, namespace: place.TEMPORAL_NAMESPACE });
      const answer = await giveCommand(db, client, await loadClock(db), { accountId, caller: by, key: id, command });
      tell(accountId, id, answer, json);
    } finally {
      await connection.close();
    }
  });
}

const connectTo = (address: string): Promise<Connection> =>
  Connection.connect({ address, connectTimeout: CONNECT_WITHIN_MS }).catch(() => {
    throw new Error(`Temporal does not answer at ${address}; nothing was done.`);
  });

function tell(accountId: string, id: string, answer: CommandAnswer, json: boolean): void {
  if (answer.outcome === 'conflict') {
    throw new Error(`${id} was used for another command; nothing was changed. Take another --id.`);
  }
  if (answer.outcome === 'refused') process.exitCode = EXIT.refused;
  if (answer.outcome === 'undecided') process.exitCode = EXIT.undecided;
  if (json) printJson({ ...answer, id, accountId });
  else print(`${id}: ${textOf(accountId, id, answer)}`);
}

function textOf(accountId: string, id: string, answer: Exclude<CommandAnswer, { outcome: 'conflict' }>): string {
  switch (answer.outcome) {
    case 'accepted':
      return `accepted by ${accountId}.`;
    case 'refused':
      return `refused by ${accountId}: ${answer.reason}.`;
    case 'undecided':
      return `kept, but ${accountId} has not answered. Does a worker run? The same command with --id ${id} asks again; after 10 minutes it is not obeyed any more.`;
  }
}
