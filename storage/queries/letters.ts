import type { Db } from '../database';
import type { Page } from './accounts';

/** One page of the letter register, by number: it has no gap [LETTER-REGISTERED]. */
export const listLetters = (db: Db, status: string | undefined, { after, limit }: Page) =>
  db
    .selectFrom('letters')
    .selectAll()
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(after !== undefined, (query) => query.where('register_number', '>', after!))
    .orderBy('register_number')
    .limit(limit)
    .execute();
