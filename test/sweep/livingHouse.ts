import { Client, Connection } from '@temporalio/client';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOverOf } from '../../intake/sinks';
import { workerVariables } from '../../settings/variables';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { loadClock } from '../../storage/rehearsalClock';
import type { House } from '../../worker/createHousekeeping';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { workflowIdOf } from '../../workflows/ids';
import { factArrived } from '../../workflows/messages';
import { startSmsGateway } from '../activities/adapters/gateways/smsGateway';
import { eveningDatabase } from '../api/eveningDatabase';
import { eventually } from '../embedded/eventually';
import { overdueRow } from '../setup/overdueRow';

export type LivingHouse = Awaited<ReturnType<typeof livingHouse>>;

const log = createLog('test', 'error');

/** A worker without schedules on a database of its own, on which it is evening; its messages go to a gateway that counts. */
export async function livingHouse(namespace = 'default') {
  const database = await eveningDatabase();
  const { db } = database;
  const gateway = await startSmsGateway();
  const outbox = await mkdtemp(join(tmpdir(), 'arrears-house-'));
  const masterKey = randomBytes(32).toString('base64');
  const address = process.env['TEST_TEMPORAL_ADDRESS']!;
  const connection = await Connection.connect({ address });
  const bundle = await bundleWorkflows(log);
  const settings = workerVariables.parse({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: `house-${randomUUID()}`,
    ARREARS_MASTER_KEY: masterKey,
    ARREARS_OUTBOX: outbox,
    SMS_GATEWAY_URL: gateway.url,
    SMS_ACCOUNT_SID: 'AC-test',
    SMS_AUTH_TOKEN: 'token-test',
    SMS_FROM: '+886900000000',
  });
  const houseOn = async (name: string): Promise<House> => ({
    db,
    master: masterKeyFrom(masterKey),
    client: new Client({ connection, namespace: name }),
    taskQueue: settings.TEMPORAL_TASK_QUEUE,
    clock: await loadClock(db),
    log,
  });
  const start = (name: string): Promise<RunningWorker> =>
    startWorker({ ...settings, TEMPORAL_NAMESPACE: name }, log, bundle);
  let worker = await start(namespace);
  const house = await houseOn(namespace);
  const run = randomUUID().slice(0, 8);
  const handleOf = (id: string) => house.client.workflow.getHandle(workflowIdOf(id));
  const contactsOf = async (id: string) =>
    db
      .selectFrom('attempts')
      .select(['id', 'status'])
      .where('account_id', '=', id)
      .where('channel', '=', 'sms')
      .execute();

  return {
    database,
    house,
    gateway,
    handleOf,
    contactsOf,
    masterKey,
    settings,
    houseOn,
    stopWorker: () => worker.stop(),
    startWorker: async (name = namespace) => void (worker = await start(name)),
    journalOf: (id: string) =>
      db.selectFrom('journal').selectAll().where('account_id', '=', id).orderBy('version').execute(),
    statusOf: async (id: string) => (await handleOf(id).describe()).status.name,
    /** Handed over; nobody waits for its first turn. */
    async handOver(name: string): Promise<string> {
      const id = `H-${run}-${name}`;
      const { hash } = database.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
      const account = handOverOf(overdueRow(id));
      await db.transaction().execute((trx) => handOver(trx, house.master, hash, house.clock.now(), [account]));
      return id;
    },
    /** Handed over, and its first message went out. */
    async contacted(name: string): Promise<string> {
      const id = await this.handOver(name);
      await eventually('the first message went out', async () => (await contactsOf(id))[0]?.status === 'sent', 30_000);
      return id;
    },
    /** Rings until the run is long enough to be continued as new; gives the run that ended. */
    async continued(id: string): Promise<string> {
      const { runId } = await handleOf(id).describe();
      await Promise.all(Array.from({ length: 210 }, (_, i) => handleOf(id).signal(factArrived, 'Test', `${i}`)));
      await eventually('it was continued', async () => (await handleOf(id).describe()).runId !== runId, 30_000);
      return runId;
    },
    async stop() {
      await worker.stop();
      await connection.close();
      await gateway.close();
      await database.drop();
      await rm(outbox, { recursive: true, force: true });
    },
  };
}
