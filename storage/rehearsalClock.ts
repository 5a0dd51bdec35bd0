import { sql } from 'kysely';
import { instant, type Instant } from '../domain/time';
import type { Db } from './database';

/** Turns moments of this machine into moments of the domain and back. In production both are the same. */
export type Clock = Readonly<{
  now(): Instant;
  toDomain(realMs: number): Instant;
  toReal(at: Instant): number;
}>;

export const realTime: Clock = { now: () => instant(Date.now()), toDomain: instant, toReal: Number };

/** From `realMs` on, the domain lives `speed` times as fast, beginning at `domainAt`. */
export function rehearsal(domainAt: Instant, realMs: number, speed: number): Clock {
  const toDomain = (ms: number): Instant => instant(Math.round(domainAt + (ms - realMs) * speed));
  return { now: () => toDomain(Date.now()), toDomain, toReal: (at) => realMs + (at - domainAt) / speed };
}

/** The clock that all processes on this database share; real time unless a rehearsal was begun here. */
export async function loadClock(db: Db): Promise<Clock> {
  const row = await db.selectFrom('rehearsal_clock').selectAll().executeTakeFirst();
  return row ? rehearsal(instant(row.domain_at.getTime()), row.real_at.getTime(), row.speed) : realTime;
}

/**
 * Begins a rehearsal at `startAt`, or goes on from where the clock was stopped last, `inMs` from now, so that a worker has
 * time to start. Refused on a database whose accounts live in real time.
 */
export async function windClock(db: Db, startAt: Instant, speed: number, inMs = 0): Promise<Clock> {
  const known = await db.selectFrom('rehearsal_clock').selectAll().executeTakeFirst();
  if (!known && (await hasAccounts(db))) {
    throw new Error('This database lives in real time; a rehearsal needs an empty one');
  }
  const domainAt = known ? known.domain_at : new Date(startAt);
  const real_at = new Date(Date.now() + inMs);
  await db
    .insertInto('rehearsal_clock')
    .values({ domain_at: domainAt, real_at, speed })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ domain_at: domainAt, real_at, speed }))
    .execute();
  return rehearsal(instant(domainAt.getTime()), real_at.getTime(), speed);
}

/** Remembers what time it is in the rehearsal, so that a stop, or a crash, costs no rehearsed time. */
export async function markTime(db: Db, clock: Clock): Promise<void> {
  const real_at = new Date();
  await db
    .updateTable('rehearsal_clock')
    .set({ domain_at: new Date(clock.toDomain(real_at.getTime())), real_at })
    .execute();
}

async function hasAccounts(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from accounts limit 1`.execute(db);
  return rows.length > 0;
}
