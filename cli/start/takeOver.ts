import { Client, Connection } from '@temporalio/client';
import { readSettings } from '../../settings/readSettings';
import { workerVariables } from '../../settings/variables';
import { activate, currentBuild } from '../../worker/deployment';
import { moveAccounts } from '../deploy/moveAccounts';
import { versionsOf } from '../deploy/versions';

const PER_SECOND = 200;
const variables = workerVariables.pick({ TEMPORAL_NAMESPACE: true, TEMPORAL_TASK_QUEUE: true });

/**
 * On this machine there is one worker, so what it runs is current. Nobody else would wake the accounts that sleep on what was
 * started here before: each gets a new run.
 */
export async function takeOver(temporalAddress: string, build: string, say: (text: string) => void): Promise<void> {
  const { TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: name } = readSettings(variables);
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const deployment = { connection, namespace, name };
    const place = { client: new Client({ connection, namespace }), deployment };
    if ((await currentBuild(deployment)) !== build) await activate(deployment, build);
    for (const before of (await versionsOf(deployment)).known) {
      if (before === build) continue;
      const { told } = await moveAccounts(place, before, { how: 'take', perSecond: PER_SECOND });
      if (told > 0) say(`${told} accounts moved from the build ${before} to ${build}.`);
    }
  } finally {
    await connection.close();
  }
}
