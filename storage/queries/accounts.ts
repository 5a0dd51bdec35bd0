import { sql } from 'kysely';
import type { Db } from '../database';

export type AccountFilter = Readonly<{
  stage?: string | undefined;
  status?: string | undefined;
  bucket?: string | undefined;
  hold?: string | undefined;
}>;
/** The `limit` rows after the one with the id `after`. */
export type Page = Readonly<{ after?: string | undefined; limit: number }>;

/** One page of the accounts that a filter leaves, by id. */
export function listAccounts(db: Db, { stage, status, bucket, hold }: AccountFilter, { after, limit }: Page) {
  return db
    .selectFrom('accounts')
    .select(['id', 'debtor_id', 'status', 'stage', 'bucket', 'holds', 'risk', 'currency', 'balance_minor'])
    .select(['arrears_minor', 'due_on', 'waits_for', 'next_at', 'closed_because'])
    .$if(stage !== undefined, (query) => query.where('stage', '=', stage!))
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(bucket !== undefined, (query) => query.where('bucket', '=', bucket!))
    .$if(hold !== undefined, (query) => query.where(sql<boolean>`${hold} = any(holds)`))
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** An account's own row, without its snapshot; undefined for an account that nobody handed over. */
export function findAccount(db: Db, id: string) {
  return db
    .selectFrom('accounts')
    .select(['id', 'debtor_id', 'status', 'policy_hash', 'version', 'head_hash', 'waits_for', 'next_at'])
    .where('id', '=', id)
    .executeTakeFirst();
}
