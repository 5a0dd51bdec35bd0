import type { Db } from '../database';
import type { Page } from './accounts';

/** One page of referrals to legal, by id. */
export const listReferrals = (db: Db, status: string | undefined, { after, limit }: Page) =>
  db
    .selectFrom('referrals')
    .selectAll()
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute();
