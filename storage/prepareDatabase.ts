import { Client } from 'pg';
import type { PolicyInForce } from '../domain/policy';
import type { Day } from '../domain/time';
import { connect, type Db } from './database';
import { migrate } from './migrate';
import {
  activateFirst,
  keepPolicies,
  policiesInForce,
  POLICIES_FOLDER,
  readPolicyPacks,
  type RefusedFile,
} from './policies';

/** The packs in force, those that were read now, and the files that were refused: they leave in force what was before. */
export type Prepared = Readonly<{
  packs: readonly PolicyInForce[];
  loaded: readonly PolicyInForce[];
  refused: readonly RefusedFile[];
}>;

/**
 * Brings the database up to date, schema and policy packs, and gives the packs in force. Safe to call from many processes.
 * Packs are read as of `today`: their approvals have to hold on that day.
 */
export async function prepareDatabase(databaseUrl: string, today: Day): Promise<Prepared> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await migrate(client);
  } finally {
    await client.end();
  }
  return withDatabase(databaseUrl, async (db) => {
    const { packs: loaded, refused } = await readPolicyPacks(POLICIES_FOLDER, today);
    await keepPolicies(db, loaded);
    await activateFirst(db, loaded);
    return { packs: await policiesInForce(db), loaded, refused };
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
