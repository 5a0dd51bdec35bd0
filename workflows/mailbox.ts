import { condition, setHandler } from '@temporalio/workflow';
import type { Answer } from '../domain/turn';
import { commandArrived, factArrived } from './messages';

export type Mailbox = ReturnType<typeof openMailbox>;

/** Hears doorbells and commands. Handlers are registered at once and only note that something came; the turn reads it. */
export function openMailbox() {
  let rung = 0;
  let heard = 0;
  const answers = new Map<string, Answer>();

  setHandler(factArrived, () => {
    rung += 1;
  });
  setHandler(commandArrived, async (_type, inboxId) => {
    rung += 1;
    const mine = rung;
    await condition(() => heard >= mine);
    const answer = answers.get(inboxId) ?? null;
    answers.delete(inboxId);
    return answer;
  });

  return {
    hasNews: (): boolean => rung > heard,
    /** Call before a turn; what it gives is called after it, with the answers: what rang in between is for the next turn. */
    read: () => {
      const upTo = rung;
      return (given: readonly Answer[]): void => {
        for (const answer of given) answers.set(answer.to, answer);
        heard = upTo;
      };
    },
  };
}
