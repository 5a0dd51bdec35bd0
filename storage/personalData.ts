import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 32 bytes that open everything: from a secret store, never from the database. */
export type MasterKey = Readonly<{ wrap: Buffer; fingerprint: Buffer }>;

/** Derives the keys in use from `ARREARS_MASTER_KEY`, 32 bytes as base64. */
export function masterKeyFrom(base64: string): MasterKey {
  const secret = Buffer.from(base64, 'base64');
  if (secret.length !== 32) throw new Error('ARREARS_MASTER_KEY must be 32 bytes in base64 (openssl rand -base64 32)');
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `arrears ${purpose}`, 32));
  return { wrap: derive('wrap debtor keys'), fingerprint: derive('fingerprint contact points') };
}

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

export function unseal(key: Buffer, box: Buffer, boundTo: string): Buffer {
  const nonce = box.subarray(0, NONCE_BYTES);
  const tag = box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo)).setAuthTag(tag);
  return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** A new debtor's own key, and the same wrapped by the master key; destroying the wrapped key erases the debtor. */
export function createDebtorKey(master: MasterKey, debtorId: string): { key: Buffer; wrapped: Buffer } {
  const key = randomBytes(32);
  return { key, wrapped: seal(master.wrap, key, `key of ${debtorId}`) };
}

export const openDebtorKey = (master: MasterKey, debtorId: string, wrapped: Buffer): Buffer =>
  unseal(master.wrap, wrapped, `key of ${debtorId}`);

/** Tells that two values are the same without telling the value. */
export const fingerprint = (master: MasterKey, debtorId: string, kind: string, value: string): string =>
  createHmac('sha256', master.fingerprint).update(`${debtorId}\n${kind}\n${value}`).digest('hex').slice(0, 32);
