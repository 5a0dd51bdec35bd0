import { accountJournals, type AccountJournal } from '../storage/accountJournals';
import type { Trx } from '../storage/database';

/** The journals of some accounts, all at once; an account that has had no turn has none. */
export async function journalsOf(trx: Trx, accountIds: readonly string[]): Promise<readonly AccountJournal[]> {
  const journals: AccountJournal[] = [];
  for await (const journal of accountJournals(trx, accountIds)) journals.push(journal);
  return journals;
}
