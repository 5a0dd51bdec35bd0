import { sql } from 'kysely';
import { carryOn, listen, type Policies } from '../domain/turn';
import { appendTurn } from '../storage/appendTurn';
import { loadAccount } from '../storage/journal';
import { loadPolicies } from '../storage/policies';
import { reportFacts } from '../client/reportFacts';
import type { Place } from './ground';
import { forEach, measure, medianCost, type Cost } from './measure';
import { paymentFact, sampleAccounts } from './sampleAccounts';

const ROWS = 100;

/** Journal rows a second: with all that a turn writes beside them, and the same rows inserted bare. */
export async function journalRows(place: Place, turnsInRound: number, rounds: number) {
  const policies = await loadPolicies(place.db);
  const appended: Cost[] = [];
  const inserted: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    const accounts = sampleAccounts(`journal-${round}`, turnsInRound, place.clock.now());
    const ids = accounts.map(({ account }) => account.accountId);
    await place.take(accounts);
    const batches = await Promise.all(ids.map((id) => preparedTurn(place, policies, id)));
    appended.push(await measure(turnsInRound * ROWS, () => forEach(batches, 1, (append) => append())));
    const inserts = await Promise.all(ids.map((id) => preparedInsert(place, id)));
    inserted.push(await measure(turnsInRound * ROWS, () => forEach(inserts, 1, (insert) => insert())));
  }
  return { appended: medianCost(appended), inserted: medianCost(inserted) };
}

/** A turn that has heard a hundred payments, decided and ready to be written. */
async function preparedTurn({ db, clock }: Place, policies: Policies, id: Parameters<typeof loadAccount>[1]) {
  const now = clock.now();
  const hear = async () => {
    const loaded = await loadAccount(db, id);
    const { draft, answers } = listen(loaded.account, loaded.waiting, policies, now);
    const turn = carryOn(draft, policies, now);
    return () => appendTurn(db, loaded, turn, { messages: loaded.waiting, answers, at: now }, 'bench');
  };
  const open = await hear();
  await open();
  await reportFacts(
    db,
    clock,
    Array.from({ length: ROWS }, (_, i) => paymentFact(id, `payment-${i}`, 100n, now)),
  );
  return hear();
}

/** The same rows under another account, so that they can be there twice. */
async function preparedInsert({ db }: Place, id: string) {
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('version', 'desc')
    .limit(ROWS)
    .execute();
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  const bodies = rows.map(({ body }) => JSON.stringify(body));
  const ids = rows.map(() => `bare-${id}`);
  const insert = sql`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
    select * from unnest(${ids}::text[], ${column('version')}::integer[], ${column('type')}::text[],
      ${column('at')}::timestamptz[], ${bodies}::jsonb[], ${column('cause')}::text[],
      ${column('policy_hash')}::text[], ${column('build')}::text[], ${column('hash')}::text[])`;
  return () => insert.execute(db);
}
