import { NativeConnection, Worker, type InjectedSinks } from '@temporalio/worker';
import { createLog } from '../worker/log';
import { installRuntime } from '../worker/runtime';
import type { Progress } from './workflows';

/** How often the parent is told how many workflows have come through. */
const TELL_EVERY_MS = 10;

/** The worker of the raw limit: the same settings as ours, and nothing of ours in it. Runs until its parent ends it. */
async function runRawWorker([address = '', taskQueue = '']: readonly string[]): Promise<void> {
  installRuntime(createLog('raw-worker', 'error'), undefined);
  const connection = await NativeConnection.connect({ address });
  const counted = { handled: 0, told: 0 };
  const tell = setInterval(() => {
    if (counted.told < counted.handled) process.send?.({ handled: (counted.told = counted.handled) });
  }, TELL_EVERY_MS);
  const sinks: InjectedSinks<Progress> = { progress: { oneMore: { fn: () => void (counted.handled += 1) } } };
  const worker = await Worker.create({
    connection,
    taskQueue,
    sinks,
    workflowsPath: require.resolve('./workflows/index.ts'),
    maxCachedWorkflows: 2_000,
    stickyQueueScheduleToStartTimeout: '60s',
  });
  const stop = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  for (const event of ['SIGTERM', 'disconnect'] as const) process.once(event, stop);
  const running = worker.run();
  process.send?.({ ready: true });
  await running;
  clearInterval(tell);
  await connection.close();
  process.exit(0);
}

void runRawWorker(process.argv.slice(2));
