import type { Trx } from '../storage/database';

/** One debtor's accounts, by their own rows; that the journals say the same is asked later. */
export type Accounts = Readonly<{ debtorId: string; accountIds: readonly string[] }>;

const ROWS_PER_PAGE = 1_000;

/** Every debtor with all accounts, or only some. */
export async function* debtorsOf(trx: Trx, debtorIds: readonly string[] | null): AsyncGenerator<Accounts> {
  let debtorId: string | undefined;
  let accountIds: string[] = [];
  for await (const row of accountRows(trx, debtorIds)) {
    if (debtorId !== undefined && row.debtor_id !== debtorId) {
      yield { debtorId, accountIds };
      accountIds = [];
    }
    debtorId = row.debtor_id;
    accountIds.push(row.id);
  }
  if (debtorId !== undefined) yield { debtorId, accountIds };
}

type Row = Readonly<{ id: string; debtor_id: string }>;

async function* accountRows(trx: Trx, debtorIds: readonly string[] | null): AsyncGenerator<Row> {
  let last: Row | undefined;
  for (;;) {
    let query = trx.selectFrom('accounts').select(['id', 'debtor_id']).orderBy('debtor_id').orderBy('id');
    if (debtorIds) query = query.where('debtor_id', 'in', debtorIds);
    if (last) {
      const { debtor_id, id } = last;
      query = query.where((eb) => eb(eb.refTuple('debtor_id', 'id'), '>', eb.tuple(debtor_id, id)));
    }
    const page = await query.limit(ROWS_PER_PAGE).execute();
    yield* page;
    last = page.at(-1);
    if (page.length < ROWS_PER_PAGE) return;
  }
}

/** Whose accounts these are. Throws for an account that nobody handed over. */
export async function owners(trx: Trx, accountIds: readonly string[]): Promise<readonly string[]> {
  const rows = await trx.selectFrom('accounts').select(['id', 'debtor_id']).where('id', 'in', accountIds).execute();
  const known = new Set(rows.map(({ id }) => id));
  const unknown = accountIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw new Error(`Nobody handed over an account ${unknown}.`);
  return rows.map(({ debtor_id }) => debtor_id);
}
