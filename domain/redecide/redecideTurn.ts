import type { Account } from '../account';
import { carryOn, listen, type Answer, type Draft, type Next, type Policies, type Recorded } from '../turn';
import type { Message } from '../message';
import type { Circumstances } from '../rules/circumstances';
import type { Instant } from '../time';
import { effectIn } from './effect';
import { isSame } from './isSame';

/** One turn as it was recorded: what the account was, what it heard and when, what was written down, and what was to come next. */
export type RecordedTurn = Readonly<{
  account: Account | null;
  version: number;
  at: Instant;
  heard: readonly Message[];
  /** What each command of `heard` was answered, as the inbox keeps it. */
  answers: readonly Answer[];
  wrote: readonly Recorded[];
  next: unknown;
  /** The debtor's contacts as they were known at this moment. */
  seen: Circumstances;
}>;

/** Where the same question is answered differently today: `version` is the journal's row, or the last one before the difference. */
export type Difference = Readonly<{
  version: number;
  about: 'event' | 'answer' | 'next';
  was: unknown;
  wouldBe: unknown;
}>;

/**
 * Takes a recorded turn once more and gives the first difference, or null where the same was decided. What the world answered (a
 * provider, a print house, a law firm) is taken as it was recorded, if the account could hear it; all else is decided anew.
 */
export function redecideTurn(turn: RecordedTurn, policies: Policies): Difference | null {
  const { draft, answers } = listen(turn.account, turn.heard, policies, turn.at);
  const unheard = firstDifference(turn, draft.recorded, turn.wrote.slice(0, draft.recorded.length));
  if (unheard) return unheard;
  const refused = differentAnswer(turn, answers);
  if (refused) return refused;

  const rest = turn.wrote.slice(draft.recorded.length);
  const effect = effectIn({
    before: turn.account,
    draft,
    rest,
    policies,
    seen: turn.seen,
    now: turn.at,
    version: turn.version,
  });
  const after = effect ? effect.draft : draft;
  const again = effect?.next ? { ...after, next: effect.next } : carryOn(after, policies, turn.at);
  return firstDifference(turn, again.recorded, turn.wrote) ?? differentNext(turn, again);
}

function firstDifference(
  { version }: RecordedTurn,
  again: readonly Recorded[],
  was: readonly Recorded[],
): Difference | null {
  const length = Math.max(again.length, was.length);
  for (let i = 0; i < length; i++) {
    if (isSame(was[i], again[i])) continue;
    return { version: version + i + 1, about: 'event', was: was[i] ?? null, wouldBe: again[i] ?? null };
  }
  return null;
}

function differentAnswer({ version, answers: was }: RecordedTurn, again: readonly Answer[]): Difference | null {
  for (const { to } of [...was, ...again]) {
    const [told, wouldBe] = [was, again].map((answers) => answers.find((answer) => answer.to === to) ?? null);
    if (!isSame(told, wouldBe)) return { version, about: 'answer', was: told, wouldBe };
  }
  return null;
}

function differentNext({ version, wrote, next }: RecordedTurn, again: Draft & { next: Next }): Difference | null {
  if (isSame(next, again.next)) return null;
  return { version: version + wrote.length, about: 'next', was: next, wouldBe: again.next };
}
