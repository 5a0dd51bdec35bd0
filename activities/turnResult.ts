import { bucketOf } from '../domain/bucket';
import { unreachable } from '../domain/brand';
import type { Action } from '../domain/step';
import type { Instant } from '../domain/time';
import { dayOf } from '../domain/time';
import type { Answer, Next, Turn } from '../domain/turn';
import type { Account, HoldKind } from '../domain/account';
import type { Wrote } from '../storage/appendTurn';
import type { Clock } from '../storage/rehearsalClock';

/** What a workflow is told after a turn. It is kept in its history: names, numbers and moments, nothing personal. */
export type TurnResult = Readonly<{
  answers: readonly Answer[];
  next: NextForWorkflow;
  /** For search attributes; a workflow writes them when the stage or a hold has changed. */
  view: Readonly<{ stage: string; bucket: string; holds: readonly string[]; jurisdiction: string }>;
  /** For the audit, not for the workflow: the history is a second record of what the journal held at that moment. */
  wrote: Wrote;
}>;

/** An effect writes twice, before and after its call. Somebody may have written in between; the later hash vouches for it all. */
export function withBefore(before: Wrote, result: TurnResult): TurnResult {
  const { wrote } = result;
  const isNext = before.after + before.events.length === wrote.after;
  return isNext ? { ...result, wrote: { ...before, events: [...before.events, ...wrote.events] } } : result;
}

/** `wakeAt` is on the real clock, in milliseconds, whatever clock the domain lives by; null waits for news alone. */
export type NextForWorkflow =
  | Readonly<{ do: 'perform'; action: Action; says: string }>
  | Readonly<{ do: 'wait'; wakeAt: number | null; toDo: Action | null; says: string }>
  | Readonly<{ do: 'rest'; says: string }>;

export function turnResult(
  turn: Turn,
  answers: readonly Answer[],
  clock: Clock,
  now: Instant,
): Omit<TurnResult, 'wrote'> {
  const { account } = turn;
  const view = {
    stage: account.closed ? 'closed' : account.stage,
    bucket: bucketOf(account, now),
    holds: [...new Set(account.holds.map(({ kind }) => shownAs(kind)))],
    jurisdiction: account.jurisdiction,
  };
  return { answers, next: forWorkflow(turn.next, account, clock), view };
}

/** Illness, ruin and death are in the journal, for those who may read it; Temporal shows that there is something, not what. */
const OF_THE_PERSON: readonly HoldKind[] = ['vulnerability', 'hardship', 'bankruptcy', 'death'];
const shownAs = (kind: HoldKind): string => (OF_THE_PERSON.includes(kind) ? 'person' : kind);

function forWorkflow(next: Next, account: Account, clock: Clock): NextForWorkflow {
  switch (next.do) {
    case 'rest':
      return { do: 'rest', says: `closed: ${account.closed?.because ?? ''}` };
    case 'perform':
      return { ...next, says: `${account.stage}: ${sayAction(next.action)} now` };
    case 'wait': {
      const until = next.until === null ? '' : ` on ${dayOf(next.until, account.timeZone)}`;
      const wakeAt = next.until === null ? null : Math.ceil(clock.toReal(next.until));
      return { do: 'wait', wakeAt, toDo: next.toDo, says: `${account.stage}: waits for ${next.for}${until}` };
    }
    default:
      return unreachable(next);
  }
}

function sayAction(action: Action): string {
  switch (action.type) {
    case 'contactDebtor':
      return `${action.rung} by ${action.channel}`;
    case 'issueLetter':
      return `letter ${action.rung}`;
    case 'referToLegal':
      return `referral ${action.referralId} to the law firm`;
    default:
      return unreachable(action);
  }
}
