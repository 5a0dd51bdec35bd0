import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../database';
import { checkpointHash, leafOf, signCheckpoint, type Checkpoint } from './checkpoint';
import { growTree } from './merkle';
import { sealedRows } from './sealedRows';
import type { SigningKey } from './signingKey';
import { keepCheckpoint, lastCheckpoint } from './stored';

/** `isNew` is false where nothing came since a checkpoint of the same day, or another process has just sealed it. */
export type JournalSealed = Readonly<{ checkpoint: Checkpoint; isNew: boolean }>;
type Progress = (rows: number) => void;

/**
 * Seals what the journal holds since the last checkpoint, as of `now` on the real clock. Each day (UTC) has a checkpoint, also
 * one on which nothing was written: that nothing came is then sealed too. Memory holds one page of rows.
 */
export async function sealJournal(
  db: Db,
  key: SigningKey,
  now: Date,
  onProgress: Progress = () => {},
): Promise<JournalSealed> {
  const before = await lastCheckpoint(db);
  const throughPosition = Math.max(await settledPosition(db), before?.throughPosition ?? 0);
  const isOfToday = before?.sealedAt.slice(0, 10) === now.toISOString().slice(0, 10);
  if (before && isOfToday && before.throughPosition === throughPosition) return { checkpoint: before, isNew: false };

  const fromPosition = (before?.throughPosition ?? 0) + 1;
  const tree = growTree();
  let rows = 0;
  for await (const page of sealedRows(db, { fromPosition, throughPosition })) {
    for (const { accountId, version, hash } of page) tree.add(leafOf(accountId, version, hash));
    onProgress((rows += page.length));
  }
  const { leaves, root } = tree.end();
  const checkpoint = signCheckpoint(key, {
    number: (before?.number ?? 0) + 1,
    fromPosition,
    throughPosition,
    leaves,
    root,
    previousHash: before ? checkpointHash(before) : '',
    sealedAt: now.toISOString(),
  });
  if (await keepCheckpoint(db, checkpoint)) return { checkpoint, isNew: true };
  return { checkpoint: (await lastCheckpoint(db))!, isNew: false };
}

const TRIES = 5;
const TRY_AGAIN_AFTER_MS = 500;
const LOCK_NOT_AVAILABLE = '55P03';

/** Up to here no row can come any more; migration 0008 says why. Gives way to writers, and gives up when they never pause. */
async function settledPosition(db: Db): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      const { rows } = await sql<{ settled: bigint }>`select settled_position() as settled`.execute(db);
      return Number(rows[0]!.settled);
    } catch (error) {
      const isBusy = (error as { code?: string }).code === LOCK_NOT_AVAILABLE;
      if (!isBusy) throw error;
      if (tries === TRIES)
        throw new Error('The journal was never free for a moment; seal again later', { cause: error });
      await sleep(TRY_AGAIN_AFTER_MS);
    }
  }
}
