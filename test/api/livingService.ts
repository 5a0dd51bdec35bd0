import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerVariables } from '../../settings/variables';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { eventually } from '../embedded/eventually';
import type { FreshDatabase } from '../setup/freshDatabase';
import { masterKey, startApiProcess, type ApiProcess } from './apiProcess';
import { accountOf, callerOf, newId } from './client';
import { eveningDatabase } from './eveningDatabase';

export type Hold = { kind: string; ref: string; [key: string]: unknown };
export type State = {
  stage: string;
  holds: Hold[];
  promise: unknown;
  totalMinor: string;
  letters: { registerNumber: string; state: string }[];
  messages: { messageId: string; state: string }[];
  escalations: { escalationId: string; kind: string }[];
  [key: string]: unknown;
};
export type Shown = {
  status: string;
  waitsFor: string | null;
  nextAt: string | null;
  version: number;
  state: State | null;
};

export type LivingService = Readonly<{
  database: FreshDatabase;
  api: ApiProcess;
  show(id: string): Promise<Shown>;
  /** Handed over and waiting for what comes: 51 days late (negotiation) unless said otherwise. */
  living(until: (shown: Shown) => boolean, changes?: object): Promise<string>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}>;

const log = createLog('test', 'error');

/** API and worker on a fresh database, on which it is evening in Taipei; providers are local outboxes. */
export async function livingService(): Promise<LivingService> {
  const database = await eveningDatabase();
  const outbox = await mkdtemp(join(tmpdir(), 'arrears-api-'));
  const bundle = await bundleWorkflows(log);
  const settings = workerVariables.parse({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_TASK_QUEUE: `api-${randomUUID()}`,
    ARREARS_MASTER_KEY: masterKey,
    ARREARS_OUTBOX: outbox,
  });
  const start = (): Promise<RunningWorker> => startWorker(settings, log, bundle);
  let worker = await start();
  const api = await startApiProcess(database.url);
  const auditor = callerOf(api.url, 'auditor');
  const supervisor = callerOf(api.url, 'supervisor');
  const show = async (id: string) => (await auditor.get(`/accounts/${id}`)).body as unknown as Shown;
  return {
    database,
    api,
    show,
    async living(until, changes = {}) {
      const id = newId();
      const { status } = await supervisor.post('/accounts', accountOf(id, { dueOn: '2026-01-10', ...changes }));
      expect(status).toBe(202);
      await eventually('the account has come so far', async () => until(await show(id)), 30_000);
      return id;
    },
    stopWorker: () => worker.stop(),
    async startWorker() {
      worker = await start();
    },
    async stop() {
      await api.stop();
      await worker.stop();
      await database.drop();
      await rm(outbox, { recursive: true, force: true });
    },
  };
}
