import { sql } from 'kysely';
import type { Db, Trx } from '../database';

/** One number of a series and what has become of it; `missing` is a gap that must not be. */
export type RegisterEntry = Readonly<{
  number: number;
  state: string;
  accountId: string | null;
  issuedAt: Date | null;
  changedAt: Date | null;
  byHand: boolean | null;
  mailNumber: string | null;
}>;
export type Register = Readonly<{
  series: string;
  lastNumber: number;
  /** How many numbers of the whole series are in each state. */
  states: Readonly<Record<string, number>>;
  /** The first numbers that were given and are not in the register, and such as are there and were never given. */
  gaps: readonly number[];
  strays: readonly number[];
  entries: readonly RegisterEntry[];
}>;
type Page = Readonly<{ after: number; limit: number }>;

const NAMED_AT_MOST = 100;

/**
 * LETTER-REGISTERED: every number of a series from the first on, a page at a time, and over the whole series its states and
 * gaps. Undefined for a series of which no number was ever given.
 */
export const registerOf = (
  db: Db,
  series: string,
  page: Page = { after: 0, limit: 1_000 },
): Promise<Register | undefined> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => readRegister(trx, series, page));

async function readRegister(trx: Trx, series: string, { after, limit }: Page): Promise<Register | undefined> {
  const given = await trx
    .selectFrom('letter_series')
    .select('last_number')
    .where('series', '=', series)
    .executeTakeFirst();
  if (!given) return undefined;
  const lastNumber = given.last_number;
  const entries = await sql<RegisterEntry>`
    select n as number, coalesce(l.status, 'missing') as state, l.account_id as "accountId", l.issued_at as "issuedAt",
      l.changed_at as "changedAt", l.by_hand as "byHand", l.mail_number as "mailNumber"
    from generate_series(${after + 1}::integer, least(${after + limit}::integer, ${lastNumber}::integer)) n
    left join ${numbered(series)} l on l.number = n order by n`.execute(trx);
  const states = await sql<{ state: string; count: number }>`
    select coalesce(l.status, 'missing') as state, count(*)::integer as count
    from generate_series(1, ${lastNumber}::integer) n left join ${numbered(series)} l on l.number = n
    group by 1`.execute(trx);
  return {
    series,
    lastNumber,
    states: Object.fromEntries(states.rows.map(({ state, count }) => [state, count])),
    gaps: await gapsOf(trx, series, lastNumber),
    strays: await straysOf(trx, series, lastNumber),
    entries: entries.rows,
  };
}

/** The letters of a series with their numbers: `TWL-000012` is number 12 of `TWL`, and `TWL-X-000001` is none of it. */
const numbered = (series: string) => sql`(
  select substring(register_number from ${`^.{${series.length + 1}}([0-9]{6,9})$`}::text)::integer as number, letters.*
  from letters where starts_with(register_number, ${`${series}-`}))`;

async function gapsOf(trx: Trx, series: string, lastNumber: number): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select n from generate_series(1, ${lastNumber}::integer) n
    where not exists (select 1 from ${numbered(series)} l where l.number = n) order by n limit ${NAMED_AT_MOST}`.execute(
    trx,
  );
  return rows.map(({ n }) => n);
}

async function straysOf(trx: Trx, series: string, lastNumber: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from ${numbered(series)} l where number > ${lastNumber}::integer or number = 0
    order by number limit ${NAMED_AT_MOST}`.execute(trx);
  return rows.map(({ number }) => number);
}
