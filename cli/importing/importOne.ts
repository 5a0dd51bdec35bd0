import { stat } from 'node:fs/promises';
import { importFile, type ImportSummary } from '../../intake/importFile';
import type { Progress } from '../../intake/progress';
import type { Kind } from '../../intake/rowFormat';
import { overdueSink, paymentSink } from '../../intake/sinks';
import type { PolicyInForce } from '../../domain/policy';
import type { Db } from '../../storage/database';
import { verifyMasterKey } from '../../storage/debtors';
import { masterKeyFrom } from '../../storage/personalData';
import { policiesInForce, policyInForce } from '../../storage/policies';
import { withDatabase } from '../../storage/prepareDatabase';
import { loadClock } from '../../storage/rehearsalClock';
import { EXIT } from '../exitCode';
import { databaseVariables, findService, handOverVariables } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { untilStopped } from '../untilStopped';
import { kindOfFile } from './kindOfFile';
import { onlyApplicants } from './onlyApplicants';

export type ImportOptions = Readonly<{ kind?: Kind; policy: string; rejects?: string; json: boolean }>;

const count = (n: number): string => Math.round(n).toLocaleString('en');

/** Imports one file into the service; Ctrl-C stops it between two batches, and the same command goes on there. */
export async function importOne(path: string, options: ImportOptions): Promise<void> {
  await mustBeFile(path);
  const kind = options.kind ?? (await kindOfFile(path));
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  const line = openProgressLine();
  const run = {
    path,
    rejectsPath: options.rejects ?? `${path}.rejects.csv`,
    onProgress: (progress: Progress) => line.show(progressText(progress)),
    signal: stop.signal,
  };
  try {
    const summary = await (kind === 'overdue' ? importOverdue(run, options.policy) : importPayments(run));
    await line.end();
    if (options.json) printJson({ kind, ...summary });
    else print(summaryText(path, summary));
    if (summary.rejectsPath !== undefined) process.exitCode = EXIT.someRejected;
  } catch (error) {
    await line.end();
    if (!stop.signal.aborted || error !== stop.signal.reason) throw error;
    say('Stopped. What was stored stays; the same command goes on behind it.');
    process.exitCode = EXIT.stopped;
  }
}

type Run = Omit<Parameters<typeof importFile>[0], 'kind' | 'sink'>;

async function importOverdue(run: Run, policyId: string): Promise<ImportSummary> {
  const place = await findService(handOverVariables);
  return withDatabase(place.DATABASE_URL, async (db) => {
    const { hash, policy } = await packNamed(db, policyId);
    const master = masterKeyFrom(place.ARREARS_MASTER_KEY);
    await verifyMasterKey(db, master);
    const now = (await loadClock(db)).now();
    const sink = overdueSink(db, master, hash, now);
    const collector = place.ARREARS_COLLECTOR;
    return importFile({ ...run, kind: 'overdue', sink: onlyApplicants(policy, { collector, now }, sink) });
  });
}

async function importPayments(run: Run): Promise<ImportSummary> {
  const place = await findService(databaseVariables);
  return withDatabase(place.DATABASE_URL, async (db) =>
    importFile({ ...run, kind: 'payment', sink: paymentSink(db, (await loadClock(db)).now()) }),
  );
}

/** The version in force of the pack that the accounts are to follow. */
async function packNamed(db: Db, id: string): Promise<PolicyInForce> {
  const pack = await policyInForce(db, id);
  if (pack) return pack;
  const known = (await policiesInForce(db)).map(({ policy }) => policy.id).join(', ');
  throw new Error(
    known ? `There is no policy ${id}. There is: ${known}.` : 'No policy is in force yet. Run `arrears migrate`.',
  );
}

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
  });
  if (!found.isFile()) throw new Error(`${path} is not a file.`);
}

function progressText({ rows, rejected, bytesRead, bytesTotal, rowsPerSecond, etaSeconds }: Progress): string {
  const percent = bytesTotal === 0 ? 100 : Math.floor((bytesRead / bytesTotal) * 100);
  const left = etaSeconds === undefined ? '' : `, ${count(Math.ceil(etaSeconds))} s left`;
  return `${count(rows)} rows, ${count(rejected)} rejected, ${percent} %, ${count(rowsPerSecond)} rows/s${left}`;
}

function summaryText(path: string, summary: ImportSummary): string {
  const { rows, added, repeated, rejected, resumedAfterLine, rejectsPath } = summary;
  const found = `${count(rows)} rows: ${count(added)} new, ${count(repeated)} known already, ${count(rejected)} rejected`;
  const before = resumedAfterLine > 0 ? `, behind line ${count(resumedAfterLine)} where an earlier import ended` : '';
  const rejects = rejectsPath === undefined ? '' : `\nWhat was rejected, and why, is in ${rejectsPath}`;
  return `${path}: ${found}${before}.${rejects}`;
}
