import { sql } from 'kysely';
import { keyOf, NOT_TOLD, TOLD_TABLES, type ToldTable } from './compareWithLive';
import type { Trx } from './database';
import { SHAPE } from './journal';
import { stringifySnapshot } from './json';
import type { ToldRows } from './projections/toldRows';

/** A row of a list that is not what the journal tells; `columns` are named where it is there and says something else. */
export type DifferingRow = Readonly<{
  accountId: string;
  table: ToldTable;
  key: string;
  kind: 'missing' | 'surplus' | 'different';
  columns: readonly string[];
}>;

/**
 * Holds what some journals tell against the live rows of their accounts, row by row and column by column. Reads only, so that it
 * can be asked in any snapshot; the live rows of an account without told ones are surplus.
 */
export async function compareAccounts(
  trx: Trx,
  accountIds: readonly string[],
  told: readonly ToldRows[],
): Promise<readonly DifferingRow[]> {
  const differing: DifferingRow[] = [];
  for (const table of TOLD_TABLES) {
    const rows = told.flatMap((rows): readonly object[] => rows[table]);
    differing.push(...(await compareTable(trx, table, accountIds, rows)));
  }
  return differing;
}

type Columns = Readonly<Record<string, unknown>>;
type Pair = Readonly<{ accountId: string; key: string; told: Columns | null; live: Columns | null }>;

async function compareTable(
  trx: Trx,
  table: ToldTable,
  accountIds: readonly string[],
  rows: readonly object[],
): Promise<readonly DifferingRow[]> {
  const owner = sql.id('t', table === 'accounts' ? 'id' : 'account_id');
  const told = sql`jsonb_populate_recordset(null::${sql.id('public', table)}, ${asJson(rows)}::jsonb) t`;
  const live = sql.id('public', table);
  const notBegun = table === 'accounts' ? sql`t.version > 0` : sql`true`;
  const part = sql`${keyOf(table)} as key, ${owner} as account_id, to_jsonb(t) - ${[...NOT_TOLD]}::text[] as columns`;
  const { rows: pairs } = await sql<Pair>`
    with told as (select ${part} from ${told}),
      live as (select ${part} from ${live} t where ${owner} = any(${accountIds}::text[]) and ${notBegun})
    select coalesce(told.account_id, live.account_id) as "accountId", key, told.columns as told, live.columns as live
    from told full join live using (key) where told.columns is distinct from live.columns
    order by 1, 2`.execute(trx);
  return pairs.flatMap((pair) => differenceOf(table, pair));
}

/** Amounts as texts, as the columns take them; within a snapshot as snapshots write them. */
const asJson = (rows: readonly object[]): string =>
  stringifySnapshot(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]: [string, unknown]) => [
          name,
          typeof value === 'bigint' ? String(value) : value,
        ]),
      ),
    ),
  );

function differenceOf(table: ToldTable, { accountId, key, told, live }: Pair): readonly DifferingRow[] {
  const named = { accountId, table, key };
  if (!live) return [{ ...named, kind: 'missing', columns: [] }];
  if (!told) return [{ ...named, kind: 'surplus', columns: [] }];
  const columns = Object.keys(told).filter((name) => isCompared(name, live) && !isEqual(told[name], live[name]));
  return columns.length > 0 ? [{ ...named, kind: 'different', columns }] : [];
}

/** A snapshot in an older form is folded anew at its next turn: only those in today's form can be compared. */
const isCompared = (name: string, live: Columns): boolean =>
  name !== 'shape' && (name !== 'snapshot' || live['shape'] === SHAPE);

/** Both come from the same database as `jsonb`, so that equal values have one text. */
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
