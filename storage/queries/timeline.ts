import type { Db } from '../database';

/** The journal of an account from the version after `after` on, in order. */
export const listJournal = (db: Db, accountId: string, after: number, limit: number) =>
  db
    .selectFrom('journal')
    .select(['version', 'type', 'at', 'body', 'cause', 'policy_hash', 'build', 'hash'])
    .where('account_id', '=', accountId)
    .where('version', '>', after)
    .orderBy('version')
    .limit(limit)
    .execute();
