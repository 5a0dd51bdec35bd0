import type { AccountId } from '../../domain/brand';
import type { Db } from '../../storage/database';
import { decodeEvent } from '../../storage/eventCodec';
import { loadAccount, type Loaded } from '../../storage/journal';
import { findAccount } from '../../storage/queries/accounts';
import { listJournal } from '../../storage/queries/timeline';
import { loadClock } from '../../storage/rehearsalClock';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { accountHeader, type AccountRow } from './accountHeader';
import { timeline, wordsFor } from './timeline';

type JournalRows = Awaited<ReturnType<typeof listJournal>>;

const ROWS_AT_ONCE = 500;

/** Prints one account and everything that happened to it. Throws for an account that nobody handed over. */
export const show = (accountId: string, { json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDatabase(async (db) => {
    const row = await findAccount(db, accountId);
    if (!row) throw new Error(`Nobody handed over an account ${accountId}.`);
    const loaded = await loadAccount(db, accountId as AccountId);
    const journal = await wholeJournal(db, accountId, loaded.version);
    if (json) return printJson(rawOf(row, loaded, journal));
    const { account } = loaded;
    if (!account) return print(`Account ${accountId} was handed over and waits for its first turn. Does a worker run?`);
    const entries = journal.map(({ body, cause }) => ({ event: decodeEvent(body), cause }));
    const words = wordsFor(entries, account.currency, account.timeZone);
    print(`${accountHeader(row, loaded, account, words, (await loadClock(db)).now())}\n\n${timeline(entries, words)}`);
  });

/** Up to the version that the header tells of: what is written meanwhile belongs to the next look. */
async function wholeJournal(db: Db, accountId: string, version: number): Promise<JournalRows> {
  const rows: JournalRows = [];
  while (rows.length < version) {
    const after = rows.length;
    rows.push(...(await listJournal(db, accountId, after, Math.min(ROWS_AT_ONCE, version - after))));
    if (rows.length === after) throw new Error(`The journal of ${accountId} ends at version ${after} of ${version}.`);
  }
  return rows;
}

const rawOf = (row: AccountRow, { account, waiting }: Loaded, journal: JournalRows) => ({
  id: row.id,
  debtorId: row.debtor_id,
  status: row.status,
  policyHash: row.policy_hash,
  version: row.version,
  headHash: row.head_hash,
  waitsFor: row.waits_for,
  nextAt: row.next_at,
  messagesWaiting: waiting.length,
  state: account,
  events: journal.map(({ policy_hash: policyHash, ...event }) => ({ ...event, policyHash })),
});
