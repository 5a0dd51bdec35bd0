import { sql } from 'kysely';
import { accountJournals, type AccountJournal, type StoredEvent } from './accountJournals';
import type { Db, Trx } from './database';
import { linkHash } from './hashChain';

/**
 * The first link of an account's chain that does not hold. `altered`: the row does not say what was hashed when it was
 * written. `missing`: there is no row of this version. `head differs`: the account's own row names another end of the chain.
 */
export type BrokenLink = Readonly<{
  accountId: string;
  version: number;
  reason: 'altered' | 'missing' | 'head differs';
}>;

/** Recomputes every hash of the journal, or of one account's, and gives the first broken link, or null when all hold. */
export async function verifyChain(db: Db | Trx, accountId?: string): Promise<BrokenLink | null> {
  for await (const journal of accountJournals(db, accountId)) {
    const broken = brokenLink(journal) ?? wrongHead(journal);
    if (broken) return broken;
  }
  return emptiedJournal(db, accountId);
}

/** Goes along one chain, from its begin to the version that the account says it has reached. */
export function brokenLink({ accountId, events, head }: AccountJournal): BrokenLink | null {
  let previous = '';
  for (const [i, event] of events.entries()) {
    const version = i + 1;
    if (event.version !== version) return { accountId, version, reason: 'missing' };
    if (!holds(previous, event)) return { accountId, version, reason: 'altered' };
    previous = event.hash;
  }
  if (head && head.version > events.length) return { accountId, version: events.length + 1, reason: 'missing' };
  return null;
}

/** The columns `type` and `at` repeat what the body says, so they have to say the same. */
function holds(previous: string, event: StoredEvent): boolean {
  const { type, at } = Object(event.body) as { type?: unknown; at?: unknown };
  if (event.type !== type || event.at.getTime() !== at) return false;
  const { account_id: accountId, version, body, cause, policy_hash: policyHash, build } = event;
  return event.hash === linkHash(previous, { accountId, version, at, body, cause, policyHash, build });
}

function wrongHead({ accountId, events, head }: AccountJournal): BrokenLink | null {
  const last = events.at(-1);
  if (last && head?.version === last.version && head.hash === last.hash) return null;
  return { accountId, version: events.length, reason: 'head differs' };
}

/** An account that has had turns, and of whose journal nothing is left. */
export async function emptiedJournal(db: Db | Trx, accountId?: string): Promise<BrokenLink | null> {
  const only = accountId === undefined ? sql`true` : sql`a.id = ${accountId}`;
  const { rows } = await sql<{ id: string }>`
    select a.id from accounts a where ${only} and a.version > 0
      and not exists (select 1 from journal j where j.account_id = a.id) order by a.id limit 1`.execute(db);
  return rows[0] ? { accountId: rows[0].id, version: 1, reason: 'missing' } : null;
}
