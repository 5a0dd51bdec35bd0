import { sql } from 'kysely';
import type { ContactPoint, ContactPointKind } from '../domain/events';
import { LOOKS_BACK_MS, type Circumstances } from '../domain/rules/circumstances';
import type { Instant } from '../domain/time';
import { contactOf, COUNTED_COLUMNS } from './countedContacts';
import type { Db, Trx } from './database';
import { createDebtorKey, fingerprint, lookupOf, openDebtorKey, seal, unseal, type MasterKey } from './personalData';
import { openKept, sealedTexts, sealText } from './sealedTexts';

/** Who a debtor is, in clear: lives for one call only. */
export type Identity = Readonly<{ name: string; nationalId: string | null }>;
export type Person = Readonly<{
  debtorId: string;
  identity: Identity;
  contactPoints: readonly Readonly<{ kind: ContactPointKind; value: string }>[];
}>;

/**
 * Stores debtors that are new and contact points that are new; gives each person's contact points, in the order given. The
 * debtors stay locked, always in one order, until the transaction ends.
 */
export async function keepPeople(trx: Trx, master: MasterKey, people: readonly Person[]): Promise<ContactPoint[][]> {
  const keys = await keysOf(trx, master, people);
  const points = people.map((person) =>
    person.contactPoints.map((point) => sealPoint(master, keys.get(person.debtorId)!, person.debtorId, point)),
  );
  const unique = [...new Map(points.flat().map((point) => [point.id, point])).values()].sort(byId);
  if (unique.length > 0) {
    await trx
      .insertInto('contact_points')
      .values(unique)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return points.map((ofPerson) => ofPerson.map(({ id, kind }) => ({ id, kind })));
}

/** Rows go in in one order, so that two imports of the same debtors wait for each other and never both. */
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** The id is made from the keyed hash: the same number of the same debtor has the same id, and tells nothing. */
function sealPoint(master: MasterKey, key: Buffer, debtorId: string, { kind, value }: Person['contactPoints'][number]) {
  const mark = fingerprint(key, kind, value);
  const id = `cp-${mark.slice(0, 20)}`;
  // Nobody calls or writes from an address.
  const lookup = kind === 'address' ? null : lookupOf(master, kind, value);
  return { id, debtor_id: debtorId, kind, fingerprint: mark, value: seal(key, value, id), lookup };
}

async function keysOf(trx: Trx, master: MasterKey, people: readonly Person[]): Promise<Map<string, Buffer>> {
  const created = new Map(people.map(({ debtorId }) => [debtorId, createDebtorKey(master, debtorId)]));
  const rows = [...new Map(people.map((person) => [person.debtorId, person])).values()].map(
    ({ debtorId, identity }) => {
      const { key, wrapped } = created.get(debtorId)!;
      return {
        id: debtorId,
        wrapped_key: wrapped,
        identity: seal(key, JSON.stringify(identity), `identity of ${debtorId}`),
      };
    },
  );
  const added = await trx
    .insertInto('debtors')
    .values(rows.sort(byId))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  const isNew = new Set(added.map((row) => row.id));
  const known = rows.filter((row) => !isNew.has(row.id)).map((row) => row.id);
  const keys = new Map([...created].filter(([id]) => isNew.has(id)).map(([id, { key }]) => [id, key]));
  if (known.length === 0) return keys;
  const wrapped = await trx
    .selectFrom('debtors')
    .select(['id', 'wrapped_key'])
    .where('id', 'in', known)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const row of wrapped) keys.set(row.id, openDebtorKey(master, row.id, row.wrapped_key));
  return keys;
}

/** Opens a debtor's identity and one contact point, for the call that needs them. */
export async function openPerson(db: Db | Trx, master: MasterKey, debtorId: string, contactPointId: string) {
  const row = await db
    .selectFrom('debtors')
    .innerJoin('contact_points', 'contact_points.debtor_id', 'debtors.id')
    .select(['debtors.wrapped_key', 'debtors.identity', 'contact_points.value'])
    .where('debtors.id', '=', debtorId)
    .where('contact_points.id', '=', contactPointId)
    .executeTakeFirstOrThrow();
  const key = openDebtorKey(master, debtorId, row.wrapped_key);
  const identity = JSON.parse(unseal(key, row.identity, `identity of ${debtorId}`).toString()) as Identity;
  return { key, identity, address: unseal(key, row.value, contactPointId).toString() };
}

/**
 * The lock on an account's debtor: whoever holds it is alone in counting and reserving this debtor's contacts, and in telling
 * the debtor's accounts a fact. Gives the debtor, or undefined for an account that nobody handed over.
 */
export async function lockDebtorOf(trx: Trx, accountId: string): Promise<string | undefined> {
  const debtor = await trx
    .selectFrom('accounts')
    .innerJoin('debtors', 'debtors.id', 'accounts.debtor_id')
    .select('debtors.id')
    .where('accounts.id', '=', accountId)
    .forUpdate('debtors')
    .executeTakeFirst();
  return debtor?.id;
}

/** No cap is that high; only somebody who calls us without end could fill it. */
const CONTACTS_AT_MOST = 1000;

/** FREQUENCY: what was tried in the eight days before `now`, over all accounts of the debtor, and when the debtor called. */
export async function circumstancesOf(trx: Trx, debtorId: string, now: Instant): Promise<Circumstances> {
  const rows = await trx
    .selectFrom('attempts')
    .select(COUNTED_COLUMNS)
    .where('debtor_id', '=', debtorId)
    .where(sql<boolean>`(counts or inbound)`)
    .where('decided_at', '>', new Date(now - LOOKS_BACK_MS))
    .orderBy('decided_at', 'desc')
    .limit(CONTACTS_AT_MOST)
    .execute();
  return { contacts: rows.map(contactOf).toReversed() };
}

/**
 * Keeps a text about a debtor (what was sent, what was said) under its own id, sealed, and gives the hash that journals
 * may hold; under one id the first text stays.
 */
export async function keepText(
  db: Db | Trx,
  master: MasterKey,
  text: { id: string; debtorId: string; content: string },
): Promise<string> {
  const row = await db
    .selectFrom('debtors')
    .select('wrapped_key')
    .where('id', '=', text.debtorId)
    .executeTakeFirstOrThrow();
  const key = openDebtorKey(master, text.debtorId, row.wrapped_key);
  const { content, sha256 } = sealText(key, text.content, text.id);
  const added = await db
    .insertInto('texts')
    .values({ id: text.id, debtor_id: text.debtorId, sha256, content })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sha256')
    .executeTakeFirst();
  if (added) return sha256;
  const first = await db.selectFrom('texts').select('sha256').where('id', '=', text.id).executeTakeFirstOrThrow();
  return first.sha256;
}

export async function readText(db: Db | Trx, master: MasterKey, id: string): Promise<string | undefined> {
  const [row] = await sealedTexts(db, [id]);
  return row && openKept(master, row).content;
}

/** Throws when this master key is not the one that the database's debtors were sealed with; new ones would be lost. */
export async function verifyMasterKey(db: Db, master: MasterKey): Promise<void> {
  const row = await db
    .selectFrom('debtors')
    .select(['id', 'wrapped_key'])
    .where('wrapped_key', '!=', Buffer.of())
    .limit(1)
    .executeTakeFirst();
  if (row) openDebtorKey(master, row.id, row.wrapped_key);
}
