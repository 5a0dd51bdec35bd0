import type { Db, Trx } from '../../storage/database';
import { debtorRecords, type DebtorRecord } from '../../storage/redecide/debtorRecord';
import { manyLives } from '../storage/manyLives';
import { storedWorld } from '../storage/storedWorld';

/** What is recorded of every debtor. */
export async function allRecords(db: Db | Trx): Promise<readonly DebtorRecord[]> {
  const debtors = await db.selectFrom('debtors').select('id').orderBy('id').execute();
  const ids = debtors.map(({ id }) => id);
  return debtorRecords(db, ids);
}

/** What was recorded of many lives; the database in which they were lived is gone again. */
export async function recordsOfManyLives(): Promise<readonly DebtorRecord[]> {
  const stored = await storedWorld();
  try {
    await manyLives(stored);
    return await allRecords(stored.db);
  } finally {
    await stored.drop();
  }
}
