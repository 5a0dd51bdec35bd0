import type { Finding } from '../../activities/housekeeping';
import { statesOf, type AccountState } from '../../storage/queries/sweep';
import { accountIdOf } from '../../workflows/ids';
import { quoted } from '../../workflows/visibility';
import { atLeisure } from '../atLeisure';
import { describeRun, listRuns } from '../temporalRuns';
import { lateSince, reported, rung, type Sweeper } from './sweeper';
import type { Swept } from './sweepOpenAccounts';

const WORKFLOWS_IN_A_STEP = 200;

/** One page of the workflows that run: each must have an account that is not closed. */
export async function sweepRunningWorkflows(sweeper: Sweeper, page: string, repairs: boolean): Promise<Swept> {
  const { client, db, taskQueue } = sweeper;
  const query = `WorkflowType = 'collectAccount' AND TaskQueue = ${quoted(taskQueue)} AND ExecutionStatus = 'Running'`;
  const { runs, nextPage } = await listRuns(client, query, page, WORKFLOWS_IN_A_STEP);
  const ids = runs.map(({ workflowId }) => workflowId);
  const states = await statesOf(db, ids.map(accountIdOf), lateSince(sweeper));
  const odd = ids.filter((id) => isOdd(sweeper, states.get(accountIdOf(id))));
  const findings = await atLeisure(odd, async (id): Promise<Finding | null> => {
    if ((await describeRun(client, id))?.status.name !== 'RUNNING') return null;
    const accountId = accountIdOf(id);
    return states.has(accountId) ? rung(sweeper, repairs, 'lingers', accountId) : reported('unknownAccount', accountId);
  });
  return { looked: runs.length, findings: findings.filter((finding) => finding !== null), nextPage };
}

const isOdd = (sweeper: Sweeper, state: AccountState | undefined): boolean =>
  !state || (state.isClosed && (state.closedAt?.getTime() ?? 0) < lateSince(sweeper));
