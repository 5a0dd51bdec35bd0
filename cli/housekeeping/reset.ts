import { resetAccount, type ResetDone, type ResetTo } from '../../client/resetAccount';
import { mustBeHere } from '../sending/postFact';
import { print, printJson } from '../terminal/print';
import { onSweeper } from './onHouse';

export type ResetOptions = Readonly<{ by: string; reason: string; to: ResetTo; json: boolean }>;

/** Begins an account's newest run anew and says from where. */
export const reset = (accountId: string, { by, reason, to, json }: ResetOptions): Promise<void> =>
  onSweeper(async ({ db, client }) => {
    await mustBeHere(db, accountId);
    const done = await resetAccount(client, { accountId, by, reason, to });
    if (json) printJson({ accountId, ...done });
    else print(textOf(accountId, done));
  });

function textOf(accountId: string, { resetRunId, wasRunning, toEvent, ofEvents, newRunId }: ResetDone): string {
  const from = toEvent === 0 ? 'without its history' : `from event ${toEvent} of ${ofEvents}`;
  return [
    `${accountId} goes on ${from}, in the run ${newRunId}.`,
    `The run ${resetRunId} ${wasRunning ? 'was ended' : 'had ended before'}. What was decided stays in the journal and is not done again.`,
  ].join('\n');
}
