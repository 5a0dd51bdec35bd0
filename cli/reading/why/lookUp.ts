import type { PolicyHash } from '../../../domain/brand';
import type { AccountEvent } from '../../../domain/events';
import { accountJournals, type AccountJournal, type StoredEvent } from '../../../storage/accountJournals';
import type { Db } from '../../../storage/database';
import { decodeEvent } from '../../../storage/eventCodec';
import { loadPolicies } from '../../../storage/policies';
import { findAccount } from '../../../storage/queries/accounts';
import { wordsFor } from '../timeline';
import type { Words } from '../words';
import { causeOf } from './cause';
import { chainAt } from './chain';
import { explain, type Explanation } from './explain';
import { findVersion } from './findVersion';

export type LookedUp = Readonly<{ told: Explanation; row: StoredEvent; words: Words }>;

/** Everything about one event. Throws for an account that nobody handed over and for an event that it does not have. */
export async function lookUp(db: Db, accountId: string, named: string): Promise<LookedUp> {
  const { events: rows } = await journalOf(db, accountId);
  const events = rows.map(eventIn);
  const [opened] = events;
  if (opened?.type !== 'AccountOpened') throw new Error(brokenAt(accountId, 1));
  const row = rows[findVersion(accountId, events, named) - 1]!;
  const entries = rows.map(({ cause }, i) => ({ event: events[i]!, cause }));
  const words = wordsFor(entries, opened.currency, opened.timeZone);
  const told = explain({
    accountId,
    timeZone: opened.timeZone,
    events,
    row,
    words,
    policy: (await loadPolicies(db))(row.policy_hash as PolicyHash),
    cause: await causeOf(db, row.cause),
    chain: await chainAt(db, accountId, row.version),
  });
  return { told, row, words };
}

/** An account's whole journal. Throws for an account that nobody handed over, and for one without an event. */
export async function journalOf(db: Db, accountId: string): Promise<AccountJournal> {
  if (!(await findAccount(db, accountId))) throw new Error(`Nobody handed over an account ${accountId}.`);
  for await (const journal of accountJournals(db, [accountId])) return journal;
  throw new Error(`Account ${accountId} was handed over and waits for its first turn: it has no event yet.`);
}

/** Events are named by their place, so none may be missing before the one that is asked for. */
export function eventIn({ account_id: accountId, version, body }: StoredEvent, i: number): AccountEvent {
  if (version !== i + 1) throw new Error(brokenAt(accountId, i + 1));
  try {
    return decodeEvent(body);
  } catch (error) {
    throw new Error(brokenAt(accountId, version), { cause: error });
  }
}

const brokenAt = (accountId: string, version: number): string =>
  `The journal of ${accountId} is broken at version ${version}; \`arrears rebuild\` says how.`;
