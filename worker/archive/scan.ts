import type { ArchiveScan, Gap } from '../../activities/housekeeping';
import { readProgress, writeProgress } from '../../storage/archive/progress';
import type { Archivist } from './archivist';
import { lookForLostRuns, lookForSilentAccounts } from './findGaps';
import { keepClosedRuns } from './keepClosedRuns';

/** Temporal's lists lag behind: so much is looked through again. */
const OVERLAP_MS = 3_600_000;
/** Once a day everything that Temporal still has is looked through, whatever was seen before. */
const FULL_EVERY_MS = 24 * 3_600_000;
const GAPS_NAMED = 200;

/** A new look. It goes on where the last one that came to its end began, so it catches up after any outage. */
export async function beginScan({ db }: Archivist): Promise<ArchiveScan> {
  const progress = await readProgress(db);
  const isFull = !progress || Date.now() - progress.fullAt.getTime() >= FULL_EVERY_MS;
  return { ...fullScan(true), since: isFull ? null : progress.through.getTime() - OVERLAP_MS };
}

/** A look through everything. */
export const fullScan = (keeps: boolean): ArchiveScan => ({
  keeps,
  startedAt: Date.now(),
  since: null,
  phase: 'closedRuns',
  page: '',
  listed: 0,
  found: 0,
  oldestFoundAt: null,
  failed: 0,
  oldestFailedAt: null,
  failures: [],
  gapCount: 0,
  gaps: [],
});

/** One bounded step of a look. */
export async function scanStep(archivist: Archivist, scan: ArchiveScan): Promise<ArchiveScan> {
  const { phase } = scan;
  switch (phase) {
    case 'closedRuns': {
      const looked = await keepClosedRuns(archivist, scan);
      if (looked.page !== '') return looked;
      if (looked.keeps) await remember(archivist, looked);
      return { ...looked, phase: looked.since === null ? 'namedRuns' : 'done' };
    }
    case 'namedRuns': {
      const { gaps, nextPage } = await lookForLostRuns(archivist, scan.page);
      return withGaps(scan, gaps, nextPage, 'accounts');
    }
    case 'accounts': {
      const { gaps, nextPage } = await lookForSilentAccounts(archivist, scan.page);
      return withGaps(scan, gaps, nextPage, 'done');
    }
    case 'done':
      return scan;
  }
}

/** The next look begins before the oldest run that could not be kept. */
async function remember({ db }: Archivist, { since, startedAt, oldestFailedAt }: ArchiveScan): Promise<void> {
  const through = new Date(Math.min(startedAt, oldestFailedAt ?? startedAt));
  const isWhole = since === null && oldestFailedAt === null;
  const before = (await readProgress(db))?.fullAt ?? new Date(0);
  await writeProgress(db, { through, fullAt: isWhole ? new Date(startedAt) : before });
}

const withGaps = (
  scan: ArchiveScan,
  gaps: readonly Gap[],
  nextPage: string,
  thenPhase: ArchiveScan['phase'],
): ArchiveScan => ({
  ...scan,
  phase: nextPage === '' ? thenPhase : scan.phase,
  page: nextPage,
  gapCount: scan.gapCount + gaps.length,
  gaps: [...scan.gaps, ...gaps].slice(0, GAPS_NAMED),
});
