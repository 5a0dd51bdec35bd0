import { connectAsOwner, type Db } from '../../storage/database';

/** Does what the application's role may not. */
export async function asOwner<Result>(databaseUrl: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const db = connectAsOwner(databaseUrl);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
