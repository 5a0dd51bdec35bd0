import type { CheckpointRow, Db, Trx } from '../database';
import type { Checkpoint } from './checkpoint';

const CHECKPOINTS_PER_PAGE = 1_000;

/** All checkpoints in the order of their numbers. */
export async function* storedCheckpoints(db: Db | Trx): AsyncGenerator<Checkpoint> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom('checkpoints')
      .selectAll()
      .where('number', '>', after)
      .orderBy('number')
      .limit(CHECKPOINTS_PER_PAGE)
      .execute();
    yield* rows.map(checkpointOf);
    if (rows.length < CHECKPOINTS_PER_PAGE) return;
    after = rows.at(-1)!.number;
  }
}

export async function lastCheckpoint(db: Db | Trx): Promise<Checkpoint | undefined> {
  const row = await db.selectFrom('checkpoints').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row && checkpointOf(row);
}

/** Keeps a checkpoint; gives whether nobody else was faster with the same number. */
export async function keepCheckpoint(db: Db | Trx, checkpoint: Checkpoint): Promise<boolean> {
  const kept = await db
    .insertInto('checkpoints')
    .values(rowOf(checkpoint))
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst();
  return kept !== undefined;
}

const rowOf = (checkpoint: Checkpoint): CheckpointRow => ({
  number: checkpoint.number,
  from_position: BigInt(checkpoint.fromPosition),
  through_position: BigInt(checkpoint.throughPosition),
  leaves: BigInt(checkpoint.leaves),
  root: checkpoint.root,
  previous_hash: checkpoint.previousHash,
  sealed_at: new Date(checkpoint.sealedAt),
  key_id: checkpoint.keyId,
  signature: checkpoint.signature,
});

const checkpointOf = (row: CheckpointRow): Checkpoint => ({
  number: row.number,
  fromPosition: Number(row.from_position),
  throughPosition: Number(row.through_position),
  leaves: Number(row.leaves),
  root: row.root,
  previousHash: row.previous_hash,
  sealedAt: row.sealed_at.toISOString(),
  keyId: row.key_id,
  signature: row.signature,
});
