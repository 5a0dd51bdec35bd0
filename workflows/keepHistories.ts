import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { ArchiveScan, Housekeeping } from '../activities/housekeeping';

/** What fails goes on with the next start of the schedule, from the last look that came to its end. */
const { keepHistoriesStep } = proxyActivities<Housekeeping>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** A step leaves about six events behind. */
const STEPS_IN_A_RUN = 50;

/** Keeps the histories of all runs that have ended since the last time, and looks for gaps once a day. */
export async function keepHistories(scan: ArchiveScan | null = null): Promise<ArchiveScan> {
  let looked = scan;
  for (let steps = 0; steps < STEPS_IN_A_RUN; steps++) {
    looked = await keepHistoriesStep(looked);
    if (looked.phase === 'done') return looked;
  }
  return continueAsNew<typeof keepHistories>(looked);
}
