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
  for await (const journal of accountJournals(db, accountId === undefined ? undefined : [accountId])) {
    const [broken] = brokenLinks(journal);
    if (broken) return broken;
  }
  return emptiedJournal(db, accountId);
}

/** The first broken link of one chain, from its begin to the version that the account says it has reached. */
export function brokenLink(journal: AccountJournal): BrokenLink | null {
  const [first] = linksBroken(journal);
  return first ?? null;
}

/** Every link of a journal that does not hold, and the account's own row where it alone is wrong. */
export function brokenLinks(journal: AccountJournal): readonly BrokenLink[] {
  const links = [...linksBroken(journal)];
  if (links.some(({ reason }) => reason === 'missing')) return links;
  const head = wrongHead(journal);
  return head ? [...links, head] : links;
}

/** After a gap nobody knows the hash before, so the row behind it is not asked. Of a gap the first version is named. */
function* linksBroken({ accountId, events, head }: AccountJournal): Generator<BrokenLink> {
  let expected = 1;
  let previous: string | null = '';
  for (const event of events) {
    const { version } = event;
    if (version !== expected) {
      yield { accountId, version: expected, reason: 'missing' };
      previous = null;
    }
    if (previous !== null && !holds(previous, event)) yield { accountId, version, reason: 'altered' };
    previous = event.hash;
    expected = version + 1;
  }
  if (head && head.version >= expected) yield { accountId, version: expected, reason: 'missing' };
}

/** The columns `type` and `at` repeat what the body says, so they have to say the same. */
export function holds(previous: string, event: StoredEvent): boolean {
  const { type, at } = Object(event.body) as { type?: unknown; at?: unknown };
  if (event.type !== type || event.at.getTime() !== at) return false;
  const { account_id: accountId, version, body, cause, policy_hash: policyHash, build } = event;
  return event.hash === linkHash(previous, { accountId, version, at, body, cause, policyHash, build });
}

function wrongHead({ accountId, events, head }: AccountJournal): BrokenLink | null {
  const last = events.at(-1);
  if (last && head?.version === last.version && head.hash === last.hash) return null;
  return { accountId, version: last?.version ?? 0, reason: 'head differs' };
}

/** An account that has had turns, and of whose journal nothing is left. */
export async function emptiedJournal(db: Db | Trx, accountId?: string): Promise<BrokenLink | null> {
  const only = accountId === undefined ? sql`true` : sql`a.id = ${accountId}`;
  const { rows } = await sql<{ id: string }>`
    select a.id from accounts a where ${only} and a.version > 0
      and not exists (select 1 from journal j where j.account_id = a.id) order by a.id limit 1`.execute(db);
  return rows[0] ? { accountId: rows[0].id, version: 1, reason: 'missing' } : null;
}
