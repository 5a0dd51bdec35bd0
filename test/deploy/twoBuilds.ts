import { Client, Connection } from '@temporalio/client';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployPlace } from '../../cli/deploy/place';
import { reportFacts } from '../../client/reportFacts';
import { handOverOf } from '../../intake/sinks';
import { workerVariables } from '../../settings/variables';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { loadClock, type Clock } from '../../storage/rehearsalClock';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { workflowIdOf } from '../../workflows/ids';
import { EVENING, eveningDatabase } from '../api/eveningDatabase';
import { MASTER_KEY } from '../cli/runArrears';
import { eventually } from '../embedded/eventually';
import type { FreshDatabase } from '../setup/freshDatabase';
import { EMAIL_AND_ADDRESS, overdueRow } from '../setup/overdueRow';

const log = createLog('test', 'error');

export type Deploying = Readonly<{
  database: FreshDatabase;
  place: DeployPlace;
  clock: Clock;
  environment: Readonly<Record<string, string>>;
  /** The same build from the sources, and one whose workflows take another step first. */
  start(which: 'first' | 'second', build?: string): Promise<RunningWorker>;
  opened(name: string): Promise<string>;
  pay(accountId: string, paymentId: string): Promise<void>;
  /** The build on which the run of an account is. */
  buildOf(accountId: string): Promise<string | undefined>;
  /** The build that wrote each row of an account, in their order. */
  writersOf(accountId: string): Promise<string[]>;
  stop(): Promise<void>;
}>;

/** Accounts on a task queue of their own, on which builds can follow each other. It is evening: whoever was called sleeps. */
export async function deploying(): Promise<Deploying> {
  const database = await eveningDatabase();
  const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  const client = new Client({ connection });
  const name = `deploy-${randomUUID()}`;
  const outbox = mkdtempSync(join(tmpdir(), 'arrears-deploy-'));
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS']!,
    TEMPORAL_TASK_QUEUE: name,
    ARREARS_MASTER_KEY: MASTER_KEY,
    ARREARS_OUTBOX: outbox,
  };
  const first = await bundleWorkflows(log);
  const bundles = { first, second: withAnotherStep(first) };
  const clock = await loadClock(database.db);
  const rowsOf = (id: string) =>
    database.db
      .selectFrom('journal')
      .select(['type', 'build'])
      .where('account_id', '=', id)
      .orderBy('version')
      .execute();
  return {
    database,
    place: { db: database.db, client, deployment: { connection, namespace: 'default', name } },
    clock,
    environment,
    start: (which, build) =>
      startWorker(workerVariables.parse({ ...environment, ARREARS_BUILD: build }), log, bundles[which]),
    async opened(account) {
      const id = `DP-${name.slice(-6)}-${account}`;
      await take(database, clock, id);
      await eventually('the account was called', async () => (await rowsOf(id)).some(isSent), 30_000);
      return id;
    },
    async pay(accountId, paymentId) {
      const fact = {
        type: 'PaymentReported',
        paymentId,
        amountMinor: 100n,
        currency: 'TWD',
        paidAt: EVENING,
        method: 'cash',
      };
      await reportFacts(database.db, clock, [
        { accountId, source: 'test', externalId: paymentId, fact: fact as never },
      ]);
    },
    async buildOf(id) {
      const { raw } = await client.workflow.getHandle(workflowIdOf(id)).describe();
      return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
    },
    writersOf: async (id) => (await rowsOf(id)).map(({ build }) => build),
    async stop() {
      await connection.close();
      await database.drop();
      rmSync(outbox, { recursive: true, force: true });
    },
  };
}

const isSent = ({ type }: { type: string }): boolean => type === 'ContactSent';

/** Histories of the one cannot be replayed by the other. */
function withAnotherStep({ code, ...rest }: WorkflowBundleWithSourceMap): WorkflowBundleWithSourceMap {
  const changed = code.replace(
    'let next = known',
    'await new Promise((done) => setTimeout(done, 1)); let next = known',
  );
  if (changed === code) throw new Error('The workflow is written in another way; change it in another place');
  return { ...rest, code: changed };
}

async function take({ db, packs }: FreshDatabase, clock: Clock, accountId: string): Promise<void> {
  const account = handOverOf(overdueRow(accountId, EMAIL_AND_ADDRESS));
  const { hash } = packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  await db.transaction().execute((trx) => handOver(trx, masterKeyFrom(MASTER_KEY), hash, clock.now(), [account]));
}
