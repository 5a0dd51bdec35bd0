import { once } from 'node:events';
import { startApi } from '../api/startApi';
import { readSettings } from '../settings/readSettings';
import { apiVariables, migrateVariables, workerVariables } from '../settings/variables';
import { prepareDatabase } from '../storage/prepareDatabase';
import { createLog } from '../worker/log';
import { bundleWorkflows, startWorker } from '../worker/startWorker';
import { untilStopped } from './untilStopped';

export type ServiceProcess = 'worker' | 'api' | 'migrate';

/** Runs one of the service's own processes to its end. */
export const runProcess = (name: ServiceProcess): Promise<void> => PROCESSES[name]();

const PROCESSES: Readonly<Record<ServiceProcess, () => Promise<void>>> = {
  async worker() {
    const settings = readSettings(workerVariables);
    const log = createLog('worker', settings.ARREARS_LOG_LEVEL);
    const bundle = await bundleWorkflows(log);
    // Whoever started this process winds the rehearsal clock only when nothing slow is left to do.
    if (process.send) {
      const go = once(process, 'message');
      tellParent({ is: 'prepared' });
      await go;
    }
    const worker = await startWorker(settings, log, bundle);
    tellParent({ is: 'ready' });
    await Promise.race([worker.done, untilStopped()]);
    await worker.stop();
  },
  async api() {
    const settings = readSettings(apiVariables);
    const api = await startApi(settings, createLog('api', settings.ARREARS_LOG_LEVEL));
    tellParent({ is: 'ready', url: api.url });
    await untilStopped();
    await api.stop();
  },
  async migrate() {
    const packs = await prepareDatabase(readSettings(migrateVariables).DATABASE_URL);
    process.stdout.write(`${packs.map(({ policy, hash }) => `${policy.id} ${policy.version} ${hash}`).join('\n')}\n`);
  },
};

/** `arrears start` waits for this before it goes on; alone there is nobody to tell. */
function tellParent(message: object): void {
  process.send?.(message);
}
