import { sql, type RawBuilder } from 'kysely';
import type { Trx } from './database';
import { SHAPE } from './journal';

/** The tables that the journal tells, each with its primary key. */
const KEY_COLUMNS = {
  accounts: ['id'],
  attempts: ['id'],
  payments: ['account_id', 'payment_id'],
  letters: ['register_number'],
  referrals: ['id'],
  escalations: ['account_id', 'id'],
} as const;

export type ToldTable = keyof typeof KEY_COLUMNS;
export const TOLD_TABLES = Object.keys(KEY_COLUMNS) as ToldTable[];

/** Operations, not history: recomputed at every turn. */
export const NOT_TOLD: readonly string[] = ['waits_for', 'next_at'];
const KEYS_NAMED_MAX = 20;

/** How many rows, and the first keys of them. */
export type Keys = Readonly<{ count: number; first: readonly string[] }>;
/** `rows` were told by the journal; `missing` of them are not live, `surplus` rows are live and were never told. */
export type Comparison = Readonly<{ rows: number; missing: Keys; surplus: Keys; different: Keys }>;

/** Compares told rows with live ones, column by column, and keeps the keys that differ for `repairLive`. */
export async function compareWithLive(trx: Trx, scratch: string, table: ToldTable): Promise<Comparison> {
  const told = sql.id(scratch, table);
  await sql`analyze ${told}`.execute(trx);
  const columns = await comparedColumns(trx, table);
  const key = keyOf(table);
  // An account without a turn has no journal yet: the inbox alone tells of it.
  const isTold =
    table === 'accounts' ? sql`(t.version > 0 or exists (select 1 from ${told} r where r.id = t.id))` : sql`true`;
  await sql`create unlogged table ${wrong(scratch, table)} as
    with told as (select ${key} as key, ${columns} from ${told} t),
      live as (select ${key} as key, ${columns} from ${sql.id('public', table)} t where ${isTold}),
      absent as (table told except table live),
      extra as (table live except table told)
    select key, case when extra.key is null then 'missing' when absent.key is null then 'surplus' else 'different' end as kind
    from (select key from absent) absent full join (select key from extra) extra using (key)`.execute(trx);
  const counted = await sql<{ rows: number }>`select count(*)::integer as rows from ${told}`.execute(trx);
  const keys = async (kind: string): Promise<Keys> => {
    const { rows } = await sql<Keys>`
      select count(*)::integer as count, coalesce((array_agg(key order by key))[1:${sql.lit(KEYS_NAMED_MAX)}], '{}') as first
      from ${wrong(scratch, table)} where kind = ${kind}`.execute(trx);
    return rows[0]!;
  };
  const [missing, surplus, different] = [await keys('missing'), await keys('surplus'), await keys('different')];
  return { rows: counted.rows[0]!.rows, missing, surplus, different };
}

/** Makes the live rows what the journal tells; operational columns of rows that stay are left as they are. */
export async function repairLive(trx: Trx, scratch: string, table: ToldTable): Promise<void> {
  const live = sql.id('public', table);
  const key = keyOf(table);
  const columns = (await columnsOf(trx, table)).map((name) => sql.id(name));
  const set = columns.map((column) => sql`${column} = excluded.${column}`);
  await sql`delete from ${live} t where ${key} in (select key from ${wrong(scratch, table)} where kind = 'surplus')`.execute(
    trx,
  );
  await sql`insert into ${live} (${sql.join(columns)}) select ${sql.join(columns)} from ${sql.id(scratch, table)} t
    where ${key} in (select key from ${wrong(scratch, table)} where kind <> 'surplus')
    on conflict (${sql.join(KEY_COLUMNS[table].map((name) => sql.id(name)))}) do update set ${sql.join(set)}`.execute(
    trx,
  );
}

const wrong = (scratch: string, table: ToldTable): RawBuilder<unknown> => sql.id(scratch, `wrong_${table}`);

/** A primary key as one text. */
export function keyOf(table: ToldTable): RawBuilder<unknown> {
  const columns = KEY_COLUMNS[table].map((name) => sql.id('t', name));
  return columns.length === 1 ? columns[0]! : sql`row(${sql.join(columns)})::text`;
}

async function columnsOf(trx: Trx, table: ToldTable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} order by ordinal_position`.execute(trx);
  return rows.map(({ name }) => name).filter((name) => !NOT_TOLD.includes(name));
}

/** A snapshot in an older form is folded anew at its next turn: only those in today's form can be compared. */
async function comparedColumns(trx: Trx, table: ToldTable): Promise<RawBuilder<unknown>> {
  const names = (await columnsOf(trx, table)).filter((name) => name !== 'shape' && name !== 'snapshot');
  const columns = names.map((name) => sql.id('t', name));
  if (table !== 'accounts') return sql.join(columns);
  const isToday = sql`exists (select 1 from public.accounts l where l.id = t.id and l.shape = ${sql.lit(SHAPE)})`;
  return sql.join([...columns, sql`case when ${isToday} then t.snapshot end as snapshot`]);
}
