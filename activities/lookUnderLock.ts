import type { AccountId } from '../domain/brand';
import { lastLook, type ContactAction, type Go } from '../domain/contact';
import { add, type Draft } from '../domain/turn';
import type { Trx } from '../storage/database';
import { circumstancesOf, lockDebtorOf } from '../storage/debtors';
import { MESSAGES_PER_TURN } from '../storage/journal';
import type { TurnResult } from './turnResult';
import { closeTurn, openTurn, type Opened } from './writeTurn';
import type { World } from './world';
import type { Instant } from '../domain/time';

export type OpenedNow = Opened & { now: Instant };

/** Takes the lock on the debtor, then hears what waits: whatever was said before this moment counts. */
export async function openUnderLock(world: World, trx: Trx, id: AccountId): Promise<OpenedNow> {
  await lockDebtorOf(trx, id);
  return openTurn(world, trx, id, world.clock.now());
}

/** The last look, with all of the debtor's contacts of this moment. What it refuses is written down at once. */
export async function lookOnce(
  world: World,
  trx: Trx,
  opened: OpenedNow,
  action: ContactAction,
): Promise<Go | { result: TurnResult }> {
  const { draft, now, loaded } = opened;
  // Not everything that waits has been heard: among the rest may be a word that forbids this contact.
  const isAllHeard = loaded.waiting.length < MESSAGES_PER_TURN;
  // What became of a call is not in the list of contacts before this turn is written, and the caps depend on it [FREQUENCY].
  const isNewCall = draft.recorded.some(({ event }) => event.type === 'CallResultRecorded');
  if (!isAllHeard || isNewCall) return { result: await closeTurn(world, trx, opened, draft, now) };
  const policy = world.policies(draft.account.policyHash);
  const look = lastLook(draft.account, policy, action, await circumstancesOf(trx, draft.account.debtorId, now), now);
  if (look.do === 'contact') return look;
  const next: Draft = look.do === 'record' ? add(draft, look.event, 'clock') : draft;
  return { result: await closeTurn(world, trx, opened, next, now) };
}
