import type { Client } from '@temporalio/client';
import type { PolicyInForce } from '../domain/policy';
import type { Instant, TimeZone } from '../domain/time';
import { handOverOf, paymentOf } from '../intake/sinks';
import type { Db } from '../storage/database';
import { handOver } from '../storage/handOver';
import { postMessages } from '../storage/inbox';
import type { MasterKey } from '../storage/personalData';
import type { Clock } from '../storage/rehearsalClock';
import { happen } from './happen';
import type { Portfolio, Timed } from './portfolio';
import { openPeople } from './people';
import { react } from './react';
import { supervise } from './supervise';

/** What the people and providers of a rehearsal need; they use the same ways in as everybody else. */
export type Stage = Readonly<{ db: Db; client: Client; clock: Clock; master: MasterKey; pack: PolicyInForce }>;

/** Everybody of the sample lives here. */
export const ZONE = 'Asia/Taipei' as TimeZone;

export type World = Readonly<{
  /** Lets everything happen that is due by now; call it again and again. */
  live(now: Instant): Promise<void>;
}>;

/**
 * The outside world of a rehearsal: banks hand over and report payments, debtors dispute and promise, providers report,
 * collectors call, legal decides. Everything has a name of its own, so after a restart it is told again and counts once.
 */
export function openWorld(stage: Stage, portfolio: Portfolio): World {
  const { db, master, pack } = stage;
  const handOvers = due(portfolio.handOvers);
  const payments = due(portfolio.payments);
  const happenings = due(portfolio.happenings);
  const people = openPeople(stage);
  return {
    async live(now) {
      for (const { at, value } of handOvers(now)) {
        await db.transaction().execute((trx) => handOver(trx, master, pack.hash, at, value.map(handOverOf)));
      }
      await postMessages(
        db,
        payments(now).map(({ at, value }) => paymentOf(value, at)),
      );
      for (const { value } of happenings(now)) await happen(stage, value);
      await react(stage, now);
      await people.speak(now);
      await supervise(stage, now);
    },
  };
}

/** Gives, in order, what has fallen due since it was asked last. */
function due<Value>(all: readonly Timed<Value>[]): (now: Instant) => readonly Timed<Value>[] {
  let next = 0;
  return (now) => {
    const from = next;
    while (next < all.length && all[next]!.at <= now) next += 1;
    return all.slice(from, next);
  };
}
