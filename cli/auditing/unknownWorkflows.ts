import { Client, Connection } from '@temporalio/client';
import { accountIsMissing, NO_ACCOUNT } from '../../audit/checks/orphans';
import type { Finding } from '../../audit/finding';
import { notChecked } from '../../audit/notChecked';
import type { WorkerVariables } from '../../settings/variables';
import type { Db } from '../../storage/database';
import { listRuns } from '../../worker/temporalRuns';
import { accountIdOf } from '../../workflows/ids';
import { quoted } from '../../workflows/visibility';

const WORKFLOWS_IN_A_PAGE = 500;
const CONNECTS_WITHIN = '5s';
const ANSWERS_WITHIN_MS = 30_000;

/** Workflows of accounts that have no row of their own. `db` must see rows that came after the workflows were listed. */
export async function unknownWorkflows(
  db: Db,
  address: string,
  { TEMPORAL_NAMESPACE: namespace, TEMPORAL_TASK_QUEUE: taskQueue }: WorkerVariables,
): Promise<readonly Finding[]> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: CONNECTS_WITHIN });
    try {
      const unknown = await unknownTo(db, new Client({ connection, namespace }), taskQueue);
      return unknown.map((id) => accountIsMissing(id, 'Temporal has a workflow'));
    } finally {
      await connection.close();
    }
  } catch (error) {
    return notChecked('journal', NO_ACCOUNT, error).findings;
  }
}

/** Lists lag behind, but an account has its row before it has its workflow: one without was removed, or never was. */
async function unknownTo(db: Db, client: Client, taskQueue: string): Promise<readonly string[]> {
  const query = `WorkflowType = 'collectAccount' AND TaskQueue = ${quoted(taskQueue)}`;
  const unknown = new Set<string>();
  let page = '';
  do {
    const from = page;
    const { runs, nextPage } = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () =>
      listRuns(client, query, from, WORKFLOWS_IN_A_PAGE),
    );
    const ids = [...new Set(runs.map(({ workflowId }) => accountIdOf(workflowId)))];
    const rows = ids.length === 0 ? [] : await db.selectFrom('accounts').select('id').where('id', 'in', ids).execute();
    const known = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!known.has(id)) unknown.add(id);
    page = nextPage;
  } while (page !== '');
  return [...unknown];
}
