import { Client, Connection } from '@temporalio/client';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reportFacts } from '../../client/reportFacts';
import { DAY_MS, startOfDay, type Day, type TimeZone } from '../../domain/time';
import { readSettings } from '../../settings/readSettings';
import { workerVariables, type WorkerVariables } from '../../settings/variables';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { windClock } from '../../storage/rehearsalClock';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { workflowIdOf } from '../../workflows/ids';
import { freshDatabase } from '../setup/freshDatabase';
import { handedOver } from '../storage/handedOver';
import { payment } from '../storage/storedWorld';

const START = startOfDay('2026-03-02' as Day, 'Asia/Taipei' as TimeZone);
export const quiet = createLog('test', 'silent');

/** A database, a task queue and a worker of the current build: a day lasts a second. */
export async function servedAccounts() {
  const database = await freshDatabase();
  const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  const temporal = new Client({ connection });
  const clock = await windClock(database.db, START, DAY_MS / 1000, 500);
  const run = randomUUID().slice(0, 8);
  const outbox = mkdtempSync(join(tmpdir(), 'arrears-audit-'));
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS']!,
    TEMPORAL_TASK_QUEUE: `audit-${run}`,
    ARREARS_MASTER_KEY: randomBytes(32).toString('base64'),
    ARREARS_OUTBOX: outbox,
  };
  const settings: WorkerVariables = readSettings(workerVariables, environment);
  const master = masterKeyFrom(settings.ARREARS_MASTER_KEY);
  const bundle: WorkflowBundleWithSourceMap = await bundleWorkflows(quiet);
  const worker: RunningWorker = await startWorker(settings, quiet, bundle);
  const { hash } = database.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  const { db } = database;

  const rowOf = (id: string) => db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const typesOf = async (id: string): Promise<string[]> => {
    const rows = await db
      .selectFrom('journal')
      .select('type')
      .where('account_id', '=', id)
      .orderBy('version')
      .execute();
    return rows.map(({ type }) => type);
  };
  const open = async (name: string, dueOn = '2026-02-20'): Promise<string> => {
    const id = `AU-${run}-${name}`;
    await db.transaction().execute((trx) => handOver(trx, master, hash, clock.now(), [handedOver(id, { dueOn })]));
    await until(async () => (await rowOf(id)).version > 0);
    return id;
  };
  const pay = async (id: string, paymentId: string, amountMinor: bigint): Promise<void> => {
    const { fact } = payment(`${id}-${paymentId}`, amountMinor);
    await reportFacts(db, clock, [{ accountId: id, source: 'test', externalId: `${id}-${paymentId}`, fact }]);
  };
  /** Each piece is heard before the next is paid. */
  const payInPieces = async (id: string, pieces: number): Promise<void> => {
    for (let piece = 1; piece <= pieces; piece++) {
      await pay(id, `P${piece}`, 1n);
      await until(async () => (await typesOf(id)).filter((type) => type === 'PaymentReceived').length === piece);
    }
  };
  const hasEnded = async (id: string): Promise<void> => {
    const handle = temporal.workflow.getHandle(workflowIdOf(id));
    await until(async () => (await handle.describe()).status.name === 'COMPLETED');
  };
  const drop = async (): Promise<void> => {
    await worker.stop();
    await connection.close();
    await database.drop();
  };
  const ways = { rowOf, typesOf, open, pay, payInPieces, hasEnded, drop };
  return { ...database, temporal, settings, master, bundle, worker, environment, ...ways };
}

export type ServedAccounts = Awaited<ReturnType<typeof servedAccounts>>;

export async function until(isTrue: () => Promise<boolean>, withinMs = 40_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not come true in time');
    await sleep(50);
  }
}
