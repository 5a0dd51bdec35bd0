import type { Db } from '../../storage/database';

/** For each of these accounts the kinds of what a person still has to look at, the oldest first. */
export async function openEscalations(db: Db, accountIds: readonly string[]): Promise<Map<string, string[]>> {
  const kinds = new Map<string, string[]>();
  if (accountIds.length === 0) return kinds;
  const rows = await db
    .selectFrom('escalations')
    .select(['account_id', 'kind'])
    .where('account_id', 'in', accountIds)
    .where('settled_at', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .execute();
  for (const { account_id: id, kind } of rows) kinds.set(id, [...new Set([...(kinds.get(id) ?? []), kind])]);
  return kinds;
}
