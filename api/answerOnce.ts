import { stringifySnapshot } from '../storage/json';
import { fingerprint } from '../storage/personalData';
import { beginRequest, finishRequest, forgetRequest, type RequestName } from '../storage/queries/idempotencyKeys';
import type { Parts } from './parts';
import { Problem, problemBody, RefusedCommand, type ProblemBody } from './problem';

/** What a write answers. Nothing personal is in it: it is kept. An undecided answer is not kept, so it can be asked for again. */
export type Answer<Body = unknown> = Readonly<{ status: 200 | 202; body: Body; isUndecided?: true }>;

/**
 * Does a piece of work once for its caller, route, key and body, and gives the same answer to whoever asks again. Only what
 * is final is kept: done, or refused by the account. Throws a problem: 409 while it runs, 422 for another body.
 */
export async function answerOnce(
  { db, master }: Parts,
  name: RequestName,
  body: unknown,
  work: () => Promise<Answer>,
): Promise<Answer> {
  // A keyed hash: a plain one of a name and a number could be guessed back.
  const mark = fingerprint(master.wrap, 'request', `${name.caller}\n${name.route}\n${stringifySnapshot(body)}`);
  const begun = await beginRequest(db, name, mark);
  if (begun.state === 'running') throw new Problem(409, 'requestIsRunning', 'The same request is running; ask again.');
  if (begun.state === 'anotherBody') {
    throw new Problem(422, 'keyWasUsed', 'This Idempotency-Key was used for another body; take a new key.');
  }
  if (begun.state === 'answered') return answeredBefore(begun.status, begun.answer);

  const forget = (): Promise<void> =>
    // A row that stays behind is taken over after two minutes.
    forgetRequest(db, name).catch(() => {});
  try {
    const answer = await work();
    if (answer.isUndecided) await forget();
    else await finishRequest(db, name, answer.status, answer.body);
    return answer;
  } catch (error) {
    if (error instanceof RefusedCommand) await finishRequest(db, name, error.status, problemBody(error));
    else await forget();
    throw error;
  }
}

function answeredBefore(status: number, answer: unknown): Answer {
  if (status === 200 || status === 202) return { status, body: answer };
  const { code, detail } = answer as ProblemBody;
  throw new RefusedCommand(status, code, detail);
}
