import { sql } from 'kysely';
import type { Db, Trx } from '../../storage/database';
import type { BundledMessage, BundledRow, BundledTurn, Head } from './form';

/** What the database holds about some accounts, as of one moment. */
export type Gathered = Readonly<{
  debtors: readonly Readonly<{ debtorId: string; accounts: readonly string[] }>[];
  heads: readonly Head[];
  rows: readonly BundledRow[];
  turns: readonly BundledTurn[];
  messages: readonly BundledMessage[];
  packs: readonly Readonly<{ hash: string; content: unknown }>[];
}>;

type Debtors = Gathered['debtors'];

/** The debtors of some accounts, each with all accounts. Throws for an account that nobody handed over. */
export async function debtorsOf(db: Db | Trx, askedFor: readonly string[]): Promise<Debtors> {
  const { rows: debtors } = await sql<{ debtorId: string; accounts: string[] }>`
    select debtor_id as "debtorId", array_agg(id order by id) as accounts from accounts
    where debtor_id in (select debtor_id from accounts where id = any(${askedFor}::text[])) group by 1 order by 1`.execute(
    db,
  );
  const known = new Set(debtors.flatMap(({ accounts }) => accounts));
  const unknown = askedFor.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`Nobody handed over an account ${unknown.join(', ')}`);
  return debtors;
}

/** Reads all that the database holds about the accounts of some debtors. */
export async function gather(trx: Trx, debtors: Debtors): Promise<Gathered> {
  const accounts = debtors.flatMap((debtor) => debtor.accounts);
  const rows = await rowsOf(trx, accounts);
  const hashes = [...new Set(rows.map(({ policyHash }) => policyHash))];
  const packs = await trx
    .selectFrom('policies')
    .select(['hash', 'content'])
    .where('hash', '=', sql<string>`any(${hashes}::text[])`)
    .orderBy('hash')
    .execute();
  return {
    debtors,
    rows,
    packs,
    heads: await headsOf(trx, accounts),
    turns: await turnsOf(trx, accounts),
    messages: await messagesOf(trx, accounts),
  };
}

const headsOf = async (trx: Trx, accounts: readonly string[]): Promise<readonly Head[]> =>
  (
    await sql<Head>`select id as "accountId", version, head_hash as hash from accounts
      where id = any(${accounts}::text[]) order by id`.execute(trx)
  ).rows;

async function rowsOf(trx: Trx, accounts: readonly string[]): Promise<readonly BundledRow[]> {
  type Stored = Omit<BundledRow, 'position' | 'at'> & { position: bigint; at: Date };
  const { rows } = await sql<Stored>`
    select account_id as "accountId", version, position, type, at, body, cause, policy_hash as "policyHash", build, hash
    from journal where account_id = any(${accounts}::text[]) order by account_id, version`.execute(trx);
  return rows.map((row) => ({ ...row, position: Number(row.position), at: row.at.toISOString() }));
}

async function turnsOf(trx: Trx, accounts: readonly string[]): Promise<readonly BundledTurn[]> {
  type Stored = Omit<BundledTurn, 'at'> & { at: Date };
  const { rows } = await sql<Stored>`
    select id::text, account_id as "accountId", from_version as "fromVersion", to_version as "toVersion", at,
      heard::text[], next, build
    from turns where account_id = any(${accounts}::text[]) order by turns.id`.execute(trx);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** What was heard: ids, figures and words of ours, as the journal holds them. Texts lie elsewhere, sealed. */
async function messagesOf(trx: Trx, accounts: readonly string[]): Promise<readonly BundledMessage[]> {
  type Stored = Omit<BundledMessage, 'receivedAt' | 'expiresAt'> & { receivedAt: Date; expiresAt: Date | null };
  const { rows } = await sql<Stored>`
    select id::text, account_id as "accountId", source, external_id as "externalId", is_command as "isCommand", type, body,
      received_at as "receivedAt", expires_at as "expiresAt", heard_version as "heardVersion", refused
    from inbox where account_id = any(${accounts}::text[]) and heard_version is not null order by inbox.id`.execute(
    trx,
  );
  return rows.map((row) => ({
    ...row,
    receivedAt: row.receivedAt.getTime(),
    expiresAt: row.expiresAt?.getTime() ?? null,
  }));
}
