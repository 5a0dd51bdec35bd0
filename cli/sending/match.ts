import { matchFact } from '../../storage/inbox';
import { findAccount } from '../../storage/queries/accounts';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';

/** Says which account an unmatched fact belongs to. Throws when there is no such fact or no such account. */
export const match = (inboxId: string, accountId: string, { json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDatabase(async (db) => {
    if (!(await findAccount(db, accountId))) throw new Error(`Nobody handed over an account ${accountId}.`);
    if (!(await matchFact(db, inboxId, accountId))) {
      throw new Error(`There is no unmatched fact ${inboxId}; \`arrears unmatched\` lists them.`);
    }
    if (json) printJson({ outcome: 'matched', id: inboxId, accountId });
    else print(`Fact ${inboxId} belongs to ${accountId} now; a worker lets the account hear it.`);
  });
