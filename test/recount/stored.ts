import type { Db } from '../../storage/database';
import { journal, type Line } from './journals';
import { CONTENT, HASH } from './packs';

/** Puts journals into a database as rows, with nothing of the code that decides or writes turns. */
export async function store(
  db: Db,
  debtorId: string,
  accounts: Readonly<Record<string, readonly Line[]>>,
): Promise<void> {
  await db
    .insertInto('debtors')
    .values({ id: debtorId, wrapped_key: Buffer.alloc(0), identity: Buffer.alloc(0) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = Object.keys(accounts).map((id) => ({ id, debtor_id: debtorId, policy_hash: HASH }));
  await db.insertInto('accounts').values(rows).execute();
  await storeEvents(db, accounts);
}

export async function storeEvents(db: Db, accounts: Readonly<Record<string, readonly Line[]>>): Promise<void> {
  const events = Object.entries(accounts).flatMap(([id, lines]) => journal(lines, id).events);
  const rows = events.map((row) => ({ ...row, body: JSON.stringify(row.body) }));
  if (rows.length > 0) await db.insertInto('journal').values(rows).execute();
}

export const storePack = (db: Db, hash = HASH, content: object = CONTENT) =>
  db
    .insertInto('policies')
    .values({ hash, id: 'test-pack', version: hash.slice(0, 4), content: JSON.stringify(content) })
    .execute();
