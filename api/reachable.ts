import type { Connection } from '@temporalio/client';
import { sql } from 'kysely';
import type { Db } from '../storage/database';

const ANSWERS_WITHIN_MS = 2_000;

/** Whether the database answers within two seconds. */
export const databaseAnswers = (db: Db): Promise<boolean> => isDoneInTime(sql`select 1`.execute(db));

/** Whether Temporal answers within two seconds. */
export const temporalAnswers = (connection: Connection): Promise<boolean> =>
  isDoneInTime(
    connection.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => connection.workflowService.getSystemInfo({})),
  );

function isDoneInTime(question: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWERS_WITHIN_MS);
    const end = (isDone: boolean): void => {
      clearTimeout(timer);
      resolve(isDone);
    };
    question.then(
      () => end(true),
      () => end(false),
    );
  });
}
