import type { ArchiveScan, Gap } from '../../activities/housekeeping';
import { archiveFigures, type ArchiveFigures } from '../../storage/archive/archiveFigures';
import { readProgress, type ArchiveProgress } from '../../storage/archive/progress';
import type { Archivist } from '../../worker/archive/archivist';
import { fullScan, scanStep } from '../../worker/archive/scan';
import { retentionMsOf } from '../../worker/temporalRuns';
import { EXIT } from '../exitCode';
import { labelled } from '../terminal/labelled';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { table } from '../terminal/table';
import { onArchivist } from './onHouse';

type Json = Readonly<{ json: boolean }>;
type Status = Readonly<{
  figures: ArchiveFigures;
  progress: ArchiveProgress | null;
  retentionMs: number;
  scan: ArchiveScan;
}>;

/** What is kept, what waits to be kept and until when it can be, and what nobody can show any more. */
export const archiveStatus = ({ json }: Json): Promise<void> => lookThrough(json, false);

/** Keeps now, without a worker, whatever Temporal still has and the archive does not. */
export const archiveKeep = ({ json }: Json): Promise<void> => lookThrough(json, true);

async function lookThrough(json: boolean, keeps: boolean): Promise<void> {
  await onArchivist(async (archivist) => {
    const scan = await scanned(archivist, fullScan(keeps));
    const { db, client } = archivist;
    const [figures, progress] = [await archiveFigures(db), await readProgress(db)];
    const status = { figures, progress, retentionMs: await retentionMsOf(client), scan };
    if (json) printJson(jsonOf(status));
    else print(textOf(status));
    if (scan.gapCount > 0) process.exitCode = EXIT.differs;
    if (scan.failed > 0) process.exitCode = 1;
  });
}

async function scanned(archivist: Archivist, begin: ArchiveScan): Promise<ArchiveScan> {
  const line = openProgressLine();
  let scan = begin;
  try {
    while (scan.phase !== 'done') {
      scan = await scanStep(archivist, scan);
      line.show(`${scan.listed} closed runs listed, ${scan.found} not kept before, ${scan.gapCount} gaps`);
    }
    return scan;
  } finally {
    await line.end();
  }
}

/** When Temporal deletes the oldest run that is not kept. */
const deletedAtOf = ({ scan, retentionMs }: Status): number | null => {
  const oldest = scan.keeps ? scan.oldestFailedAt : scan.oldestFoundAt;
  return oldest === null ? null : oldest + retentionMs;
};
/** What waits for longer than half of the retention, will soon be lost. */
const isLate = (status: Status): boolean => {
  const deletedAt = deletedAtOf(status);
  return deletedAt !== null && deletedAt - status.scan.startedAt < status.retentionMs / 2;
};
const unkeptOf = ({ keeps, found, failed }: ArchiveScan): number => (keeps ? failed : found);
const moment = (ms: number | null | undefined): string | null => (ms == null ? null : new Date(ms).toISOString());

function jsonOf(status: Status) {
  const { figures, progress, retentionMs, scan } = status;
  return {
    kept: { ...figures, now: scan.keeps ? scan.found - scan.failed : 0 },
    notKept: {
      runs: unkeptOf(scan),
      deletedFrom: moment(deletedAtOf(status)),
      isLate: isLate(status),
      failures: scan.failures,
    },
    lookedThrough: progress?.through ?? null,
    retentionHours: retentionMs / 3_600_000,
    gaps: { count: scan.gapCount, first: scan.gaps },
  };
}

function textOf(status: Status): string {
  const { figures, progress, retentionMs, scan } = status;
  const lines = labelled([
    ['kept', `${figures.runs} runs of ${figures.workflows} accounts, ${Math.ceil(figures.bytes / 1024)} KiB`],
    ['kept now', scan.keeps ? String(scan.found - scan.failed) : undefined],
    ['newest', moment(figures.newestClosedAt?.getTime()) ?? undefined],
    ['looked through until', moment(progress?.through.getTime()) ?? 'never: no worker keeps histories yet'],
    ['Temporal keeps a run for', `${retentionMs / 3_600_000} hours`],
    ['not kept', String(unkeptOf(scan))],
    ['the first is deleted at', moment(deletedAtOf(status)) ?? undefined],
    ['gaps', String(scan.gapCount)],
  ]);
  return [
    lines,
    ...(isLate(status) ? ['', 'Soon they are lost: run `arrears archive keep`, and see why no worker does.'] : []),
    ...scan.failures.map(({ runId, workflowId, failure }) => `Not kept: ${runId} of ${workflowId} (${failure})`),
    ...(scan.gapCount > 0
      ? ['', gapsOf(scan.gaps), '', 'Nobody can show these any more; see docs/operations/repair.md.']
      : []),
  ].join('\n');
}

const gapsOf = (gaps: readonly Gap[]): string =>
  table(
    ['what', 'workflow', 'run'],
    gaps.map(({ kind, workflowId, runId }) => [GAPS[kind], workflowId, runId]),
  );

const GAPS: Readonly<Record<Gap['kind'], string>> = {
  lostRun: 'a run that another one names',
  noHistory: 'an account without any run',
};
