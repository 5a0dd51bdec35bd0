import type { KeptRun } from './histories';
import type { KnownRow, KnownRows } from './checks/witness/holdAgainst';
import { resultsOf } from './checks/witness/results';
import type { Trx } from '../storage/database';

/** What the journal holds of each account, as far as a history can know it. */
export async function knownRows(trx: Trx, accountIds: readonly string[]): Promise<ReadonlyMap<string, KnownRows>> {
  const known = new Map(accountIds.map((id) => [id, new Map<number, KnownRow>()]));
  const rows = await trx
    .selectFrom('journal')
    .select(['account_id', 'version', 'type', 'hash', 'build'])
    .where('account_id', 'in', accountIds)
    .execute();
  for (const { account_id, ...row } of rows) known.get(account_id)!.set(row.version, row);
  return known;
}

/** Which build wrote a run that does not say it itself: the rows that it wrote know. */
export function buildOfRun(run: KeptRun, rows: KnownRows): string | null {
  for (const told of resultsOf(run)) {
    const build = 'wrote' in told && told.wrote.events.length > 0 ? rows.get(told.wrote.after + 1)?.build : undefined;
    if (build !== undefined) return build;
  }
  return null;
}
