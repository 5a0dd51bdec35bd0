import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { PolicyInForce } from '../../domain/policy';
import { connect, type Db } from '../../storage/database';
import { prepareDatabase } from '../../storage/prepareDatabase';
import { PACK_DAY } from '../domain/policies';

export type FreshDatabase = Readonly<{ url: string; db: Db; packs: readonly PolicyInForce[]; drop(): Promise<void> }>;

/** A new database on the run's PostgreSQL with schema and packs, for one test file alone. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('globalSetup has not started PostgreSQL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const { packs } = await prepareDatabase(url.href, PACK_DAY);
  const db = connect(url.href, { connections: 10 });
  const drop = async (): Promise<void> => {
    await db.destroy();
    await onServer(server, `drop database ${name} with (force)`);
  };
  return { url: url.href, db, packs, drop };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
