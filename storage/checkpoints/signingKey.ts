import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signs checkpoints and bundles by Ed25519; only its public half leaves the process. */
export type SigningKey = Readonly<{ keyId: string; publicKey: string; sign(text: string | Uint8Array): string }>;
/** Public keys by their id: after a change of keys, what was signed before is still checked with the old one. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

const PREFIX = 'ed25519:';
const WANTED = 'an Ed25519 key, as PKCS#8 (PEM, or base64 of DER) or as JWK';

/** Reads `ARREARS_SIGNING_KEY`. Throws, and shows nothing of it, when it is something else. */
export function signingKeyFrom(text: string): SigningKey {
  const key = privateKeyIn(text.trim());
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`ARREARS_SIGNING_KEY must be ${WANTED}`);
  const publicKey = nameOf(createPublicKey(key));
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (content) => sign(null, Buffer.from(content), key).toString('hex'),
  };
}

function privateKeyIn(text: string): KeyObject | undefined {
  try {
    if (text.startsWith('{')) return createPrivateKey({ key: JSON.parse(text) as never, format: 'jwk' });
    // A variable of the environment often holds line ends as two characters.
    if (text.startsWith('-----')) return createPrivateKey(text.replaceAll(String.raw`\n`, '\n'));
    return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/** Public keys as texts: `ed25519:…` as `arrears checkpoint key` prints it, PEM or JWK. */
export function publicKeysFrom(texts: readonly string[]): PublicKeys {
  const keys = texts.map((text) => publicKeyFrom(text.trim()));
  return new Map(keys.map((key) => [keyIdOf(nameOf(key)), key]));
}

function publicKeyFrom(text: string): KeyObject {
  const key = publicKeyIn(text);
  if (key?.asymmetricKeyType === 'ed25519' && key.type === 'public') return key;
  throw new Error(
    'A public key must be ed25519:… as `arrears checkpoint key` prints it, or an Ed25519 key as PEM or JWK',
  );
}

function publicKeyIn(text: string): KeyObject | undefined {
  try {
    if (text.startsWith(PREFIX)) return fromX(text.slice(PREFIX.length));
    if (text.startsWith('{')) return fromX((JSON.parse(text) as { x?: string }).x ?? '');
    return text.includes('PRIVATE') ? undefined : createPublicKey(text);
  } catch {
    return undefined;
  }
}

const fromX = (x: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x } as never, format: 'jwk' });

/** The whole key in one line, for a terminal, a mail or a notice board. */
const nameOf = (key: KeyObject): string => `${PREFIX}${(key.export({ format: 'jwk' }) as { x: string }).x}`;
const keyIdOf = (publicKey: string): string => createHash('sha256').update(publicKey).digest('hex').slice(0, 32);

/** Lower-case hexadecimal alone: another spelling of the same signature is another text, and no text may be changed. */
export const isSignedBy = (key: KeyObject, content: string | Uint8Array, signature: string): boolean =>
  /^[0-9a-f]{128}$/.test(signature) && verify(null, Buffer.from(content), key, Buffer.from(signature, 'hex'));
