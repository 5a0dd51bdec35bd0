import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../storage/database';

/** Which accounts are audited: some, all, those with journal rows since a day, or a sample of these that a seed draws. */
export type Selection = Readonly<{
  accountIds: readonly string[];
  since: string | null;
  sample: number | null;
  seed: string;
}>;
/** A debtor whose accounts are audited together, because caps and decisions are about all of them. */
export type ChosenDebtor = Readonly<{ debtorId: string; accounts: number }>;
export type Chosen = Readonly<{ accounts: number; debtors: AsyncIterable<ChosenDebtor> }>;

const DEBTORS_PER_PAGE = 1_000;

/** Throws for an account that nobody handed over, before anything is audited. */
export async function choose(db: Db, selection: Selection): Promise<Chosen> {
  const ids = selection.accountIds.length > 0 ? await known(db, selection.accountIds) : await drawn(db, selection);
  const isChosen = ids
    ? sql`d.debtor_id in (select debtor_id from accounts where id = any(${ids}::text[]))`
    : hasRowsSince(selection);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from accounts d where ${isChosen}`.execute(db);
  return { accounts: rows[0]!.count, debtors: debtorsWhere(db, isChosen) };
}

async function known(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from accounts where id = any(${ids}::text[])`.execute(db);
  const found = new Set(rows.map(({ id }) => id));
  const unknown = ids.filter((id) => !found.has(id));
  if (unknown.length === 1) throw new Error(`Nobody handed over an account ${unknown[0]}.`);
  if (unknown.length > 1) throw new Error(`Nobody handed over these accounts: ${unknown.join(', ')}.`);
  return ids;
}

/** The same seed draws the same accounts, as long as there are no others. */
async function drawn(db: Db, selection: Selection): Promise<readonly string[] | null> {
  if (selection.sample === null) return null;
  const { rows } = await sql<{ id: string }>`select id from accounts d where ${hasRowsSince(selection)}
    order by md5(${selection.seed} || ':' || id), id limit ${selection.sample}`.execute(db);
  return rows.map(({ id }) => id);
}

const hasRowsSince = ({ since }: Selection): RawBuilder<unknown> =>
  since === null
    ? sql`true`
    : sql`exists (select 1 from accounts s join journal j on j.account_id = s.id
        where s.debtor_id = d.debtor_id and j.at >= ${since}::date)`;

async function* debtorsWhere(db: Db, isChosen: RawBuilder<unknown>): AsyncGenerator<ChosenDebtor> {
  let last: string | null = null;
  for (;;) {
    const after: RawBuilder<unknown> = last === null ? sql`true` : sql`d.debtor_id > ${last}`;
    const { rows }: { rows: ChosenDebtor[] } = await sql<ChosenDebtor>`
      select d.debtor_id as "debtorId", count(*)::int as accounts from accounts d where ${after} and ${isChosen}
      group by d.debtor_id order by d.debtor_id limit ${DEBTORS_PER_PAGE}`.execute(db);
    yield* rows;
    if (rows.length < DEBTORS_PER_PAGE) return;
    last = rows.at(-1)!.debtorId;
  }
}
