import { sql, type RawBuilder } from 'kysely';
import type { NamedRecords, ProviderRecords } from '../../activities/ports';
import type { Db, Trx } from '../../storage/database';
import { workflowIdOf } from '../../workflows/ids';
import type { Finding } from '../finding';

/** What belongs to no account that anybody handed over. */
export const NO_ACCOUNT = '-';
const NAMES_AT_ONCE = 500;
const NAMES_SHOWN = 3;

/**
 * Records that name no account in the database, and letters that no account ever issued: what the audit of any account would
 * never meet. To be asked once, after all accounts.
 */
export async function* orphanRecords(db: Db | Trx, records: ProviderRecords): AsyncGenerator<Finding> {
  for (const channel of ['sms', 'email', 'call'] as const) {
    for (const source of records.messages[channel]) yield* ofNobody(db, channel, source.named());
  }
  if (records.packets) yield* ofNobody(db, 'law firm', records.packets.named());
  yield* lettersOfNobody(db, records);
}

async function* ofNobody(db: Db | Trx, where: string, named: Iterable<NamedRecords>): AsyncGenerator<Finding> {
  for (const some of inParts(named)) {
    const ids = some.flatMap(({ accountId }) => accountId ?? []);
    const rows = await db
      .selectFrom('accounts')
      .select('id')
      .where(sql<boolean>`id = any(${ids}::text[])`)
      .execute();
    const known = new Set(rows.map(({ id }) => id));
    for (const { accountId, references } of some) {
      if (accountId === null || !known.has(accountId)) yield orphan(where, references);
    }
  }
}

async function* lettersOfNobody(db: Db | Trx, { letters }: ProviderRecords): AsyncGenerator<Finding> {
  let some: string[] = [];
  for await (const registerNumber of letters.registerNumbers()) {
    some.push(registerNumber);
    if (some.length < NAMES_AT_ONCE) continue;
    yield* unissued(db, some);
    some = [];
  }
  if (some.length > 0) yield* unissued(db, some);
}

async function* unissued(db: Db | Trx, numbers: readonly string[]): AsyncGenerator<Finding> {
  const rows = await db
    .selectFrom('letters')
    .select('register_number')
    .where(sql<boolean>`register_number = any(${numbers}::text[])`)
    .execute();
  const known = new Set(rows.map((row) => row.register_number));
  for (const number of numbers) if (!known.has(number)) yield orphan('print house', [number]);
}

const orphan = (where: string, references: readonly string[]): Finding => ({
  check: 'providers',
  accountId: NO_ACCOUNT,
  kind: 'broken',
  what: 'recordOfNobody',
  says: `${where}: records of no account that was handed over: ${references.length}, such as ${references.slice(0, NAMES_SHOWN).join(', ')}`,
});

function* inParts(named: Iterable<NamedRecords>): Generator<readonly NamedRecords[]> {
  let some: NamedRecords[] = [];
  for (const one of named) {
    some.push(one);
    if (some.length < NAMES_AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const LISTS = ['journal', 'attempts', 'payments', 'letters', 'referrals', 'escalations', 'turns'] as const;
type Naming = readonly [list: string, accounts: RawBuilder<unknown>];
const NAMING: readonly Naming[] = [
  ...LISTS.map((list): Naming => [list, sql`select account_id from ${sql.table(list)}`]),
  // What nobody has heard may wait for an account that is yet to come.
  ['inbox', sql`select account_id from inbox where heard_version is not null`],
  [
    'archived_runs',
    sql`select substr(workflow_id, ${workflowIdOf('').length + 1}::integer) as account_id from archived_runs`,
  ],
];

/** Rows that name an account which has no row of its own: it was removed, or they were made up. */
export async function* orphanRows(db: Db | Trx): AsyncGenerator<Finding> {
  for (const [list, accounts] of NAMING) {
    const { rows } = await sql<{ accountId: string; count: number }>`
      select t.account_id as "accountId", count(*)::int as count from (${accounts}) t
      where not exists (select 1 from accounts a where a.id = t.account_id)
      group by t.account_id order by t.account_id limit ${NAMES_AT_ONCE}`.execute(db);
    for (const { accountId, count } of rows) yield accountIsMissing(accountId, `${count} rows of ${list} are`);
  }
  yield* rowsOfNobody(db);
}

export const accountIsMissing = (accountId: string, what: string): Finding => ({
  check: 'journal',
  accountId,
  kind: 'broken',
  what: 'accountIsMissing',
  says: `${what} about an account that has no row of its own`,
});

/** Words that were said are named by journals alone, but each text has a debtor, and each debtor an account. */
const OF_NOBODY: readonly (readonly [list: string, ids: RawBuilder<unknown>])[] = [
  [
    'texts',
    sql`select id from texts t where not exists (select 1 from accounts where debtor_id = t.debtor_id)
      or (id !~ '^text-[0-9a-f]{32}$' and not exists (select 1 from attempts where id = t.id)
        and not exists (select 1 from letters where register_number = t.id))`,
  ],
  [
    'claims',
    sql`select attempt_id as id from claims c where not exists (select 1 from attempts where id = c.attempt_id)`,
  ],
];

/** An account that was removed with every row that names it leaves behind what names its contacts and letters. */
async function* rowsOfNobody(db: Db | Trx): AsyncGenerator<Finding> {
  for (const [list, ids] of OF_NOBODY) {
    const { rows } = await sql<{ count: number; some: string[] | null }>`
      select count(*)::int as count, (array_agg(id order by id))[1:${NAMES_SHOWN}::integer] as some from (${ids}) t`.execute(
      db,
    );
    const [{ count, some }] = rows as [{ count: number; some: string[] | null }];
    if (count === 0) continue;
    const says = `${count} rows of ${list} belong to no account's contacts and letters, such as ${some!.join(', ')}`;
    yield { check: 'journal', accountId: NO_ACCOUNT, kind: 'broken', what: 'rowOfNobody', says };
  }
}
