import { Client, Connection } from '@temporalio/client';
import { workerVariables } from '../../settings/variables';
import type { Db } from '../../storage/database';
import { withDatabase } from '../../storage/prepareDatabase';
import type { Deployment } from '../../worker/deployment';
import { findService } from '../findService';

/** Where builds are looked at: our database, and Temporal's deployment, which is named like the task queue. */
export type DeployPlace = Readonly<{ db: Db; client: Client; deployment: Deployment }>;

const CONNECT_WITHIN_MS = 5_000;
const variables = workerVariables.pick({
  DATABASE_URL: true,
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_TASK_QUEUE: true,
});

/** Lends the service's database and deployment for a piece of work. */
export async function onDeployment<Result>(work: (place: DeployPlace) => Promise<Result>): Promise<Result> {
  const { DATABASE_URL, TEMPORAL_ADDRESS: address, ...of } = await findService(variables);
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_WITHIN_MS }).catch(() => {
    throw new Error(`Temporal does not answer at ${address}; nothing was done.`);
  });
  try {
    const client = new Client({ connection, namespace: of.TEMPORAL_NAMESPACE });
    const deployment = { connection, namespace: of.TEMPORAL_NAMESPACE, name: of.TEMPORAL_TASK_QUEUE };
    return await withDatabase(DATABASE_URL, (db) => work({ db, client, deployment }));
  } finally {
    await connection.close();
  }
}
