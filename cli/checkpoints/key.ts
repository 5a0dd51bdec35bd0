import { existsSync, readFileSync } from 'node:fs';
import { publicKeysFrom, signingKeyFrom, type PublicKeys, type SigningKey } from '../../storage/checkpoints/signingKey';
import { findService, sealingVariables } from '../findService';
import { print, printJson } from '../terminal/print';

const NO_KEY = `There is no key to sign with. Set ARREARS_SIGNING_KEY: openssl genpkey -algorithm ed25519 -outform DER | base64 -w0`;

/** The service's signing key; throws, and says how to make one, where it has none. */
export function signingKeyOf({ ARREARS_SIGNING_KEY: key }: { ARREARS_SIGNING_KEY?: string | undefined }): SigningKey {
  if (key === undefined) throw new Error(NO_KEY);
  return signingKeyFrom(key);
}

/** Keys as they are typed: each is a text or the name of a file with one. */
export const readPublicKeys = (typed: readonly string[]): PublicKeys =>
  publicKeysFrom(typed.map((one) => (existsSync(one) ? readFileSync(one, 'utf8') : one)));

export async function showKey({ json }: Readonly<{ json: boolean }>): Promise<void> {
  const { keyId, publicKey } = signingKeyOf(await findService(sealingVariables));
  if (json) printJson({ keyId, publicKey });
  else print(publicKey);
}
