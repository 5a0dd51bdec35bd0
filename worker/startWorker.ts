import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createActivities } from '../activities';
import type { WorkerVariables } from '../settings/variables';
import { fillLookups } from '../storage/contactLookup';
import { connect } from '../storage/database';
import { verifyMasterKey } from '../storage/debtors';
import { masterKeyFrom } from '../storage/personalData';
import { loadPolicies } from '../storage/policies';
import { loadClock } from '../storage/rehearsalClock';
import { ringDoorbells } from './doorbell';
import { failureShield } from './failureShield';
import { heartbeats } from './heartbeats';
import type { Log } from './log';
import { installRuntime, temporalLogger } from './runtime';
import { registerSearchAttributes } from './searchAttributes';
import { watchPolicies } from './watchPolicies';
import { wirePorts } from './wirePorts';

/** The workflows as one file; takes some seconds, so once for a process and not for each worker. */
export const bundleWorkflows = (log: Log): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: require.resolve('../workflows/index.ts'), logger: temporalLogger(log) });

/** An idle cached workflow holds about 330 KiB: so many are kept, others are replayed when they wake. */
const CACHED_WORKFLOWS = 2_000;

export type RunningWorker = Readonly<{
  /** Ends when the worker has stopped; rejects when it fails. */
  done: Promise<void>;
  stop(): Promise<void>;
}>;

/** Wires real parts together and starts listening. The schema must be up to date. */
export async function startWorker(
  settings: WorkerVariables,
  log: Log,
  workflowBundle: WorkflowBundleWithSourceMap,
): Promise<RunningWorker> {
  installRuntime(log, settings.WORKER_METRICS_ADDRESS);
  const db = connect(settings.DATABASE_URL, { connections: 20 });
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue } = settings;
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  await registerSearchAttributes(clientConnection, namespace);
  const client = new Client({ connection: clientConnection, namespace });

  const master = masterKeyFrom(settings.ARREARS_MASTER_KEY);
  await verifyMasterKey(db, master);
  await fillLookups(db, master);
  const world = {
    db,
    policies: await loadPolicies(db),
    clock: await loadClock(db),
    master,
    ports: wirePorts(settings),
    build: settings.ARREARS_BUILD,
    callTimeoutMs: settings.PROVIDER_TIMEOUT_MS,
  };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: createActivities(world),
    interceptors: { activity: [() => ({ inbound: failureShield(log) }), () => ({ inbound: heartbeats() })] },
    maxCachedWorkflows: CACHED_WORKFLOWS,
    // A thousand timers at one instant must not time out on the sticky queue and replay.
    stickyQueueScheduleToStartTimeout: '60s',
    shutdownGraceTime: '15s',
  });

  const stop = { wanted: false };
  const endWatch = watchPolicies(db, world.clock, log);
  const bells = ringDoorbells({ db, client, taskQueue, log }, () => !stop.wanted);
  const run = async (): Promise<void> => {
    try {
      await worker.run();
    } finally {
      stop.wanted = true;
      endWatch();
      await bells;
      await Promise.allSettled([db.destroy(), connection.close(), clientConnection.close()]);
    }
  };
  const done = run();
  return {
    done,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}
