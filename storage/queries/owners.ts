import type { Db } from '../database';

/** Whose attempt, letter or referral it is: the account's id, or undefined when nobody knows it. */
export const accountOfAttempt = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.selectFrom('attempts').select('account_id').where('id', '=', id).executeTakeFirst())?.account_id;

export const accountOfLetter = async (db: Db, registerNumber: string): Promise<string | undefined> =>
  (await db.selectFrom('letters').select('account_id').where('register_number', '=', registerNumber).executeTakeFirst())
    ?.account_id;

export const accountOfReferral = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.selectFrom('referrals').select('account_id').where('id', '=', id).executeTakeFirst())?.account_id;
