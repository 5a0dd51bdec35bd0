import { sql } from 'kysely';
import type { Db } from '../database';
import type { Page } from './accounts';

/** Calls that were decided and have no result yet, the newest first. */
export function listCalls(db: Db, { after, limit }: Page) {
  return db
    .selectFrom('attempts')
    .innerJoin('accounts', 'accounts.id', 'attempts.account_id')
    .innerJoin('contact_points', 'contact_points.id', 'attempts.contact_point_id')
    .innerJoin('debtors', 'debtors.id', 'attempts.debtor_id')
    .select(['attempts.id', 'attempts.account_id', 'attempts.debtor_id', 'attempts.rung', 'attempts.decided_at'])
    .select(['attempts.not_after', 'attempts.contact_point_id', 'contact_points.kind', 'contact_points.value'])
    .select(['debtors.wrapped_key', 'debtors.identity', 'accounts.status', 'accounts.stage', 'accounts.holds'])
    .select(['accounts.currency', 'accounts.balance_minor', 'attempts.template', 'attempts.purpose'])
    .where('attempts.channel', '=', 'call')
    .where('attempts.status', '=', 'sent')
    .where('attempts.result', 'is', null)
    .where(sql<boolean>`length(debtors.wrapped_key) > 0`)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(attempts.decided_at, attempts.id) < (select decided_at, id from attempts where id = ${after})`,
      ),
    )
    .orderBy('attempts.decided_at', 'desc')
    .orderBy('attempts.id', 'desc')
    .limit(limit)
    .execute();
}

export type CallRow = Awaited<ReturnType<typeof listCalls>>[number];
