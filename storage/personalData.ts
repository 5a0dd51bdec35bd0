import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes that open everything: from a secret store, never from the database. */
export type MasterKey = Readonly<{ wrap: Buffer; lookup: Buffer; archive: Buffer }>;

/** Derives the keys in use from `ARREARS_MASTER_KEY`, 32 bytes as base64. */
export function masterKeyFrom(base64: string): MasterKey {
  const secret = Buffer.from(base64, 'base64');
  if (secret.length !== 32) throw new Error('ARREARS_MASTER_KEY must be 32 bytes in base64 (openssl rand -base64 32)');
  return {
    wrap: derive(secret, 'wrap debtor keys'),
    lookup: derive(secret, 'look up contact points'),
    archive: derive(secret, 'seal the archive of histories'),
  };
}

const derive = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `arrears ${purpose}`, 32));

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: nonce, tag, ciphertext. `boundTo` must be the same when it is opened, so rows cannot be swapped. */
export function seal(key: Buffer, plain: string | Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws when the key is another one, or the box was altered, cut or taken from another row. */
export function unseal(key: Buffer, box: Buffer, boundTo: string): Buffer {
  const nonce = box.subarray(0, NONCE_BYTES);
  const tag = box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    throw new Error(`What is sealed as ${boundTo} does not open: it was altered or moved, or the key is another one`);
  }
}

/** A new debtor's own key, and the same wrapped by the master key; destroying the wrapped key erases the debtor. */
export function createDebtorKey(master: MasterKey, debtorId: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: seal(master.wrap, key, `key of ${debtorId}`) };
}

export function openDebtorKey(master: MasterKey, debtorId: string, wrapped: Buffer): Buffer {
  if (wrapped.length === 0) throw new Error(`Debtor ${debtorId} was erased: the key is destroyed`);
  try {
    return unseal(master.wrap, wrapped, `key of ${debtorId}`);
  } catch {
    throw new Error(
      `The key of ${debtorId} does not open: set ARREARS_MASTER_KEY to the one that was set when the debtor was stored`,
    );
  }
}

/**
 * Tells that two values of a debtor are the same without telling the value. It hangs on the debtor's own key: once that is
 * destroyed nobody can try out numbers against the marks, which stay in journals for ever.
 */
export const fingerprint = (debtorKey: Buffer, kind: string, value: string): string =>
  createHmac('sha256', derive(debtorKey, 'fingerprint contact points'))
    .update(`${kind}\n${value}`)
    .digest('hex')
    .slice(0, 32);

/**
 * By this a number that somebody writes or calls from is found again, whoever's it is. It does not hang on the debtor's key,
 * so it lies beside the sealed value only, never in a journal, and goes when the debtor is erased.
 */
export const lookupOf = (master: MasterKey, kind: string, value: string): string =>
  createHmac('sha256', master.lookup)
    .update(`${kind}\n${normalised(kind, value)}`)
    .digest('hex');

/** Files and API take numbers in E.164 form alone; a provider may set marks between the digits. */
const normalised = (kind: string, value: string): string =>
  kind === 'email' ? value.trim().toLowerCase() : value.replaceAll(/[\s().-]/g, '');
