import { metricMeter } from '@temporalio/activity';
import type { SigningKey } from '../storage/checkpoints/signingKey';
import type { ArchiveScan, Housekeeping, Sweep } from '../activities/housekeeping';
import type { Archivist } from './archive/archivist';
import { beginScan, scanStep } from './archive/scan';
import type { Log } from './log';
import { sealingStep } from './sealingStep';
import { beginSweep, leftOf, sweepStep } from './sweep/sweep';
import type { Sweeper } from './sweep/sweeper';
import { retentionMsOf } from './temporalRuns';

/** What the house needs: unlike the accounts' own activities these look at Temporal itself. */
export type House = Archivist & Sweeper & Readonly<{ log: Log; signingKey?: SigningKey | undefined }>;

/** The activities of the scheduled workflows. Another task adds its step here and its schedule in `housekeeping.ts`. */
export const createHousekeeping = (house: House): Housekeeping => ({
  async keepHistoriesStep(scan) {
    const looked = await scanStep(house, scan ?? (await beginScan(house)));
    if (looked.phase === 'done') await tellArchive(house, looked);
    return looked;
  },
  async sweepAccountsStep(sweep) {
    const swept = await sweepStep(house, sweep ?? beginSweep(true));
    if (swept.phase === 'done') tellSweep(house, swept);
    return swept;
  },
  sealJournalStep: () => sealingStep(house),
});

/** Warns before retention takes what is not kept: half of its time has gone by then. */
async function tellArchive({ client, log }: House, scan: ArchiveScan): Promise<void> {
  const { found, failed, failures, oldestFoundAt, oldestFailedAt, gapCount, gaps, startedAt, since } = scan;
  const retentionMs = await retentionMsOf(client);
  const isLate = (closedAt: number | null): boolean => closedAt !== null && startedAt - closedAt > retentionMs / 2;
  gauge('arrears_archive_unkept_runs', 'Closed runs that could not be kept', failed);
  if (since === null) gauge('arrears_archive_gaps', 'Runs that nobody can show any more', gapCount);
  if (failed > 0) {
    const deletedFrom = oldestFailedAt === null ? null : new Date(oldestFailedAt + retentionMs).toISOString();
    log.warn({ failed, failures, deletedFrom }, 'histories could not be kept; Temporal will delete them');
  }
  if (isLate(oldestFoundAt)) {
    log.warn({ found, oldestClosedAt: new Date(oldestFoundAt!).toISOString() }, 'histories were kept late');
  }
  if (gapCount > 0) log.warn({ gapCount, gaps }, 'the archive has gaps');
  log.info({ found, failed }, 'the histories of closed runs were looked through');
}

function tellSweep({ log }: House, swept: Sweep): void {
  const { looked, counts, rung, outcomes, findings } = swept;
  const left = leftOf(swept);
  const named = findings.filter(({ outcome }) => outcome !== 'repaired');
  gauge('arrears_sweep_findings', 'Accounts and workflows in an odd state that were not seen to be repaired', left);
  if (Object.keys(counts).length > 0)
    log.warn({ counts, outcomes, left, named }, 'accounts or workflows were in an odd state');
  log.info({ looked, rung }, 'the accounts were swept');
}

const gauge = (name: string, description: string, value: number): void =>
  metricMeter.createGauge(name, 'int', '', description).set(value);
