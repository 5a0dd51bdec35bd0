import type { AccountId } from '../domain/brand';
import type { TurnResult } from './turnResult';
import { closeTurn, openTurn } from './writeTurn';
import type { World } from './world';

/** Decide once: hear what waits, apply the rules, write it down. Two round trips; says what the account does next. */
export const takeTurn =
  (world: World) =>
  async (accountId: AccountId, realNowMs: number): Promise<TurnResult> => {
    const opened = await openTurn(world, world.db, accountId, world.clock.toDomain(realNowMs));
    return closeTurn(world, world.db, opened, opened.draft, opened.now);
  };
