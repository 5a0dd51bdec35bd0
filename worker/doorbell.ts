import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../storage/database';
import { putBack, takeBells, type Bell } from '../storage/inbox';
import type { collectAccount } from '../workflows/collectAccount';
import { workflowIdOf } from '../workflows/ids';
import { factArrived } from '../workflows/messages';
import type { Log } from './log';

const BELLS_AT_ONCE = 100;
const LOOK_EVERY_MS = 100;
const AFTER_FAILURE_MS = 1_000;

export type Ringer = Readonly<{ db: Db; client: Client; taskQueue: string; log: Log }>;

/**
 * Rings the doorbell of every account for which something waits in the inbox, for as long as `isOpen` says so. An account
 * without a running workflow gets one: that is how accounts begin, and how a fact reaches an account that is closed.
 */
export async function ringDoorbells(ringer: Ringer, isOpen: () => boolean): Promise<void> {
  while (isOpen()) {
    const rang = await ringOnce(ringer);
    if (rang === 'failed') await sleep(AFTER_FAILURE_MS);
    if (rang === 'nothing') await sleep(LOOK_EVERY_MS);
  }
}

async function ringOnce({ db, log, ...way }: Ringer): Promise<'some' | 'nothing' | 'failed'> {
  try {
    const bells = await takeBells(db, BELLS_AT_ONCE);
    if (bells.length === 0) return 'nothing';
    const rang = await Promise.all(
      bells.map((bell) =>
        ring(way, bell).then(
          () => true,
          () => putBack(db, bell),
        ),
      ),
    );
    return rang.every((done) => done === true) ? 'some' : 'failed';
  } catch (error) {
    log.warn({ failure: (error as Error).name }, 'the doorbells could not be rung; trying again');
    return 'failed';
  }
}

/** Wakes one account: a running workflow hears the signal, without one a workflow begins. It asks the journal what is due. */
export async function ring(
  { client, taskQueue }: Pick<Ringer, 'client' | 'taskQueue'>,
  { accountId, inboxIds, type }: Bell,
): Promise<void> {
  await client.workflow.signalWithStart<typeof collectAccount, [string, string]>('collectAccount', {
    workflowId: workflowIdOf(accountId),
    taskQueue,
    args: [accountId as never],
    signal: factArrived,
    signalArgs: [type, inboxIds[0] ?? ''],
  });
}
