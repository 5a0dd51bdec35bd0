import type { Finding } from '../../activities/housekeeping';
import { statesOf } from '../../storage/queries/sweep';
import { workflowIdOf } from '../../workflows/ids';
import { atLeisure } from '../atLeisure';
import { describeRun } from '../temporalRuns';
import { lateSince, type Sweeper } from './sweeper';

/** What became of those whose bell was rung. */
export const lookAgain = (sweeper: Sweeper, findings: readonly Finding[]): Promise<readonly Finding[]> =>
  atLeisure(findings, async (finding) => {
    if (finding.outcome !== 'rung') return finding;
    return { ...finding, outcome: (await isRepaired(sweeper, finding)) ? 'repaired' : 'stays' };
  });

async function isRepaired(sweeper: Sweeper, { kind, accountId }: Finding): Promise<boolean> {
  const state = (await statesOf(sweeper.db, [accountId], lateSince(sweeper))).get(accountId);
  const isRunning = (await describeRun(sweeper.client, workflowIdOf(accountId)))?.status.name === 'RUNNING';
  if (kind === 'late') return state?.isLate !== true;
  // A closed account needs no workflow, and an open one has one again.
  return isRunning !== (state?.isClosed ?? true);
}
