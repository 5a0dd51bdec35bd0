import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenAttempt } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { SendOutcome } from '../domain/contactEvents';
import type { Rendered } from '../domain/render';
import { readText, openPerson } from '../storage/debtors';
import { claimedForMs } from '../storage/effects';
import type { Beginning } from './contactDebtor';
import type { Messenger, OutgoingMessage } from './ports';
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
  const composed = await compose(world, accountId, attempt);
  const { message } = composed;
  const messenger = world.ports.messengers[attempt.channel];
  if (beginning === 'unsure') {
    await waitOut(world, attempt);
    return ask(messenger, composed, 'lostCall');
  }
  if (beginning === 'again') {
    const answer = await messenger.lookUp(message, composed.reservedAt, composed.others);
    if (answer.found === 'accepted') return { outcome: 'accepted', providerRef: answer.providerRef };
  }
  // Looking up took its time: what was lawful when it was reserved may not be any more [HOURS].
  if (world.clock.now() >= attempt.notAfter) return { outcome: 'unavailable', code: 'windowHasClosed' };
  const outcome = await messenger.send(message);
  return outcome.outcome === 'unknown' ? ask(messenger, composed, outcome.code) : outcome;
}

const QUESTIONS = 3;
const BETWEEN_QUESTIONS_MS = 1_000;

/**
 * Asks until the message is found, three times at the most: a provider that is in trouble answers late, and what was cut off may
 * still be on its way. The last answer counts.
 */
async function ask(
  messenger: Messenger,
  { message, reservedAt, others }: Composed,
  code: string,
): Promise<SendOutcome> {
  let isSurelyNotThere = false;
  for (let questions = 1; questions <= QUESTIONS; questions++) {
    if (questions > 1) await sleep(BETWEEN_QUESTIONS_MS);
    const answer = await messenger.lookUp(message, reservedAt, others);
    if (answer.found === 'accepted') return { outcome: 'accepted', providerRef: answer.providerRef };
    isSurelyNotThere = answer.found === 'nothing' && messenger.resendsSafely;
  }
  return { outcome: isSurelyNotThere ? 'unavailable' : 'unknown', code };
}

/** How long the calls of one beginning last at the most: a look-up comes before the message is sent again. */
export const callsMs = ({ callTimeoutMs }: World, beginning: 'first' | 'again'): number =>
  beginning === 'again' ? 2 * callTimeoutMs : callTimeoutMs;

/** A claim lasts as long as its calls, so this ends. */
async function waitOut(world: World, attempt: OpenAttempt): Promise<void> {
  const leftMs = await claimedForMs(world.db, attempt.attemptId);
  if (leftMs === null || leftMs <= 0) return;
  await sleep(Math.min(leftMs, callsMs(world, 'again')) + 1);
}

type Composed = Readonly<{ message: OutgoingMessage; reservedAt: Date; others: readonly string[] }>;

/** The message as it was reserved, word for word: it is read back, not rendered anew. */
async function compose(world: World, accountId: AccountId, attempt: OpenAttempt): Promise<Composed> {
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
  const others = await takenFor(world, row.debtor_id, attempt);
  return { message, reservedAt: new Date(world.clock.toReal(row.decided_at.getTime() as never)), others };
}

/** What the provider took for this debtor's other contacts; only the latest can be as old as a call that was lost. */
async function takenFor(world: World, debtorId: string, { attemptId, channel }: OpenAttempt): Promise<string[]> {
  const rows = await world.db
    .selectFrom('attempts')
    .select('provider_ref')
    .where('debtor_id', '=', debtorId)
    .where('channel', '=', channel)
    .where('id', '!=', attemptId)
    .where('provider_ref', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(100)
    .execute();
  return rows.flatMap((row) => row.provider_ref ?? []);
}
