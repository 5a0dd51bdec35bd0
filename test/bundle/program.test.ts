import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinModules } from 'node:module';
import { verifierFile } from '../../audit/bundle/verifierFile';
import { bundledWorld, bundleOf, KEY, sealedAccount, type BundledWorld } from './bundled';

let world: BundledWorld;
let folder: string;
let program: string;
beforeAll(async () => {
  world = await bundledWorld();
  folder = await mkdtemp(join(tmpdir(), 'arrears-verifier-'));
  program = await verifierFile();
  await sealedAccount(world, 'V-1');
  await writeFile(join(folder, 'verify.mjs'), program);
  await writeFile(join(folder, 'bundle.zip'), await bundleOf(world, ['V-1']));
});
afterAll(async () => {
  await world.drop();
  await rm(folder, { recursive: true });
});

type Ended = Readonly<{ code: number; stdout: string; stderr: string }>;

/** In an empty folder, with nothing of this project on its way and no variable set. */
const verify = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['verify.mjs', ...args],
      { cwd: folder, env: {}, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

test('the verifier is one file that asks for nothing but parts of Node.js, none of them a network', () => {
  const asked = [...program.matchAll(/^import .*?from "([^"]+)"/gms)].map(([, name]) => name!);
  expect(asked.length).toBeGreaterThan(2);
  for (const name of asked) expect(builtinModules).toContain(name.replace('node:', ''));
  for (const name of ['net', 'http', 'https', 'tls', 'dgram', 'dns', 'child_process'])
    expect(asked).not.toContain(`node:${name}`);
  expect(program).not.toContain('fetch(');
  expect(program).not.toContain(process.cwd());
});

test('it is the same each time it is written', async () => {
  expect(await verifierFile()).toBe(program);
});

test('alone in a folder it says that a bundle holds', async () => {
  const { code, stdout } = await verify('bundle.zip', '--key', KEY.publicKey, '--run-code');
  expect(stdout).toContain('Everything was checked and holds.');
  expect(code).toBe(0);
});

test('it says by its exit code that something was not checked', async () => {
  const { code, stdout } = await verify('bundle.zip', '--key', KEY.publicKey, '--json');
  expect(code).toBe(6);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'notChecked', counts: { journal: { damaged: 0 } } });
});

test('it takes the key from a file, as PEM or JWK', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  await writeFile(join(folder, 'other.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(
    join(folder, 'key.jwk'),
    JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: KEY.publicKey.replace('ed25519:', '') }),
  );
  expect((await verify('bundle.zip', '--key', 'key.jwk', '--key', 'other.pem', '--run-code')).code).toBe(0);
  const { code, stdout } = await verify('bundle.zip', '--key', 'other.pem', '--run-code');
  expect([code, stdout]).toEqual([3, expect.stringContaining('signed with another key')]);
});

test('it names what is damaged', async () => {
  const bytes = await bundleOf(world, ['V-1']);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(join(folder, 'damaged.zip'), bytes);
  const { code, stdout } = await verify('damaged.zip', '--key', KEY.publicKey);
  expect(code).toBe(3);
  expect(stdout).toMatch(/DAMAGED {2}\w+: /);
});

test.each([
  ['without a key', ['bundle.zip']],
  ['with a key that is none', ['bundle.zip', '--key', 'nonsense']],
  ['without a file', ['--key', 'ed25519:x']],
  ['with a file that is not there', ['none.zip', '--key', KEY.publicKey]],
])('used wrongly it says so, and nothing passes: %s', async (_, args) => {
  const { code, stdout, stderr } = await verify(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).not.toBe('');
});
