import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { privateFolder } from './dataFolder';
import { writeNew } from './writeWhole';

/**
 * The secret called `name` of this data folder, base64url of `bytes` random bytes. It is made at the first call
 * and stays; when several processes ask at once, all get the same one. Throws when the kept one has another length.
 */
export function readOrCreateSecret(folder: string, name: string, bytes: number): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`"${name}" is no name for a secret: use a-z, 0-9 and "-".`);
  const file = path.join(privateFolder(folder, 'secrets'), name);
  writeNew(file, randomBytes(bytes).toString('base64url'));
  const secret = readFileSync(file, 'utf8');
  if (Buffer.from(secret, 'base64url').length !== bytes) {
    throw new Error(`The secret in ${file} is damaged: it should hold ${bytes} bytes. Restore it from a backup.`);
  }
  return secret;
}
