import { CHECKS, type Checked } from '../../audit/finding';
import { notChecked } from '../../audit/notChecked';
import type { ChosenDebtor } from '../../audit/selection';
import type { Db } from '../../storage/database';
import { AuditorDied, startAuditor, type Auditor } from './auditor';
import type { Brief } from './talk';

/** Small enough that progress shows, large enough that making a worker to replay with is nothing. */
const ACCOUNTS_IN_A_BATCH = 50;
const DEATHS_MAX = 3;
/** Far longer than it takes; Temporal, the providers and a single run that does not end have limits of their own below it. */
const BATCH_WITHIN_MS = 120_000;
const ACCOUNT_WITHIN_MS = 5_000;

type Work = Readonly<{
  db: Db;
  brief: Brief;
  jobs: number;
  debtors: AsyncIterable<ChosenDebtor>;
  onChecked: (checked: readonly Checked[]) => void;
  /** Settles when somebody wants it to end. */
  stopped: Promise<unknown>;
}>;

type Batch = Readonly<{ debtorIds: readonly string[]; accounts: number }>;

/**
 * Shares the debtors out among processes. One that dies or takes too long leaves its accounts unchecked. After a few of them no
 * more are started: the accounts that are left are not checked either, and what was found so far stays.
 */
export async function auditAll({ db, brief, jobs, debtors, onChecked, stopped }: Work): Promise<void> {
  const batches = inBatches(debtors);
  const auditors: Promise<Auditor>[] = [];
  let [deaths, isOver] = [0, false];
  let gaveUp: AuditorDied | undefined;

  async function work(): Promise<void> {
    let auditor = await start();
    for await (const { debtorIds, accounts } of shared(batches)) {
      try {
        const withinMs = BATCH_WITHIN_MS + accounts * ACCOUNT_WITHIN_MS;
        onChecked(gaveUp ? await unchecked(db, debtorIds, gaveUp) : await auditor.audit(debtorIds, withinMs));
      } catch (error) {
        if (isOver) return;
        if (!(error instanceof AuditorDied)) throw error;
        onChecked(await unchecked(db, debtorIds, error));
        deaths += 1;
        const next = deaths > DEATHS_MAX || isOver ? null : await start().catch(() => null);
        if (next) auditor = next;
        else gaveUp = error;
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

async function* inBatches(debtors: AsyncIterable<ChosenDebtor>): AsyncGenerator<Batch> {
  let [debtorIds, accounts]: [string[], number] = [[], 0];
  for await (const debtor of debtors) {
    if (debtorIds.length > 0 && accounts + debtor.accounts > ACCOUNTS_IN_A_BATCH) {
      yield { debtorIds, accounts };
      [debtorIds, accounts] = [[], 0];
    }
    debtorIds.push(debtor.debtorId);
    accounts += debtor.accounts;
  }
  if (debtorIds.length > 0) yield { debtorIds, accounts };
}

async function unchecked(db: Db, debtorIds: readonly string[], error: Error): Promise<readonly Checked[]> {
  const rows = await db.selectFrom('accounts').select('id').where('debtor_id', 'in', debtorIds).execute();
  return rows.flatMap(({ id }) => CHECKS.map((check) => notChecked(check, id, error)));
}
