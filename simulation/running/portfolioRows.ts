import type { OverdueRow } from '../../intake/overdueRow';
import { readRows, type Read } from '../../intake/readRows';
import { SeenNames } from './seenNames';

/**
 * The rows of a portfolio, good or not. An account is handed over once: a row that names one again is a reject, whatever it says,
 * so that nobody is counted twice.
 */
export async function* portfolioRows(path: string): AsyncGenerator<Read<OverdueRow>> {
  const seen = new SeenNames();
  for await (const read of readRows({ path, kind: 'overdue' })) {
    if ('reason' in read || seen.isNew(read.row.accountId)) yield read;
    else {
      const { accountId } = read.row;
      yield {
        line: read.line,
        accountId,
        reason: 'account_id: an earlier line of this file names this account already',
      };
    }
  }
}
