import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild } from '../../cli/start/children';
import type { Instant } from '../../domain/time';
import { windClock } from '../../storage/rehearsalClock';
import { eventually } from '../embedded/eventually';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { overdueFile, overdueLine } from './overdueFile';
import { arrearsWith, MASTER_KEY } from './runArrears';

export type LivingAccounts = Readonly<{
  database: FreshDatabase;
  arrears: ReturnType<typeof arrearsWith>;
  stop(): Promise<void>;
}>;

/** Accounts that were imported from a file, all of them open, with a worker that lets them live from this moment on. */
export async function livingAccounts(folder: string, from: Instant, ids: readonly string[]): Promise<LivingAccounts> {
  mkdirSync(folder);
  const database = await freshDatabase();
  await windClock(database.db, from, 1);
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS']!,
    ARREARS_MASTER_KEY: MASTER_KEY,
  };
  const arrears = arrearsWith(environment);
  const queue = { TEMPORAL_TASK_QUEUE: `cli-${randomUUID()}`, ARREARS_OUTBOX: join(folder, 'outbox') };
  const path = join(folder, 'overdue.csv');
  await writeFile(path, overdueFile(ids.map((id) => overdueLine(id))));
  const [worker, imported] = await Promise.all([
    startChild('worker', { ...environment, ...queue }, folder),
    arrears('import', path, '--policy', 'tw-bank-card'),
  ]);
  const stop = async (): Promise<void> => {
    await worker.stop();
    await database.drop();
  };
  try {
    expect(imported).toMatchObject({ code: 0 });
    await eventually('the accounts are open', async () => (await openIn(database)) === ids.length, 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { database, arrears, stop };
}

async function openIn({ db }: FreshDatabase): Promise<number> {
  return (await db.selectFrom('accounts').select('id').where('status', '=', 'open').execute()).length;
}
