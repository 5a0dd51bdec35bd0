import type { Db } from '../database';

/** Which account's inbox keeps the message of this name, heard or not; undefined while nobody sent one. */
export async function accountOfMessage(db: Db, source: string, externalId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select('account_id')
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row?.account_id;
}
