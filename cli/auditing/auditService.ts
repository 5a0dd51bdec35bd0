import { availableParallelism } from 'node:os';
import type { AuditReport } from '../../audit/report';
import { choose, type Selection } from '../../audit/selection';
import { Tally } from '../../audit/total';
import type { WorkerVariables } from '../../settings/variables';
import type { Db } from '../../storage/database';
import { buildOf } from '../../worker/build';
import { createLog } from '../../worker/log';
import { bundleWorkflows } from '../../worker/startWorker';
import { auditAll } from './auditAll';
import { besideAccounts } from './besideAccounts';

export type AuditOfService = Readonly<{
  settings: WorkerVariables;
  selection: Selection;
  /** Null takes histories from the archive alone. */
  temporalAddress: string | null;
  jobs?: number;
  /** Settles when somebody wants it to end. */
  stopped: Promise<unknown>;
  onProgress: (says: string) => void;
}>;

/** Audits the chosen accounts of a service, shared out among processes; undefined when it was stopped. */
export async function auditService(db: Db, asked: AuditOfService): Promise<AuditReport | undefined> {
  const { settings, selection, temporalAddress, onProgress } = asked;
  const began = new Date();
  const stop = { wanted: false };
  const stopped = asked.stopped.then(() => (stop.wanted = true));
  const chosen = await choose(db, selection);
  onProgress('Making the bundle of the current build …');
  const current = await buildOf(settings.ARREARS_BUILD, await bundleWorkflows(createLog('audit', 'error')));
  const journalHead = await headOf(db);
  const tally = new Tally();
  await auditAll({
    db,
    brief: { do: 'begin', settings, temporalAddress, current },
    jobs: asked.jobs ?? availableParallelism(),
    debtors: chosen.debtors,
    stopped,
    onChecked(checked) {
      tally.add(checked);
      onProgress(`${tally.accounts} of ${chosen.accounts} accounts audited`);
    },
  });
  if (stop.wanted) return undefined;
  if (isOfAll(selection)) tally.addBeside(await besideAccounts(db, settings, temporalAddress));
  const seconds = (Date.now() - began.getTime()) / 1_000;
  return {
    format: 'arrears-audit/1',
    beganAt: began.toISOString(),
    seconds,
    accountsPerMinute: Math.round((tally.accounts / seconds) * 60),
    build: current.build,
    asked: askedFor(selection),
    histories: temporalAddress === null ? 'the archive alone' : 'Temporal and the archive',
    journalHead,
    ...tally.end(),
  };
}

const isOfAll = ({ accountIds, since, sample }: Selection): boolean =>
  accountIds.length === 0 && since === null && sample === null;

function askedFor({ accountIds, since, sample, seed }: Selection): string {
  if (accountIds.length > 0) return `${accountIds.join(', ')}, with all accounts of their debtors`;
  const scope = since === null ? 'all accounts' : `accounts with events since ${since}`;
  return sample === null
    ? scope
    : `a sample of ${sample} of ${scope}, seed ${seed}, with all accounts of their debtors`;
}

async function headOf(db: Db): Promise<AuditReport['journalHead']> {
  const row = await db
    .selectFrom('journal')
    .select(['position', 'at'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { position: String(row.position), at: row.at.toISOString() } : null;
}
