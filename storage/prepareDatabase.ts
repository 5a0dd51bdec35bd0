import { Client } from 'pg';
import type { PolicyInForce } from '../domain/policy';
import { connect, type Db } from './database';
import { migrate } from './migrate';
import { keepPolicies, readPolicyPacks } from './policies';

/** Brings the database up to date, schema and policy packs, and gives the packs in force. Safe to call from many processes. */
export async function prepareDatabase(databaseUrl: string): Promise<PolicyInForce[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
  return withDatabase(databaseUrl, async (db) => {
    const packs = await readPolicyPacks();
    await keepPolicies(db, packs);
    return packs;
  });
}

/** Lends a connection for the length of a piece of work. */
export async function withDatabase<Result>(databaseUrl: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const db = connect(databaseUrl, { connections: 4 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
