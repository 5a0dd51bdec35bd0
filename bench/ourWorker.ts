import { once } from 'node:events';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { readSettings } from '../settings/readSettings';
import { workerVariables } from '../settings/variables';
import { createLog } from '../worker/log';
import { startWorker } from '../worker/startWorker';

/** The service's own worker, as it is. Runs until its parent ends it. */
async function runOurWorker(bundleFile: string): Promise<void> {
  const settings = readSettings(workerVariables);
  const log = createLog('our-worker', settings.ARREARS_LOG_LEVEL);
  const worker = await startWorker(settings, log, {
    code: readFileSync(bundleFile, 'utf8'),
  } as WorkflowBundleWithSourceMap);
  process.send?.({ ready: true });
  await Promise.race([worker.done, once(process, 'SIGTERM'), once(process, 'disconnect')]);
  await worker.stop();
  process.exit(0);
}

void runOurWorker(process.argv[2] ?? '');
