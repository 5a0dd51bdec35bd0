import { once } from 'node:events';
import { startApi } from '../api/startApi';
import type { PolicyInForce } from '../domain/policy';
import { dayOf, type TimeZone } from '../domain/time';
import { readSettings } from '../settings/readSettings';
import { apiVariables, migrateVariables, workerVariables } from '../settings/variables';
import { prepareDatabase } from '../storage/prepareDatabase';
import { realTime } from '../storage/rehearsalClock';
import { createLog } from '../worker/log';
import { bundleWorkflows, startWorker } from '../worker/startWorker';
import { print, say } from './terminal/print';
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
    const worker = await startWorker(settings, log, bundle, { keepsHouse: true });
    tellParent({ is: 'ready', build: worker.build });
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
    const today = dayOf(realTime.now(), 'UTC' as TimeZone);
    const { packs, loaded, refused } = await prepareDatabase(readSettings(migrateVariables).DATABASE_URL, today);
    // Refused files are said and nothing more: the packs in force stay in force, and the service can start.
    for (const { reason } of refused) say(reason);
    const waiting = loaded.filter(({ hash }) => !packs.some((pack) => pack.hash === hash));
    for (const pack of packs) print(`${nameOf(pack)} is in force`);
    for (const pack of waiting) print(`${nameOf(pack)} is loaded, and not in force until somebody activates it`);
  },
};

const nameOf = ({ policy, hash }: PolicyInForce): string => `${policy.id} ${policy.version} ${hash}`;

/** `arrears start` waits for this before it goes on; alone there is nobody to tell. */
function tellParent(message: object): void {
  process.send?.(message);
}
