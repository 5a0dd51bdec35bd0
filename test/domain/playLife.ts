import type { Account } from '../../domain/account';
import type { AccountId } from '../../domain/brand';
import type { AccountEvent, CallResult, EventOf } from '../../domain/events';
import type { Channel } from '../../domain/policy';
import { later, plus, type Instant } from '../../domain/time';
import type { Next } from '../../domain/turn';
import { Effects, type Outcome } from './effects';
import { LivingAccount, type Said } from './livingAccount';
import { climbsOnce, keepsDistance, wentOn } from './soundness';

/** Somebody says something; `nth` makes ids that are as unique as those of the inbox and the API. */
export type Say = (account: Account, now: Instant, nth: number) => Said;
/** When something that is said is heard: in a turn of its own, in the next one, or while the next effect is under way. */
export type Heard = 'atOnce' | 'nextTurn' | 'duringAnEffect';
/** Time passes, with somebody awake or not; the debtor has contact about another account; somebody speaks. */
export type Move =
  | Readonly<{ do: 'pass'; ms: number; awake: boolean }>
  | Readonly<{ do: 'elsewhere'; channel: Channel; result: CallResult | null; isInbound: boolean }>
  | Readonly<{ do: 'say'; says: readonly Say[]; heard: Heard }>;
export type Life = Readonly<{
  events: readonly AccountEvent[];
  account: Account;
  next: Next;
  calls: number;
  now: Instant;
}>;

/** Plays the workflow without a server, as `workflows/` does: listen, carry on, perform, wait. */
export function playLife(first: EventOf<'AccountOpened'>, answers: readonly Outcome[], moves: readonly Move[]): Life {
  const life = new LivingAccount(first);
  const effects = new Effects(life, answers);
  let spoken = 0;

  /** As the workflow does: what was known to be due is performed at once, everything else is decided anew. */
  const ring = (next: Next): Next =>
    next.do === 'wait' && next.toDo ? effects.perform(next.toDo) : life.close(life.open());
  function settle(next: Next): Next {
    let settled = next;
    while (settled.do === 'perform') {
      const { action } = settled;
      const before = life.journal.length + effects.crashes;
      settled = effects.perform(action);
      wentOn(life.journal.length + effects.crashes > before, action, settled);
    }
    return settled;
  }
  /** Awake, every alarm rings in its moment; asleep, it rings at the end. */
  function pass(next: Next, until: Instant, awake: boolean): Next {
    let waiting = next;
    while (waiting.do === 'wait' && waiting.until !== null && waiting.until <= until) {
      life.now = awake ? later(life.now, waiting.until) : until;
      waiting = settle(ring(waiting));
    }
    life.now = until;
    return waiting;
  }
  function speak(says: readonly Say[], heard: Heard, next: Next): Next {
    for (const say of says) {
      const nth = ++spoken;
      const said = (): Said => say(life.account, life.now, nth);
      if (heard === 'duringAnEffect') effects.overtaking.push(said);
      else life.post(said());
    }
    return heard === 'atOnce' ? settle(life.close(life.open())) : next;
  }

  let next = settle(life.close(life.open()));
  for (const move of moves) {
    if (move.do === 'pass') next = pass(next, plus(life.now, move.ms), move.awake);
    else if (move.do === 'say') next = speak(move.says, move.heard, next);
    else life.elsewhere.push({ ...another, at: life.now, ...move });
  }
  climbsOnce(life.journal);
  keepsDistance(life.journal);
  return { events: life.journal, account: life.account, next, calls: effects.calls, now: life.now };
}

const another = { accountId: 'A2' as AccountId, contactPointId: 'cp-mobile' };
