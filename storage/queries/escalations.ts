import { sql } from 'kysely';
import type { Db } from '../database';
import type { Page } from './accounts';

export type EscalationFilter = Readonly<{ kind?: string | undefined; accountId?: string | undefined }>;

/** One page of what a person still has to look at, the oldest first; `after` is the `escalationKey` of the last row seen. */
export function listEscalations(db: Db, { kind, accountId }: EscalationFilter, { after, limit }: Page) {
  return db
    .selectFrom('escalations as e')
    .innerJoin('accounts as a', 'a.id', 'e.account_id')
    .select(['e.account_id', 'e.id', 'e.kind', 'e.ref', 'e.rule', 'e.since', 'a.status', 'a.stage', 'a.holds'])
    .where('e.settled_at', 'is', null)
    .$if(kind !== undefined, (query) => query.where('e.kind', '=', kind!))
    .$if(accountId !== undefined, (query) => query.where('e.account_id', '=', accountId!))
    .$if(after !== undefined, (query) => query.where(comesAfter(after!)))
    .orderBy('e.since')
    .orderBy('e.account_id')
    .orderBy('e.id')
    .limit(limit)
    .execute();
}

/** Unique over all accounts; an account's id holds no slash. */
export const escalationKey = (row: { account_id: string; id: string }): string => `${row.account_id}/${row.id}`;

function comesAfter(key: string) {
  const slash = key.indexOf('/');
  const [accountId, id] = [key.slice(0, slash), key.slice(slash + 1)];
  return sql<boolean>`(e.since, e.account_id, e.id) >
    (select since, account_id, id from escalations where account_id = ${accountId} and id = ${id})`;
}
