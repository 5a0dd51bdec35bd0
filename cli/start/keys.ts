import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyPair, issueToken, ROLES, type KeyPair } from '../../api/tokens';
import { privateFolder } from '../../embedded/dataFolder';
import { readOrCreateSecret } from '../../embedded/readOrCreateSecret';

/** The keys of an embedded run: made once, kept in its data folder, readable for its owner only. */
export type Keys = Readonly<{ masterKey: string; signingKey: string; jwt: KeyPair; webhookSecret: string }>;

/** What stands before the 32 bytes of an Ed25519 key as PKCS#8 (RFC 8410). */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export async function keysOf(dataFolder: string): Promise<Keys> {
  const base64 = (name: string): string =>
    Buffer.from(readOrCreateSecret(dataFolder, name, 32), 'base64url').toString('base64');
  return {
    masterKey: base64('master-key'),
    signingKey: Buffer.concat([PKCS8_OF_ED25519, Buffer.from(base64('signing-key'), 'base64')]).toString('base64'),
    webhookSecret: `whsec_${base64('webhook-secret')}`,
    jwt: await keyPair(dataFolder),
  };
}

async function keyPair(dataFolder: string): Promise<KeyPair> {
  const file = join(privateFolder(dataFolder, 'secrets'), 'jwt-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeyPair;
  const made = await createKeyPair();
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** One token for each role, good for a day, to try the API with. */
export const tokensFor = ({ jwt }: Keys): Promise<(readonly [string, string])[]> =>
  Promise.all(
    ROLES.map(
      async (role) =>
        [role, await issueToken(jwt.privateKey, { sub: `embedded-${role}`, roles: [role], expiresIn: '1d' })] as const,
    ),
  );
