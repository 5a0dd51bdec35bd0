import type { Finding } from '../../activities/housekeeping';
import { openAccounts, statesOf, type OpenAccount } from '../../storage/queries/sweep';
import { workflowIdOf } from '../../workflows/ids';
import { listOf } from '../../workflows/visibility';
import { atLeisure } from '../atLeisure';
import { describeRun, listRuns } from '../temporalRuns';
import { lateSince, reported, rung, type Sweeper } from './sweeper';
import { troubleOf } from './troubleOf';

const ACCOUNTS_IN_A_STEP = 200;

export type Swept = Readonly<{ looked: number; findings: readonly Finding[]; nextPage: string }>;

/** One page of the accounts that are not closed: each must have a running workflow that gets on with it. */
export async function sweepOpenAccounts(sweeper: Sweeper, after: string, repairs: boolean): Promise<Swept> {
  const accounts = await openAccounts(sweeper.db, {
    after,
    limit: ACCOUNTS_IN_A_STEP,
    lateSince: lateSince(sweeper),
  });
  const running = await runningOf(sweeper, accounts);
  const odd = accounts.filter((account) => account.isLate || !running.has(workflowIdOf(account.id)));
  const findings = await atLeisure(odd, (account) => look(sweeper, account, repairs));
  return {
    looked: accounts.length,
    findings: findings.filter((finding) => finding !== null),
    nextPage: accounts.length < ACCOUNTS_IN_A_STEP ? '' : accounts.at(-1)!.id,
  };
}

async function runningOf({ client }: Sweeper, accounts: readonly OpenAccount[]): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  const ids = listOf(accounts.map(({ id }) => workflowIdOf(id)));
  const query = `WorkflowType = 'collectAccount' AND ExecutionStatus = 'Running' AND WorkflowId IN ${ids}`;
  const { runs } = await listRuns(client, query, '', ACCOUNTS_IN_A_STEP);
  return new Set(runs.map(({ workflowId }) => workflowId));
}

/** Temporal's lists lag behind, so nothing is done before it was asked about this one. */
async function look(sweeper: Sweeper, account: OpenAccount, repairs: boolean): Promise<Finding | null> {
  const { id, hasBegun, isAnnounced, isLate } = account;
  if (!hasBegun && !isAnnounced) return reported('neverBegun', id);
  // It was handed over a moment ago: its bell is being rung.
  if (!hasBegun && !isLate) return null;
  const run = await describeRun(sweeper.client, workflowIdOf(id));
  if (run?.status.name === 'RUNNING') return isLate ? overdue(sweeper, run, id, repairs) : null;
  // It may have been closed while we looked.
  const now = (await statesOf(sweeper.db, [id], lateSince(sweeper))).get(id);
  return !now || now.isClosed ? null : rung(sweeper, repairs, 'lost', id);
}

async function overdue(
  sweeper: Sweeper,
  run: Parameters<typeof troubleOf>[1],
  id: string,
  repairs: boolean,
): Promise<Finding> {
  const trouble = await troubleOf(sweeper.client, run);
  return trouble ? reported(trouble.kind, id, trouble.failure) : rung(sweeper, repairs, 'late', id);
}
