import { sql } from 'kysely';
import type { Db } from '../database';

/** A key belongs to its caller and its route: nobody is answered with what another caller, or another account, was told. */
export type RequestName = Readonly<{ caller: string; route: string; key: string }>;
export type Begun = Readonly<
  | { state: 'begun' }
  | { state: 'running' }
  | { state: 'anotherBody' }
  | { state: 'answered'; status: number; answer: unknown }
>;

/** A request whose process died is begun anew after this while; longer than any request may last. */
const RUNS_AT_MOST = '120 seconds';
const KEPT_FOR = '30 days';

/** Begins a request under its key, once: of many at the same moment one gets `begun`, the others see what became of it. */
export async function beginRequest(db: Db, { caller, route, key }: RequestName, bodyMark: string): Promise<Begun> {
  const { rows } = await sql`
    insert into idempotency_keys as k (caller, route, key, body_sha256) values (${caller}, ${route}, ${key}, ${bodyMark})
    on conflict (caller, route, key) do update set created_at = now()
      where k.status is null and k.body_sha256 = excluded.body_sha256
        and k.created_at < now() - ${RUNS_AT_MOST}::interval
    returning 1`.execute(db);
  if (rows.length === 1) return { state: 'begun' };
  const known = await named(db, { caller, route, key }).executeTakeFirst();
  if (!known) return { state: 'running' };
  if (known.body_sha256 !== bodyMark) return { state: 'anotherBody' };
  return known.status === null
    ? { state: 'running' }
    : { state: 'answered', status: known.status, answer: known.answer };
}

const named = (db: Db, { caller, route, key }: RequestName) =>
  db
    .selectFrom('idempotency_keys')
    .select(['body_sha256', 'status', 'answer'])
    .where('caller', '=', caller)
    .where('route', '=', route)
    .where('key', '=', key);

/** Keeps the answer, which everybody who asks again gets. */
export async function finishRequest(db: Db, name: RequestName, status: number, answer: unknown): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status, answer: JSON.stringify(answer) })
    .where('caller', '=', name.caller)
    .where('route', '=', name.route)
    .where('key', '=', name.key)
    .execute();
}

/** Nothing final came of it: the key may be used again. */
export async function forgetRequest(db: Db, name: RequestName): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('caller', '=', name.caller)
    .where('route', '=', name.route)
    .where('key', '=', name.key)
    .where('status', 'is', null)
    .execute();
}

export async function forgetOldRequests(db: Db): Promise<void> {
  await sql`delete from idempotency_keys where created_at < now() - ${KEPT_FOR}::interval`.execute(db);
}
