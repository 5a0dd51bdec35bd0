import { createHash } from 'node:crypto';

/** A Merkle tree as RFC 6962 builds it. A leaf and a node begin with another byte, so that neither can pass for the other. */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const digest = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const leafHash = (content: string | Uint8Array): Buffer => digest(LEAF, Buffer.from(content));
const nodeHash = (left: Buffer, right: Buffer): Buffer => digest(NODE, left, right);

/** Where a leaf stands and the hashes that lead from it to the root, from the leaf upwards. */
export type Inclusion = Readonly<{ index: number; path: readonly string[] }>;
type Proof = { index: number; path: string[] };
type Subtree = Readonly<{ leaves: number; hash: Buffer; proofs: readonly Proof[] }>;

/**
 * A tree that grows leaf by leaf and holds no more than one hash for each of its levels, and the way up from the leaves that are
 * asked for. Gives `root` and `inclusions` (in the order in which they were asked for) of all that was added so far.
 */
export function growTree() {
  const stack: Subtree[] = [];
  const proofs: Proof[] = [];
  let leaves = 0;

  const add = (content: string | Uint8Array, isAskedFor = false): void => {
    const proof = { index: leaves, path: [] };
    if (isAskedFor) proofs.push(proof);
    let last: Subtree = { leaves: 1, hash: leafHash(content), proofs: isAskedFor ? [proof] : [] };
    while (stack.at(-1)?.leaves === last.leaves) last = joined(stack.pop()!, last);
    stack.push(last);
    leaves += 1;
  };

  /** Ends the tree: what is left of whole subtrees is joined from the right. Nothing may be added after it. */
  const end = (): Readonly<{ leaves: number; root: string; inclusions: readonly Inclusion[] }> => {
    while (stack.length > 1) {
      const right = stack.pop()!;
      stack.push(joined(stack.pop()!, right));
    }
    const root = stack[0]?.hash ?? digest();
    return { leaves, root: root.toString('hex'), inclusions: proofs };
  };
  return { add, end };
}

function joined(left: Subtree, right: Subtree): Subtree {
  for (const { path } of left.proofs) path.push(right.hash.toString('hex'));
  for (const { path } of right.proofs) path.push(left.hash.toString('hex'));
  return {
    leaves: left.leaves + right.leaves,
    hash: nodeHash(left.hash, right.hash),
    proofs: left.proofs.length === 0 ? right.proofs : [...left.proofs, ...right.proofs],
  };
}

/** Whether a leaf stands in the tree with this root and so many leaves (RFC 9162, 2.1.3.2). */
export function isIncluded(content: string, { index, path }: Inclusion, leaves: number, root: string): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves) return false;
  let hash = leafHash(content);
  let at = index;
  let last = leaves - 1;
  for (const step of path) {
    if (last === 0) return false;
    const sibling = Buffer.from(step, 'hex');
    if (at % 2 === 0 && at !== last) {
      hash = nodeHash(hash, sibling);
    } else {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.toString('hex') === root;
}
