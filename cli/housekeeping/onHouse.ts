import { Client, Connection } from '@temporalio/client';
import { workerVariables, type WorkerVariables } from '../../settings/variables';
import { verifyMasterKey } from '../../storage/debtors';
import { masterKeyFrom } from '../../storage/personalData';
import { withDatabase } from '../../storage/prepareDatabase';
import { loadClock } from '../../storage/rehearsalClock';
import type { Archivist } from '../../worker/archive/archivist';
import type { Sweeper } from '../../worker/sweep/sweeper';
import { findService } from '../findService';

const sweeperVariables = workerVariables.pick({
  DATABASE_URL: true,
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_TASK_QUEUE: true,
});
const archivistVariables = sweeperVariables.extend(workerVariables.pick({ ARREARS_MASTER_KEY: true }).shape);

/** Lends what a sweeper needs: the database, and the Temporal of the service. */
export const onSweeper = async <Result>(work: (sweeper: Sweeper) => Promise<Result>): Promise<Result> =>
  onBoth(await findService(sweeperVariables), work);

/** The same with the key that the archive is sealed with. Refuses one that is not this database's. */
export async function onArchivist<Result>(work: (archivist: Archivist) => Promise<Result>): Promise<Result> {
  const place = await findService(archivistVariables);
  const master = masterKeyFrom(place.ARREARS_MASTER_KEY);
  return onBoth(place, async (sweeper) => {
    await verifyMasterKey(sweeper.db, master);
    return work({ ...sweeper, master });
  });
}

type Place = Pick<WorkerVariables, 'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE' | 'TEMPORAL_TASK_QUEUE'>;

const CONNECT_WITHIN_MS = 5_000;

function onBoth<Result>(
  { DATABASE_URL, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue }: Place,
  work: (sweeper: Sweeper) => Promise<Result>,
): Promise<Result> {
  return withDatabase(DATABASE_URL, async (db) => {
    const connection = await Connection.connect({ address, connectTimeout: CONNECT_WITHIN_MS }).catch(() => {
      throw new Error(`Temporal does not answer at ${address}; nothing was done.`);
    });
    try {
      return await work({ db, client: new Client({ connection, namespace }), taskQueue, clock: await loadClock(db) });
    } finally {
      await connection.close();
    }
  });
}
