import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, TypeOverrides, types, type PoolConfig } from 'pg';
import type { Tables } from './tables';

export type * from './keptTables';
export type * from './tables';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

// bigint columns are exact amounts and positions; a day is a day, not a moment in the machine's zone.
const exactTypes = new TypeOverrides();
exactTypes.setTypeParser(types.builtins.INT8, BigInt);
exactTypes.setTypeParser(types.builtins.DATE, String);

/** Connects as the application's role, which can add to the journal and never change it. */
export const connect = (databaseUrl: string, { connections = 10 } = {}): Db =>
  open(databaseUrl, { max: connections, options: '-c role=arrears_app -c timezone=UTC', statement_timeout: 30_000 });

/** Connects as the owner of the tables, for work on the database itself that takes as long as it takes. */
export const connectAsOwner = (databaseUrl: string): Db =>
  open(databaseUrl, { max: 1, options: '-c timezone=UTC', statement_timeout: 0 });

function open(databaseUrl: string, settings: Pick<PoolConfig, 'max' | 'options' | 'statement_timeout'>): Db {
  const pool = new Pool({
    connectionString: databaseUrl,
    types: exactTypes,
    connectionTimeoutMillis: 10_000,
    application_name: 'arrears',
    ...settings,
  });
  // A connection that breaks while idle is replaced at the next query; that query reports what is wrong.
  pool.on('error', () => {});
  // One that breaks while it is lent says so to its query; without a listener of its own it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
