import { generateKeyPairSync } from 'node:crypto';
import { keysOf } from '../../cli/start/keys';
import { isSignedBy, publicKeysFrom, signingKeyFrom } from '../../storage/checkpoints/signingKey';
import { newFolder } from '../embedded/newFolder';
import { newKeyText } from './sealing';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

test.each([
  ['base64 of DER', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
  ['PEM', pem],
  ['PEM in one line', pem.trim().replaceAll('\n', String.raw`\n`)],
  ['JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
])('a signing key is read as %s, and its public half checks what it signs', (_, text) => {
  const key = signingKeyFrom(text);
  const { x } = publicKey.export({ format: 'jwk' });
  expect(key.publicKey).toBe(`ed25519:${x}`);
  const [known] = [...publicKeysFrom([key.publicKey])];
  expect(known![0]).toBe(key.keyId);
  expect(isSignedBy(known![1], 'this', key.sign('this'))).toBe(true);
  expect(isSignedBy(known![1], 'that', key.sign('this'))).toBe(false);
});

test.each([
  ['nothing', ''],
  ['a word', 'secret'],
  ['a public key', publicKey.export({ type: 'spki', format: 'pem' }) as string],
  [
    'a key of another kind',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  ],
])('what is no signing key is refused without being shown: %s', (_, text) => {
  expect(() => signingKeyFrom(text)).toThrow(/^ARREARS_SIGNING_KEY must be an Ed25519 key, as PKCS#8/);
});

test('a public key is not taken from a private one by mistake', () => {
  expect(() => publicKeysFrom([pem])).toThrow('A public key must be');
  expect(() => publicKeysFrom([newKeyText()])).toThrow('A public key must be');
});

const folder = newFolder();

test('an embedded service makes a signing key once and keeps it', async () => {
  const [first, again] = [await keysOf(folder), await keysOf(folder)];
  expect(again.signingKey).toBe(first.signingKey);
  expect(signingKeyFrom(first.signingKey).keyId).toMatch(/^[0-9a-f]{32}$/);
});
