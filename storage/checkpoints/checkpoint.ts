import { canonical, sha256 } from '../canonical';
import { isSignedBy, type PublicKeys, type SigningKey } from './signingKey';

/** What a checkpoint says of the journal's rows `fromPosition` through `throughPosition`; `previousHash` is empty for the first. */
export type Sealed = Readonly<{
  number: number;
  fromPosition: number;
  throughPosition: number;
  leaves: number;
  root: string;
  previousHash: string;
  sealedAt: string;
  keyId: string;
}>;
export type Checkpoint = Sealed & Readonly<{ signature: string }>;

/** What the journal has to say at one leaf: whoever knows the row's hash knows all of the row, and all of its past. */
export const leafOf = (accountId: string, version: number, hash: string): string => `${accountId}\n${version}\n${hash}`;

const KIND = 'arrears-checkpoint-1';

/** It names itself, so that a signature under it can never pass for one under anything else. */
const signedText = (sealed: Sealed): string => {
  const { number, fromPosition, throughPosition, leaves, root, previousHash, sealedAt, keyId } = sealed;
  const positions = { fromPosition, throughPosition };
  return canonical({ kind: KIND, number, ...positions, leaves, root, previousHash, sealedAt, keyId });
};

export const signCheckpoint = (key: SigningKey, sealed: Omit<Sealed, 'keyId'>): Checkpoint => {
  const whole = { ...sealed, keyId: key.keyId };
  return { ...whole, signature: key.sign(signedText(whole)) };
};

/** By this the next checkpoint names it, and a person may write it down elsewhere. */
export const checkpointHash = (checkpoint: Checkpoint): string =>
  sha256(`${signedText(checkpoint)}\n${checkpoint.signature}`);

/** Why a checkpoint does not follow the one before it; `null` when it does. The journal is not looked at. */
export type WrongCheckpoint =
  | 'missing'
  | 'not chained to the one before'
  | 'not where the one before ended'
  | 'key is not known'
  | 'signature is wrong';

export function wrongIn(
  checkpoint: Checkpoint,
  before: Checkpoint | undefined,
  keys: PublicKeys,
): WrongCheckpoint | null {
  if (checkpoint.number !== (before?.number ?? 0) + 1) return 'missing';
  if (checkpoint.previousHash !== (before ? checkpointHash(before) : '')) return 'not chained to the one before';
  const { fromPosition, throughPosition } = checkpoint;
  if (fromPosition !== (before?.throughPosition ?? 0) + 1 || throughPosition < fromPosition - 1) {
    return 'not where the one before ended';
  }
  const key = keys.get(checkpoint.keyId);
  if (!key) return 'key is not known';
  return isSignedBy(key, signedText(checkpoint), checkpoint.signature) ? null : 'signature is wrong';
}
