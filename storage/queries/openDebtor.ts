import type { Db } from '../database';
import type { Identity } from '../debtors';
import { openDebtorKey, unseal, type MasterKey } from '../personalData';

/** A debtor in clear, with every contact point by its id. Lives for one call only. */
export type OpenedDebtor = Readonly<{ identity: Identity; values: ReadonlyMap<string, string> }>;

/** Opens a debtor, or gives null where the key was destroyed. Throws when the master key is another one. */
export async function openDebtor(db: Db, master: MasterKey, debtorId: string): Promise<OpenedDebtor | null> {
  const debtor = await db
    .selectFrom('debtors')
    .select(['wrapped_key', 'identity'])
    .where('id', '=', debtorId)
    .executeTakeFirstOrThrow();
  if (debtor.wrapped_key.length === 0) return null;
  const key = openDebtorKey(master, debtorId, debtor.wrapped_key);
  const points = await db
    .selectFrom('contact_points')
    .select(['id', 'value'])
    .where('debtor_id', '=', debtorId)
    .execute();
  const identity = JSON.parse(unseal(key, debtor.identity, `identity of ${debtorId}`).toString()) as Identity;
  return { identity, values: new Map(points.map(({ id, value }) => [id, unseal(key, value, id).toString()])) };
}

/** Whether a debtor's key was destroyed; needs no key. */
export async function isErased(db: Db, debtorId: string): Promise<boolean> {
  const { wrapped_key: key } = await db
    .selectFrom('debtors')
    .select('wrapped_key')
    .where('id', '=', debtorId)
    .executeTakeFirstOrThrow();
  return key.length === 0;
}
