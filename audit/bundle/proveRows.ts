import { leafOf, type Checkpoint } from '../../storage/checkpoints/checkpoint';
import { growTree } from '../../storage/checkpoints/merkle';
import { sealedRows } from '../../storage/checkpoints/sealedRows';
import type { Trx } from '../../storage/database';
import type { BundledRow, RowProof } from './form';

type Place = Readonly<{ accountId: string; version: number }>;

/**
 * Where each row stands in the checkpoint that seals it, by account. Reads only those checkpoints' rows that seal one of ours,
 * each once. Throws where the journal is not what was sealed: no honest bundle can be made of it.
 */
export async function proveRows(
  trx: Trx,
  rows: readonly BundledRow[],
  checkpoints: readonly Checkpoint[],
): Promise<ReadonlyMap<string, readonly RowProof[]>> {
  const proofs = new Map<string, RowProof[]>();
  const keep = ({ accountId, version }: Place, proof: Omit<RowProof, 'version'>): void => {
    proofs.set(accountId, [...(proofs.get(accountId) ?? []), { version, ...proof }]);
  };
  for (const checkpoint of checkpoints) {
    const ours = rows.filter((row) => isSealedBy(row, checkpoint));
    if (ours.length > 0) await proveIn(trx, checkpoint, ours, keep);
  }
  const through = checkpoints.at(-1)?.throughPosition ?? 0;
  for (const row of rows) if (row.position > through) keep(row, { checkpoint: null, index: 0, path: [] });
  for (const ofAccount of proofs.values()) ofAccount.sort((a, b) => a.version - b.version);
  return proofs;
}

const isSealedBy = ({ position }: BundledRow, { fromPosition, throughPosition }: Checkpoint): boolean =>
  position <= throughPosition && (position >= fromPosition || fromPosition === 1);

async function proveIn(
  trx: Trx,
  checkpoint: Checkpoint,
  ours: readonly BundledRow[],
  keep: (place: Place, proof: Omit<RowProof, 'version'>) => void,
): Promise<void> {
  const asked = new Set(ours.map(({ accountId, version }) => `${accountId}\n${version}`));
  const tree = growTree();
  const found: Place[] = [];
  for await (const page of sealedRows(trx, checkpoint)) {
    for (const { accountId, version, hash } of page) {
      const isAskedFor = asked.has(`${accountId}\n${version}`);
      if (isAskedFor) found.push({ accountId, version });
      tree.add(leafOf(accountId, version, hash), isAskedFor);
    }
  }
  const { leaves, root, inclusions } = tree.end();
  if (leaves !== checkpoint.leaves || root !== checkpoint.root) {
    throw new Error(
      `The journal is not what checkpoint ${checkpoint.number} sealed; \`arrears checkpoint verify\` says where`,
    );
  }
  inclusions.forEach(({ index, path }, i) => keep(found[i]!, { checkpoint: checkpoint.number, index, path }));
}
