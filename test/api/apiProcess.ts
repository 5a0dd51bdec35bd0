import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A stranger to our code: it makes keys and tokens with Node's own cryptography. */
const keys = generateKeyPairSync('ed25519');
export const publicJwk = JSON.stringify({ ...keys.publicKey.export({ format: 'jwk' }), alg: 'EdDSA' });
export const masterKey = randomBytes(32).toString('base64');
export const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
export const smsAuthToken = 'sms-auth-token';
export const publicUrl = 'https://collect.example.invalid';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed token; `claims` replace the right ones. */
export function tokenOf(roles: readonly string[], claims: object = {}, key = keys.privateKey): string {
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: 'arrears', aud: 'arrears', sub: `${roles[0]}-1`, roles, iat: now, exp: now + 600 };
  const signed = `${part({ alg: 'EdDSA' })}.${part({ ...right, ...claims })}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

export type ApiProcess = Readonly<{
  url: string;
  child: ChildProcess;
  /** Everything it has written so far. */
  written(): string;
  stop(): Promise<number | null>;
}>;

export type Variables = Readonly<Record<string, string>>;

/** Starts `arrears api` as a real process on a free port. */
export async function startApiProcess(databaseUrl: string, variables: Variables = {}): Promise<ApiProcess> {
  const root = path.join(__dirname, '..', '..');
  const child = spawn(process.execPath, ['bin/arrears.cjs', 'api'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
      ARREARS_MASTER_KEY: masterKey,
      ARREARS_JWT_PUBLIC_KEY: publicJwk,
      ARREARS_WEBHOOK_SECRET: webhookSecret,
      ARREARS_PUBLIC_URL: publicUrl,
      SMS_AUTH_TOKEN: smsAuthToken,
      API_PORT: '0',
      ...variables,
    },
  });
  let written = '';
  child.stdout.on('data', (data: Buffer) => (written += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written += data.toString()));
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  for await (const line of createInterface(child.stderr)) {
    const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
    if (url) return { url, child, written: () => written, stop };
  }
  throw new Error(`The API did not start: ${written}`);
}
