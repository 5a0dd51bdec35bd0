import type { KeptRun } from './histories';
import type { KnownRow, KnownRows } from './checks/witness/holdAgainst';
import { witnessesOf } from './checks/witness/results';
import type { Db, Trx } from '../storage/database';

/** What the journal holds of each account, as far as a history can know it. */
export async function knownRows(db: Db | Trx, accountIds: readonly string[]): Promise<ReadonlyMap<string, KnownRows>> {
  const known = new Map(accountIds.map((id) => [id, new Map<number, KnownRow>()]));
  const rows = await db
    .selectFrom('journal')
    .select(['account_id', 'version', 'type', 'hash', 'build'])
    .where('account_id', 'in', accountIds)
    .execute();
  const turns = await turnsOf(db, accountIds);
  for (const { account_id, ...row } of rows) {
    const turn = turns.get(account_id)?.get(row.version) ?? null;
    known.get(account_id)!.set(row.version, { ...row, turn });
  }
  return known;
}

/** Which version the turn found that wrote a version, by account. */
async function turnsOf(db: Db | Trx, accountIds: readonly string[]) {
  const found = new Map<string, Map<number, number>>(accountIds.map((id) => [id, new Map()]));
  const turns = await db
    .selectFrom('turns')
    .select(['account_id', 'from_version', 'to_version'])
    .where('account_id', 'in', accountIds)
    .whereRef('to_version', '>', 'from_version')
    .execute();
  for (const { account_id, from_version, to_version } of turns) {
    for (let version = from_version + 1; version <= to_version; version++)
      found.get(account_id)!.set(version, from_version);
  }
  return found;
}

/** Accounts of which nothing is written, and nothing waits to be heard: a hand-over leaves a message behind until it is heard. */
export async function forgottenAccounts(db: Db | Trx, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', accountIds)
    .where('version', '=', 0)
    .where((accounts) => {
      const waiting = accounts
        .selectFrom('inbox')
        .select('inbox.id')
        .whereRef('inbox.account_id', '=', 'accounts.id')
        .where('heard_version', 'is', null);
      return accounts.not(accounts.exists(waiting));
    })
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Which build wrote a run that does not say it itself: the rows that it wrote know. */
export function buildOfRun(run: KeptRun, rows: KnownRows): string | null {
  for (const { wrote } of witnessesOf(run)) {
    const build = wrote.events.length > 0 ? rows.get(wrote.after + 1)?.build : undefined;
    if (build !== undefined) return build;
  }
  return null;
}
