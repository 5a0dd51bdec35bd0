import { sql } from 'kysely';
import type { Db } from '../database';
import { checkpointHash, leafOf, wrongIn, type Checkpoint, type WrongCheckpoint } from './checkpoint';
import { findBroken, findCut } from './findBroken';
import { growTree } from './merkle';
import { sealedRows } from './sealedRows';
import type { PublicKeys } from './signingKey';
import { storedCheckpoints } from './stored';

/** Where the journal, or the chain of checkpoints, is not what was sealed. Account and version where they can be told. */
export type Difference = Readonly<{
  checkpoint: number;
  reason:
    | WrongCheckpoint
    | 'a row was added'
    | 'a row was removed'
    | 'a row was changed'
    | 'removed since it was noted';
  accountId: string | null;
  version: number | null;
}>;

/** `unsealed`: rows that came after the last checkpoint. `last` is the head of the chain, and its hash. */
export type CheckpointsVerified = Readonly<{
  checkpoints: number;
  rows: number;
  unsealed: number;
  last: Readonly<{ number: number; hash: string; sealedAt: string }> | null;
  difference: Difference | null;
}>;

export type VerifyOptions = Readonly<{
  keys: PublicKeys;
  /** Hashes of checkpoints that somebody wrote down elsewhere: nothing else shows that the newest were removed. */
  noted?: readonly string[];
  onProgress?: (checkpoints: number, rows: number) => void;
}>;

/** Recomputes every checkpoint from the journal as it is now, in order, up to the first difference. */
export async function verifyCheckpoints(
  db: Db,
  { keys, noted = [], onProgress = () => {} }: VerifyOptions,
): Promise<CheckpointsVerified> {
  const missed = new Set(noted);
  let last: Checkpoint | undefined;
  let checkpoints = 0;
  let rows = 0;
  const told = async (difference: Difference | null): Promise<CheckpointsVerified> => ({
    checkpoints,
    rows,
    difference,
    unsealed: await rowsAfter(db, last?.throughPosition ?? 0),
    last: last ? { number: last.number, hash: checkpointHash(last), sealedAt: last.sealedAt } : null,
  });

  for await (const checkpoint of storedCheckpoints(db)) {
    const wrong = wrongIn(checkpoint, last, keys);
    if (wrong) return told(inChain(wrong, checkpoint, last));
    const difference = await inRows(db, checkpoint);
    if (difference) return told(difference);
    last = checkpoint;
    checkpoints += 1;
    rows += checkpoint.leaves;
    missed.delete(checkpointHash(checkpoint));
    onProgress(checkpoints, rows);
  }
  if (missed.size === 0) return told(null);
  const removed = (last?.number ?? 0) + 1;
  return told({ checkpoint: removed, reason: 'removed since it was noted', accountId: null, version: null });
}

/** What is missing is the number after the last that is there. */
const inChain = (reason: WrongCheckpoint, { number }: Checkpoint, last: Checkpoint | undefined): Difference => ({
  checkpoint: reason === 'missing' ? (last?.number ?? 0) + 1 : number,
  reason,
  accountId: null,
  version: null,
});

async function inRows(db: Db, checkpoint: Checkpoint): Promise<Difference | null> {
  const tree = growTree();
  for await (const page of sealedRows(db, checkpoint)) {
    for (const { accountId, version, hash } of page) tree.add(leafOf(accountId, version, hash));
  }
  const { leaves, root } = tree.end();
  // The tree is made of the hashes that the rows name; what a row says besides is proved by its own hash.
  const broken = await findBroken(db, checkpoint);
  if (leaves === checkpoint.leaves && root === checkpoint.root && !broken) return null;
  const reason = changeOf(leaves - checkpoint.leaves);
  const { accountId = null, version = null } =
    broken ?? (reason === 'a row was removed' ? await findCut(db) : null) ?? {};
  return { checkpoint: checkpoint.number, reason, accountId, version };
}

function changeOf(leavesMore: number): Difference['reason'] {
  if (leavesMore === 0) return 'a row was changed';
  return leavesMore > 0 ? 'a row was added' : 'a row was removed';
}

async function rowsAfter(db: Db, position: number): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from journal where position > ${position}::bigint`.execute(db);
  return Number(rows[0]!.count);
}
