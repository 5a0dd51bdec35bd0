import { continueAsNew, proxyActivities, sleep } from '@temporalio/workflow';
import type { Housekeeping, Sweep } from '../activities/housekeeping';

/** What fails goes on with the next start of the schedule: a sweep remembers nothing. */
const { sweepAccountsStep } = proxyActivities<Housekeeping>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** A step leaves about six events behind. */
const STEPS_IN_A_RUN = 50;

/** Looks whether accounts and workflows belong together, and rings where one of them was lost. */
export async function sweepAccounts(sweep: Sweep | null = null): Promise<Sweep> {
  let swept = sweep;
  for (let steps = 0; steps < STEPS_IN_A_RUN; steps++) {
    if (swept?.phase === 'again') await sleep('30s');
    swept = await sweepAccountsStep(swept);
    if (swept.phase === 'done') return swept;
  }
  return continueAsNew<typeof sweepAccounts>(swept);
}
