import { z } from 'zod';
import { giveCommand } from '../client/giveCommand';
import type { Command } from '../domain/message';
import { findAccount } from '../storage/queries/accounts';
import type { Answer } from './answerOnce';
import type { Parts } from './parts';
import { Problem, RefusedCommand } from './problem';
import { temporalAnswers } from './reachable';
import type { Given } from './writeRoute';

export const commandReply = z.object({
  outcome: z.enum(['accepted', 'undecided']),
  detail: z.string(),
});
export const commandReplies = { 200: commandReply, 202: commandReply };
export const COMMAND_DESCRIPTION =
  'A command is obeyed or refused by the account itself. 200: accepted. 409: refused, `code` is the reason. 202: kept, but the ' +
  'account has not answered in time; send the same request again for the answer. 503: Temporal is away and nothing was done.';

const ACCEPTED = 'The account has accepted it.';
const UNDECIDED =
  'The command is kept, but the account has not answered yet. Send the same request with the same Idempotency-Key for the ' +
  'answer. After 10 minutes it is not obeyed any more.';

/** Gives a command to an account and waits for its answer. Throws 404, 409 with the reason, or 503 when Temporal is away. */
export async function obey(
  { db, client, connection, clock }: Parts,
  accountId: string,
  { caller, requestId }: Given<unknown, unknown>,
  command: Command,
): Promise<Answer<z.output<typeof commandReply>>> {
  if (!(await findAccount(db, accountId))) throw new Problem(404, 'noSuchAccount', 'Nobody handed this account over.');
  if (!(await temporalAnswers(connection))) {
    throw new Problem(
      503,
      'temporalIsAway',
      'Temporal does not answer; nothing was done. Try again with the same key.',
    );
  }
  const answer = await giveCommand(db, client, clock, { accountId, caller: caller.sub, key: requestId, command });
  switch (answer.outcome) {
    case 'accepted':
      return { status: 200, body: { outcome: 'accepted', detail: ACCEPTED } };
    case 'undecided':
      return { status: 202, body: { outcome: 'undecided', detail: UNDECIDED }, isUndecided: true };
    case 'refused':
      throw new RefusedCommand(409, answer.reason, 'The account refuses it; the code says why.');
    case 'conflict':
      throw new Problem(422, 'keyWasUsed', 'This Idempotency-Key was used for another body; take a new key.');
  }
}
