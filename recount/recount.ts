import type { Db, Trx } from '../storage/database';
import { debtorsOf, owners } from './debtorsOf';
import { journalsOf } from './journalsOf';
import { readPack, type Pack, type PackOf } from './pack';
import { recountDebtor } from './recountDebtor';
import { add, endOf, openTotal, type Progress, type Recounted } from './total';

type OnProgress = (progress: Progress) => void;

/** Counts every journal again. One snapshot is read, debtor by debtor, so accounts may live meanwhile. */
export const recount = (db: Db, onProgress?: OnProgress): Promise<Recounted> => onSnapshot(db, null, onProgress);

/**
 * The same for some accounts, and for all others of their debtors, because the caps are the debtor's. Gaps of the letter register
 * are then not looked for. Throws for an account that nobody handed over.
 */
export const recountAccounts = (db: Db, accountIds: readonly string[], onProgress?: OnProgress): Promise<Recounted> =>
  onSnapshot(db, accountIds, onProgress);

const onSnapshot = (db: Db, only: readonly string[] | null, onProgress?: OnProgress): Promise<Recounted> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => recountAll(trx, only, onProgress));

async function recountAll(trx: Trx, only: readonly string[] | null, onProgress?: OnProgress): Promise<Recounted> {
  const packOf = await readPacks(trx);
  const { until, events } = await lengthOf(trx);
  const total = openTotal();
  for await (const { accountIds } of debtorsOf(trx, only && (await owners(trx, only)))) {
    const journals = await journalsOf(trx, accountIds);
    if (journals.length === 0) continue;
    add(total, journals, recountDebtor(journals, packOf, until));
    onProgress?.(total.progress);
  }
  return endOf(total, only === null ? events : null);
}

async function readPacks(trx: Trx): Promise<PackOf> {
  const rows = await trx.selectFrom('policies').select(['hash', 'content']).execute();
  const packs = new Map<string, Pack>(rows.map(({ hash, content }) => [hash, readPack(hash, content)]));
  return (hash) => packs.get(hash);
}

async function lengthOf(trx: Trx): Promise<{ until: number; events: number }> {
  const row = await trx
    .selectFrom('journal')
    .select(({ fn }) => [fn.max('at').as('until'), fn.countAll<bigint>().as('events')])
    .executeTakeFirstOrThrow();
  // Of an empty journal there is no last moment, and nothing to be held against it.
  return { until: (row.until as Date | null)?.getTime() ?? 0, events: Number(row.events) };
}
