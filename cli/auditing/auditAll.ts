import { CHECKS, type Checked } from '../../audit/finding';
import { notChecked } from '../../audit/notChecked';
import type { ChosenDebtor } from '../../audit/selection';
import type { Db } from '../../storage/database';
import { AuditorDied, startAuditor, type Auditor } from './auditor';
import type { Brief } from './talk';

/** Small enough that progress shows, large enough that making a worker to replay with is nothing. */
const ACCOUNTS_IN_A_BATCH = 50;
const DEATHS_MAX = 3;

type Work = Readonly<{
  db: Db;
  brief: Brief;
  jobs: number;
  debtors: AsyncIterable<ChosenDebtor>;
  onChecked: (checked: readonly Checked[]) => void;
  /** Settles when somebody wants it to end. */
  stopped: Promise<unknown>;
}>;

/** Shares the debtors out among processes. A process that dies leaves its accounts unchecked; a few may, then it ends. */
export async function auditAll({ db, brief, jobs, debtors, onChecked, stopped }: Work): Promise<void> {
  const batches = inBatches(debtors);
  const auditors: Promise<Auditor>[] = [];
  let [deaths, isOver] = [0, false];

  async function work(): Promise<void> {
    let auditor = await start();
    for await (const debtorIds of shared(batches)) {
      try {
        onChecked(await auditor.audit(debtorIds));
      } catch (error) {
        if (isOver) return;
        deaths += 1;
        if (!(error instanceof AuditorDied) || deaths > DEATHS_MAX) throw error;
        onChecked(await unchecked(db, debtorIds, error));
        auditor = await start();
      }
    }
  }
  function start(): Promise<Auditor> {
    const auditor = startAuditor(brief);
    auditors.push(auditor);
    return auditor;
  }
  try {
    await Promise.race([Promise.all(Array.from({ length: jobs }, work)), stopped]);
  } finally {
    isOver = true;
    // One that is just beginning is waited for, or it would outlive its orders.
    await Promise.allSettled(auditors.map(async (auditor) => (await auditor).stop()));
  }
}

/** Several may take from it: one that has had enough does not end it for the others. */
async function* shared<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  for (let next = await items.next(); !next.done; next = await items.next()) yield next.value;
}

async function* inBatches(debtors: AsyncIterable<ChosenDebtor>): AsyncGenerator<readonly string[]> {
  let [batch, accounts]: [string[], number] = [[], 0];
  for await (const debtor of debtors) {
    if (batch.length > 0 && accounts + debtor.accounts > ACCOUNTS_IN_A_BATCH) {
      yield batch;
      [batch, accounts] = [[], 0];
    }
    batch.push(debtor.debtorId);
    accounts += debtor.accounts;
  }
  if (batch.length > 0) yield batch;
}

async function unchecked(db: Db, debtorIds: readonly string[], error: Error): Promise<readonly Checked[]> {
  const rows = await db.selectFrom('accounts').select('id').where('debtor_id', 'in', debtorIds).execute();
  return rows.flatMap(({ id }) => CHECKS.map((check) => notChecked(check, id, error)));
}
