import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { dirname } from 'node:path';
import { createActivities } from '../activities';
import type { World } from '../activities/world';
import type { WorkerVariables } from '../settings/variables';
import { keepBuild } from '../storage/builds';
import { fillLookups } from '../storage/contactLookup';
import { signingKeyFrom } from '../storage/checkpoints/signingKey';
import { connect, type Db } from '../storage/database';
import { verifyMasterKey } from '../storage/debtors';
import { masterKeyFrom } from '../storage/personalData';
import { loadPolicies } from '../storage/policies';
import { loadClock } from '../storage/rehearsalClock';
import { buildOf } from './build';
import { createHousekeeping } from './createHousekeeping';
import { activateIfFirst, pinnedTo } from './deployment';
import { ringDoorbells } from './doorbell';
import { failureShield } from './failureShield';
import { heartbeats } from './heartbeats';
import { tryToRegisterSchedules } from './housekeeping';
import type { Log } from './log';
import { installRuntime, temporalLogger } from './runtime';
import { registerSearchAttributes } from './searchAttributes';
import { watchPolicies } from './watchPolicies';
import { wirePorts } from './wirePorts';

/** The workflows as one file; takes some seconds, so once for a process and not for each worker. */
export const bundleWorkflows = (log: Log): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows/index.ts'),
    logger: temporalLogger(log),
    // Files are named as seen from here, so that the code is the same wherever a worker is started from.
    webpackConfigHook: (config) => ({ ...config, context: dirname(__dirname) }),
  });

/** An idle cached workflow holds about 330 KiB: so many are kept, others are replayed when they wake. */
const CACHED_WORKFLOWS = 2_000;

export type RunningWorker = Readonly<{
  /** The id of what it runs. */
  build: string;
  /** Ends when the worker has stopped; rejects when it fails. */
  done: Promise<void>;
  stop(): Promise<void>;
}>;

/** Wires real parts together and starts listening. The schema must be up to date. `keepsHouse`: with the schedules beside the accounts. */
export async function startWorker(
  settings: WorkerVariables,
  log: Log,
  workflowBundle: WorkflowBundleWithSourceMap,
  { keepsHouse = false } = {},
): Promise<RunningWorker> {
  installRuntime(log, settings.WORKER_METRICS_ADDRESS);
  const db = connect(settings.DATABASE_URL, { connections: 20 });
  const code = await buildOf(settings.ARREARS_BUILD, workflowBundle);
  await keepBuild(db, code);
  const { build } = code;

  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue } = settings;
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  await registerSearchAttributes(clientConnection, namespace);
  const client = new Client({ connection: clientConnection, namespace });
  const world = await openWorld(db, settings, build);
  const { ARREARS_SIGNING_KEY } = settings;
  const signingKey = ARREARS_SIGNING_KEY === undefined ? undefined : signingKeyFrom(ARREARS_SIGNING_KEY);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    workerDeploymentOptions: pinnedTo(taskQueue, build),
    activities: { ...createActivities(world), ...createHousekeeping({ ...world, client, taskQueue, log, signingKey }) },
    interceptors: { activity: [() => ({ inbound: failureShield(log) }), () => ({ inbound: heartbeats() })] },
    maxCachedWorkflows: CACHED_WORKFLOWS,
    // A thousand timers at one instant must not time out on the sticky queue and replay.
    stickyQueueScheduleToStartTimeout: '60s',
    shutdownGraceTime: '15s',
  });

  if (keepsHouse) await tryToRegisterSchedules(client, taskQueue, log);
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
  const end = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await done;
  };
  try {
    await Promise.race([done, activateIfFirst({ connection: clientConnection, namespace, name: taskQueue }, build)]);
  } catch (error) {
    await end();
    throw error;
  }
  return { build, done, stop: end };
}

async function openWorld(db: Db, settings: WorkerVariables, build: string): Promise<World> {
  const master = masterKeyFrom(settings.ARREARS_MASTER_KEY);
  await verifyMasterKey(db, master);
  await fillLookups(db, master);
  return {
    db,
    policies: await loadPolicies(db),
    clock: await loadClock(db),
    master,
    ports: wirePorts(settings),
    build,
    callTimeoutMs: settings.PROVIDER_TIMEOUT_MS,
  };
}
