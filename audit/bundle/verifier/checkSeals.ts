import { checkpointHash, leafOf, wrongIn, type Checkpoint } from '../../../storage/checkpoints/checkpoint';
import { isIncluded } from '../../../storage/checkpoints/merkle';
import type { PublicKeys } from '../../../storage/checkpoints/signingKey';
import { NAMES, type BundledRow, type RowProof } from '../form';
import type { Bundle } from './openBundle';
import type { Tally } from './tally';

/** The checkpoints follow one another and are signed; those that somebody noted are still among them. */
export function checkCheckpoints(tally: Tally, bundle: Bundle, keys: PublicKeys, noted: readonly string[]): void {
  tally.ask('checkpoints', NAMES.checkpoints, () => {
    const missed = new Set(noted);
    let before: Checkpoint | undefined;
    for (const checkpoint of bundle.checkpoints) {
      const wrong = wrongIn(checkpoint, before, keys);
      if (wrong) return tally.damaged('checkpoints', `checkpoint ${checkpoint.number}`, wrong);
      missed.delete(checkpointHash(checkpoint));
      tally.holds('checkpoints');
      before = checkpoint;
    }
    for (const hash of missed) tally.damaged('checkpoints', hash, 'this checkpoint was noted and is not there');
  });
}

/** Each row stands in the checkpoint that seals its position. Those that came after the last one are not sealed yet. */
export function checkInclusion(tally: Tally, bundle: Bundle): void {
  tally.ask('inclusion', NAMES.checkpoints, () => {
    const checkpoints = new Map(bundle.checkpoints.map((one) => [one.number, one]));
    const through = Math.max(0, ...[...checkpoints.values()].map(({ throughPosition }) => throughPosition));
    for (const accountId of bundle.accounts) {
      tally.ask('inclusion', accountId, () => {
        const proofs = new Map(bundle.proofs(accountId).map((one) => [one.version, one]));
        const rows = bundle.journal(accountId);
        for (const row of rows) {
          if (row.position <= through) checkRow(tally, row, proofs.get(row.version), checkpoints);
        }
        const unsealed = rows.filter(({ position }) => position > through).length;
        if (unsealed > 0) tally.notChecked('inclusion', accountId, `${unsealed} rows are not sealed yet`, unsealed);
      });
    }
  });
}

function checkRow(
  tally: Tally,
  { accountId, version, position, hash }: BundledRow,
  proof: RowProof | undefined,
  checkpoints: ReadonlyMap<number, Checkpoint>,
): void {
  const where = `${accountId} ${version}`;
  const checkpoint = checkpoints.get(proof?.checkpoint ?? 0);
  if (!proof || !checkpoint) return tally.damaged('inclusion', where, 'it has no proof, though its day was sealed');
  const isInside = position <= checkpoint.throughPosition && position >= checkpoint.fromPosition;
  const { leaves, root, number } = checkpoint;
  if (isInside && isIncluded(leafOf(accountId, version, hash), proof, leaves, root)) return tally.holds('inclusion');
  tally.damaged('inclusion', where, `it is not what checkpoint ${number} has sealed`);
}
