import { condition, setHandler } from '@temporalio/workflow';
import type { Answer } from '../domain/turn';
import { commandArrived, factArrived } from './messages';

export type Mailbox = ReturnType<typeof openMailbox>;

/**
 * A command is read when its answer is there, or when so many turns have ended since it came. Two, because the turn under way
 * at that moment may have read the inbox before; and because a replay hands a command over before such a turn begins, if the turn
 * outlasted its workflow task. Counted this way both are the same life (docs/decisions/0018).
 */
const TURNS_TO_ANSWER = 2;

/** Hears doorbells and commands. Handlers are registered at once and only note that something came; the turn reads it. */
export function openMailbox() {
  let rung = 0;
  let heard = 0;
  const answers = new Map<string, Answer>();
  /** Ids of commands, each with the turns that are still to end. */
  const unanswered = new Map<string, number>();

  setHandler(factArrived, () => {
    rung += 1;
  });
  setHandler(commandArrived, async (_type, inboxId) => {
    if (!answers.has(inboxId)) unanswered.set(inboxId, TURNS_TO_ANSWER);
    await condition(() => !unanswered.has(inboxId));
    const answer = answers.get(inboxId) ?? null;
    answers.delete(inboxId);
    return answer;
  });

  return {
    hasNews: (): boolean => rung > heard || unanswered.size > 0,
    /** Call before a turn or an effect; what it gives is called after it, with the answers: what rang in between is still news. */
    read: () => {
      const upTo = rung;
      return (given: readonly Answer[]): void => {
        heard = upTo;
        for (const answer of given) {
          answers.set(answer.to, answer);
          unanswered.delete(answer.to);
        }
      };
    },
    turnHasEnded: (): void => {
      for (const [id, turns] of unanswered) {
        if (turns > 1) unanswered.set(id, turns - 1);
        else unanswered.delete(id);
      }
    },
  };
}
