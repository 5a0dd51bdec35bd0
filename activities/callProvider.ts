import { heartbeat, sleep } from '@temporalio/activity';
import type { OpenAttempt } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { Rendered } from '../domain/render';
import { readText, openPerson } from '../storage/debtors';
import { claim, claimedForMs } from '../storage/effects';
import type { Beginning } from './contactDebtor';
import type { Messenger, OutgoingMessage, SendOutcome } from './ports';
import type { World } from './world';

export type Ending = SendOutcome | Readonly<{ outcome: 'missed' }>;

/** Calls the provider once; after a crash it first waits out the lost call and asks whether it had arrived. */
export async function callProvider(
  world: World,
  accountId: AccountId,
  attempt: OpenAttempt,
  beginning: Beginning,
): Promise<Ending> {
  const { message, reservedAt } = await compose(world, accountId, attempt);
  const messenger = world.ports.messengers[attempt.channel];
  return beginning === 'unsure' ? recover(world, attempt, messenger, message, reservedAt) : messenger.send(message);
}

/** Nobody knows whether the lost call arrived: wait it out, ask, and send again only where that cannot double. */
async function recover(
  world: World,
  attempt: OpenAttempt,
  messenger: Messenger,
  message: OutgoingMessage,
  reservedAt: Date,
): Promise<Ending> {
  await waitOut(world, attempt);
  const answer = await messenger.lookUp(message, reservedAt);
  if (answer.found === 'accepted') return { outcome: 'accepted', providerRef: answer.providerRef };
  if (answer.found === 'cannotTell' || !messenger.resendsSafely) return { outcome: 'unknown', code: 'lostCall' };
  if (world.clock.now() >= attempt.notAfter) return { outcome: 'missed' };
  if (!(await claim(world.db, attempt.attemptId, world.callTimeoutMs)))
    return { outcome: 'unknown', code: 'claimedElsewhere' };
  return messenger.send(message);
}

/** A claim lasts as long as one call, so this ends. */
async function waitOut(world: World, attempt: OpenAttempt): Promise<void> {
  const leftMs = await claimedForMs(world.db, attempt.attemptId);
  if (leftMs === null || leftMs <= 0) return;
  heartbeat();
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
