import { sql } from 'kysely';
import { accountJournals, type AccountJournal } from './accountJournals';
import { compareWithLive, repairLive, TOLD_TABLES, type Comparison, type ToldTable } from './compareWithLive';
import { connectAsOwner, type Trx } from './database';
import { stringifySnapshot } from './json';
import { rowsToldBy, type ToldRows } from './projections/toldRows';
import { brokenLink, emptiedJournal, type BrokenLink } from './verifyChain';

export type RebuildProgress = Readonly<{ accounts: number; events: number }>;
export type Rebuilt = RebuildProgress &
  Readonly<{ tables: Readonly<Record<ToldTable, Comparison>>; isWritten: boolean }>;
type Options = Readonly<{ write: boolean; onProgress?: (progress: RebuildProgress) => void }>;

/** What a broken journal tells is nothing to rebuild from: a person must find out what happened to it. */
export class ChainIsBroken extends Error {
  override readonly name = 'ChainIsBroken';
  constructor(readonly link: BrokenLink) {
    super(
      `The journal of ${link.accountId} is broken at version ${link.version} (${link.reason}); nothing was rebuilt. Restore it first`,
    );
  }
}

/**
 * Tells accounts and all lists anew from the journal alone and compares them with the live rows.
 * One snapshot is read, so accounts may live meanwhile; with `write`, which puts the live rows right, their turns wait until
 * it has ended. The URL must be the owner's. Throws `ChainIsBroken`.
 */
export async function rebuild(databaseUrl: string, { write, onProgress }: Options): Promise<Rebuilt> {
  const db = connectAsOwner(databaseUrl);
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (trx) => {
        // Before the snapshot is taken: whoever writes has ended by then, and nobody begins.
        if (write) await sql.raw(`lock table ${TOLD_TABLES.join(', ')} in share row exclusive mode`).execute(trx);
        const scratch = await createScratch(trx);
        const progress = await tellAll(trx, scratch, onProgress);
        const tables = await compareAll(trx, scratch);
        if (write) for (const table of TOLD_TABLES) await repairLive(trx, scratch, table);
        await sql`drop schema ${sql.id(scratch)} cascade`.execute(trx);
        return { ...progress, tables, isWritten: write };
      });
  } finally {
    await db.destroy();
  }
}

/** Tables like the live ones, which nobody else sees: they are gone at the end of the transaction, however it ends. */
async function createScratch(trx: Trx): Promise<string> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
  const scratch = `rebuild_${rows[0]!.pid}`;
  await sql`create schema ${sql.id(scratch)}`.execute(trx);
  for (const table of TOLD_TABLES) {
    await sql`create unlogged table ${sql.id(scratch, table)} (like ${sql.id('public', table)} including all)`.execute(
      trx,
    );
  }
  return scratch;
}

async function compareAll(trx: Trx, scratch: string): Promise<Record<ToldTable, Comparison>> {
  const compared: Partial<Record<ToldTable, Comparison>> = {};
  for (const table of TOLD_TABLES) compared[table] = await compareWithLive(trx, scratch, table);
  return compared as Record<ToldTable, Comparison>;
}

const ACCOUNTS_PER_INSERT = 500;

async function tellAll(trx: Trx, scratch: string, onProgress: Options['onProgress']): Promise<RebuildProgress> {
  let progress: RebuildProgress = { accounts: 0, events: 0 };
  let batch: ToldRows[] = [];
  const flush = async (): Promise<void> => {
    await insertRows(trx, scratch, batch);
    batch = [];
    onProgress?.(progress);
  };
  for await (const journal of accountJournals(trx)) {
    const broken = brokenLink(journal) ?? offTheChain(journal);
    if (broken) throw new ChainIsBroken(broken);
    batch.push(rowsToldBy(journal));
    progress = { accounts: progress.accounts + 1, events: progress.events + journal.events.length };
    if (batch.length === ACCOUNTS_PER_INSERT) await flush();
  }
  if (batch.length > 0) await flush();
  const emptied = await emptiedJournal(trx);
  if (emptied) throw new ChainIsBroken(emptied);
  return progress;
}

/** An account's own row may have fallen behind and is put right; one that names a hash which never was is evidence. */
function offTheChain({ accountId, events, head }: AccountJournal): BrokenLink | null {
  if (!head || head.hash === (events[head.version - 1]?.hash ?? '')) return null;
  return { accountId, version: head.version, reason: 'head differs' };
}

const ROWS_PER_INSERT = 1_000;

async function insertRows(trx: Trx, scratch: string, batch: readonly ToldRows[]): Promise<void> {
  await insert(
    'accounts',
    batch.map(({ accounts: [row] }) => ({ ...row, snapshot: stringifySnapshot(row.snapshot) })),
  );
  for (const table of TOLD_TABLES) {
    if (table === 'accounts') continue;
    await insert(
      table,
      batch.flatMap((rows): readonly object[] => rows[table]),
    );
  }

  async function insert(table: ToldTable, rows: readonly object[]): Promise<void> {
    const into = trx.withSchema(scratch);
    for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
      await into
        .insertInto(table)
        .values(rows.slice(i, i + ROWS_PER_INSERT))
        .execute();
    }
  }
}
