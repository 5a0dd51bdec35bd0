import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import type { Command } from '../domain/message';
import type { Db } from '../storage/database';
import { answerTo, postMessages } from '../storage/inbox';
import type { Clock } from '../storage/rehearsalClock';
import { workflowIdOf } from '../workflows/ids';
import { commandArrived } from '../workflows/messages';

/** A command that nobody heard within this time is not obeyed any more: whoever gave it has long gone on. */
const VALID_FOR_MS = 10 * 60_000;
const ANSWER_WITHIN_MS = 20_000;

/** Who asks, and the key under which a repetition is known as one. */
export type GivenCommand = Readonly<{ accountId: string; caller: string; key: string; command: Command }>;

/** `undecided`: kept in the inbox, but no answer yet; asking again with the same key gives it. */
export type CommandAnswer = Readonly<
  { outcome: 'accepted' } | { outcome: 'refused'; reason: string } | { outcome: 'conflict' } | { outcome: 'undecided' }
>;

const CLOSED: CommandAnswer = { outcome: 'refused', reason: 'accountIsClosed' };

/** Keeps the command in the inbox, rings, and waits for the account's answer. */
export async function giveCommand(db: Db, client: Client, clock: Clock, given: GivenCommand): Promise<CommandAnswer> {
  const { accountId, caller, key, command } = given;
  const message = {
    accountId,
    source: `command ${caller}`,
    externalId: key,
    receivedAt: clock.now(),
    command,
    expiresAt: clock.toDomain(Date.now() + VALID_FOR_MS),
  };
  const [posted] = await postMessages(db, [message]);
  if (!posted || posted.outcome === 'conflict') return { outcome: 'conflict' };
  // Asked again: what was accepted stays accepted, even when it has closed the account.
  const before = posted.outcome === 'repeated' ? await answerOf(db, posted.id) : undefined;
  if (before) return before;
  if (await isClosed(db, accountId)) return CLOSED;

  await ring(client, accountId, command.type, posted.id);
  return (await answerOf(db, posted.id)) ?? ((await isClosed(db, accountId)) ? CLOSED : { outcome: 'undecided' });
}

async function answerOf(db: Db, inboxId: string): Promise<CommandAnswer | undefined> {
  const answer = await answerTo(db, inboxId);
  if (!answer) return undefined;
  return answer.refused === null ? { outcome: 'accepted' } : { outcome: 'refused', reason: answer.refused };
}

const RINGS_MAX = 3;

/**
 * The answer is read from the inbox, so a call to Temporal that fails or lasts too long only leaves it undecided. An account that
 * goes on in a new run in this very moment drops the call: then the new run is rung, under the same id.
 */
async function ring(client: Client, accountId: string, type: string, inboxId: string): Promise<void> {
  const account = client.workflow.getHandle(workflowIdOf(accountId));
  const answerBy = Date.now() + ANSWER_WITHIN_MS;
  for (let rings = 1; rings <= RINGS_MAX; rings++) {
    try {
      await client.withDeadline(answerBy, () =>
        account.executeUpdate(commandArrived, { args: [type, inboxId], updateId: inboxId }),
      );
      return;
    } catch (error) {
      if (wasDropped(error)) continue;
      // The account may close in the very moment in which it is asked.
      const isGone = error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError;
      if (!isGone && !isTransient(error)) throw error;
      return;
    }
  }
}

const FAILED_PRECONDITION = 9;
const wasDropped = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: number } | undefined)?.code === FAILED_PRECONDITION;

/** Temporal is busy or away: the command is kept, so whoever asks again gets the answer. */
const isTransient = (error: unknown): boolean =>
  error instanceof Error &&
  /deadline|timeout|unavailable|exhausted|aborted|cancelled/i.test(
    `${error.name} ${String(error.cause)} ${error.message}`,
  );

async function isClosed(db: Db, accountId: string): Promise<boolean> {
  const row = await db.selectFrom('accounts').select('status').where('id', '=', accountId).executeTakeFirst();
  return row?.status === 'closed';
}
