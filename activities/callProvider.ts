import { sleep } from '@temporalio/activity';
import type { OpenAttempt } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { Rendered } from '../domain/render';
import { readText, openPerson } from '../storage/debtors';
import { claimedForMs } from '../storage/effects';
import type { Beginning } from './contactDebtor';
import type { Messenger, OutgoingMessage, SendOutcome } from './ports';
import type { World } from './world';

/**
 * Calls the provider once. Whenever nobody can say whether a call arrived, the provider is asked; what it surely does not
 * have is `unavailable`, so the account itself tries again, within the window and under a new claim.
 */
export async function callProvider(
  world: World,
  accountId: AccountId,
  attempt: OpenAttempt,
  beginning: Beginning,
): Promise<SendOutcome> {
  const { message, reservedAt } = await compose(world, accountId, attempt);
  const messenger = world.ports.messengers[attempt.channel];
  if (beginning === 'unsure') {
    await waitOut(world, attempt);
    return ask(messenger, message, reservedAt, 'lostCall');
  }
  if (beginning === 'again') {
    const answer = await messenger.lookUp(message, reservedAt);
    if (answer.found === 'accepted') return { outcome: 'accepted', providerRef: answer.providerRef };
  }
  const outcome = await messenger.send(message);
  return outcome.outcome === 'unknown' ? ask(messenger, message, reservedAt, outcome.code) : outcome;
}

async function ask(
  messenger: Messenger,
  message: OutgoingMessage,
  reservedAt: Date,
  code: string,
): Promise<SendOutcome> {
  const answer = await messenger.lookUp(message, reservedAt);
  if (answer.found === 'accepted') return { outcome: 'accepted', providerRef: answer.providerRef };
  const isSurelyNotThere = answer.found === 'nothing' && messenger.resendsSafely;
  return { outcome: isSurelyNotThere ? 'unavailable' : 'unknown', code };
}

/** A claim lasts as long as one call, so this ends. */
async function waitOut(world: World, attempt: OpenAttempt): Promise<void> {
  const leftMs = await claimedForMs(world.db, attempt.attemptId);
  if (leftMs === null || leftMs <= 0) return;
  await sleep(Math.min(leftMs, world.callTimeoutMs) + 1);
}

/** The message as it was reserved, word for word: it is read back, not rendered anew. */
async function compose(world: World, accountId: AccountId, attempt: OpenAttempt) {
  const row = await world.db
    .selectFrom('attempts')
    .select(['debtor_id', 'contact_point_id', 'decided_at'])
    .where('id', '=', attempt.attemptId)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const person = await openPerson(world.db, world.master, row.debtor_id, row.contact_point_id ?? '');
  const rendered = JSON.parse((await readText(world.db, world.master, attempt.attemptId)) ?? '{}') as Rendered;
  const message: OutgoingMessage = {
    reference: attempt.attemptId,
    to: person.address,
    ...rendered,
    timeoutMs: world.callTimeoutMs,
  };
  return { message, reservedAt: new Date(world.clock.toReal(row.decided_at.getTime() as never)) };
}
