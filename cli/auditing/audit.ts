import { Connection } from '@temporalio/client';
import { auditPage } from '../../audit/auditPage';
import type { AuditReport } from '../../audit/report';
import type { Selection } from '../../audit/selection';
import { workerVariables, type WorkerVariables } from '../../settings/variables';
import type { Db } from '../../storage/database';
import { verifyMasterKey } from '../../storage/debtors';
import { masterKeyFrom } from '../../storage/personalData';
import { withDatabase } from '../../storage/prepareDatabase';
import { EXIT } from '../exitCode';
import { findService } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { writePage } from '../terminal/writePage';
import { untilStopped } from '../untilStopped';
import { auditService } from './auditService';
import { auditText } from './auditText';

export type AuditOptions = Readonly<{
  all: boolean;
  since?: string;
  sample?: number;
  seed: string;
  jobs?: number;
  archiveAlone: boolean;
  html?: string;
  json: boolean;
}>;

/** An audit needs Temporal only for what is not in the archive yet. */
const auditVariables = workerVariables.partial({ TEMPORAL_ADDRESS: true });
const EXIT_OF = { clean: 0, broken: EXIT.differs, notChecked: EXIT.undecided } as const;
const ANSWERS_WITHIN = '5s';

/** Audits what was chosen and prints what was found; the exit code says whether all of it passed. */
export async function audit(accountIds: readonly string[], options: AuditOptions): Promise<void> {
  const selection = selectionOf(accountIds, options);
  const { TEMPORAL_ADDRESS, ...others } = await findService(auditVariables);
  const settings: WorkerVariables = { ...others, TEMPORAL_ADDRESS: TEMPORAL_ADDRESS ?? '' };
  const temporalAddress = options.archiveAlone ? null : await answering(TEMPORAL_ADDRESS);
  await withDatabase(settings.DATABASE_URL, async (db) => {
    await verifyMasterKey(db, masterKeyFrom(settings.ARREARS_MASTER_KEY));
    const report = await run(db, { settings, selection, temporalAddress, options });
    if (!report) {
      say('Stopped before every account was audited; this is no result.');
      process.exitCode = EXIT.stopped;
      return;
    }
    if (options.json) printJson(report);
    else print(auditText(report));
    process.exitCode = EXIT_OF[report.verdict];
    // Last, so that a page that cannot be written takes no result with it.
    if (options.html !== undefined) await writePage(options.html, auditPage(report));
  });
}

function selectionOf(accountIds: readonly string[], { all, since, sample, seed }: AuditOptions): Selection {
  const isWide = all || since !== undefined || sample !== undefined;
  if (accountIds.length === 0 && !isWide)
    throw new Error('Say which accounts: some by their ids, --all, --since <day> or --sample <n>.');
  if (accountIds.length > 0 && isWide)
    throw new Error('Accounts by their ids do not go together with --all, --since or --sample.');
  return { accountIds, since: since ?? null, sample: sample ?? null, seed };
}

/** Null where nobody answers: then the archive alone is asked, and what it does not hold is not checked. */
async function answering(address: string | undefined): Promise<string | null> {
  if (address === undefined) return null;
  try {
    await (await Connection.connect({ address, connectTimeout: ANSWERS_WITHIN })).close();
    return address;
  } catch {
    say(`Temporal does not answer at ${address}: histories are taken from the archive alone.`);
    return null;
  }
}

type Run = Readonly<{
  settings: WorkerVariables;
  selection: Selection;
  temporalAddress: string | null;
  options: AuditOptions;
}>;

async function run(db: Db, { options, ...asked }: Run): Promise<AuditReport | undefined> {
  const line = openProgressLine();
  const onProgress = (says: string): void => line.show(says);
  const jobs = options.jobs === undefined ? {} : { jobs: options.jobs };
  try {
    return await auditService(db, { ...asked, ...jobs, stopped: untilStopped(), onProgress });
  } finally {
    await line.end();
  }
}
