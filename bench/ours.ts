import { sql } from 'kysely';
import { reportFacts } from '../client/reportFacts';
import type { Place } from './ground';
import { measure, until, type Cost } from './measure';
import { paymentFact, sampleAccounts } from './sampleAccounts';

/** Hands accounts over in one batch and waits until each has decided for the first time. */
export function firstDecisions(place: Place, name: string, count: number): Promise<Cost> {
  const accounts = sampleAccounts(name, count, place.clock.now());
  return measure(count, async () => {
    await place.take(accounts);
    await until('the first decisions', () => isNothingLeft(place, 'select 1 from accounts where version = 0'));
  });
}

/** Reports one payment for each account of `name` and waits until all are heard and applied. */
export function payments(place: Place, name: string, count: number): Promise<Cost> {
  const now = place.clock.now();
  const facts = Array.from({ length: count }, (_, i) => paymentFact(`${name}-${i}`, 'payment', 1000n, now));
  return measure(count, async () => {
    await reportFacts(place.db, place.clock, facts);
    await until('the payments', () => isNothingLeft(place, 'select 1 from inbox where heard_version is null'));
  });
}

async function isNothingLeft({ db }: Place, query: string): Promise<boolean> {
  const { rows } = await sql`${sql.raw(query)} limit 1`.execute(db);
  return rows.length === 0;
}
