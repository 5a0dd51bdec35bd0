import type { AccountId } from '../domain/brand';
import { carryOn, listen, type Answer, type Draft, type Turn } from '../domain/turn';
import type { Instant } from '../domain/time';
import { appendTurn } from '../storage/appendTurn';
import type { Db, Trx } from '../storage/database';
import { loadAccount, type Loaded } from '../storage/journal';
import { turnResult, type TurnResult } from './turnResult';
import type { World } from './world';

/** An account in the middle of a turn, with everything that waited for it already heard. */
export type Opened = Readonly<{ loaded: Loaded; draft: Draft; answers: readonly Answer[] }>;

/** Loads an account and hears what waits. Time never runs backwards for an account, whatever two machines' clocks say. */
export async function openTurn(
  world: World,
  db: Db | Trx,
  id: AccountId,
  at: Instant,
): Promise<Opened & { now: Instant }> {
  const loaded = await loadAccount(db, id);
  const now = Math.max(at, loaded.account?.lastEventAt ?? at) as Instant;
  return { loaded, now, ...listen(loaded.account, loaded.waiting, world.policies, now) };
}

/** Goes on from a draft until there is something to do or to wait for, and writes all of it. */
export function closeTurn(world: World, db: Db | Trx, opened: Opened, draft: Draft, now: Instant): Promise<TurnResult> {
  return write(world, db, opened, carryOn(draft, world.policies, now), now);
}

/** Writes a turn whose next step is already known. */
export async function write(world: World, db: Db | Trx, opened: Opened, turn: Turn, now: Instant): Promise<TurnResult> {
  const heard = { messages: opened.loaded.waiting, answers: opened.answers, at: now };
  const wrote = await appendTurn(db, opened.loaded, turn, heard, world.build);
  return { ...turnResult(turn, opened.answers, world.clock, now), wrote };
}
