import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../storage/canonical';
import { sealingStep } from '../../worker/sealingStep';
import type { Log } from '../../worker/log';
import { arrearsWith, jsonOf, MASTER_KEY } from '../cli/runArrears';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { newKey, newKeyText, withoutTriggers } from './sealing';

let stored: StoredWorld;
let folder: string;
let arrears: ReturnType<typeof arrearsWith>;
beforeAll(async () => {
  stored = await storedWorld();
  folder = await mkdtemp(join(tmpdir(), 'arrears-sealed-'));
  const environment = { DATABASE_URL: stored.url, ARREARS_SIGNING_KEY: newKeyText(), ARREARS_MASTER_KEY: MASTER_KEY };
  arrears = arrearsWith(environment);
  await stored.begin('C-1');
});
afterAll(async () => {
  await stored.drop();
  await rm(folder, { recursive: true });
});

test('a journal is sealed, checked, bundled and found out, from the terminal', async () => {
  const sealed = jsonOf(await arrears('checkpoint', 'seal', '--json'));
  expect(sealed).toMatchObject({ number: 1, isNew: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect((await arrears('checkpoint', 'seal')).stdout).toContain('Nothing came since checkpoint 1');
  expect((await arrears('checkpoint', 'list')).stdout).toContain(String(sealed['hash']));
  const key = (await arrears('checkpoint', 'key')).stdout.trim();
  expect(key).toMatch(/^ed25519:/);
  expect(await arrears('checkpoint', 'verify', '--key', key, '--noted', String(sealed['hash']))).toMatchObject({
    code: 0,
  });

  const file = join(folder, 'bundle.zip');
  const made = jsonOf(
    await arrears('bundle', 'C-1', '--out', file, '--without-temporal', '--seal', '--with-texts', '--json'),
  );
  expect(made).toMatchObject({ sha256: sha256(await readFile(file)), key });
  const verified = await arrears('bundle', 'verify', file, '--json');
  expect(verified.code).toBe(6);
  expect(jsonOf(verified)).toMatchObject({
    outcome: 'notChecked',
    counts: { inclusion: { notChecked: 0, damaged: 0 } },
  });

  await withoutTriggers(stored.url, `update journal set cause = 'clock ' where version = 1`);
  const found = await arrears('checkpoint', 'verify');
  expect([found.code, found.stdout]).toEqual([
    3,
    expect.stringMatching(/^Checkpoint 1: a row was changed: account C-1, version 1\.\n$/),
  ]);
}, 240_000);

test('the verifier is written to a file, and its hash is said', async () => {
  const file = join(folder, 'verify.mjs');
  const { stdout } = await arrears('bundle', 'verifier', '--out', file);
  expect(stdout).toBe(`${sha256(await readFile(file))}  ${file}\n`);
}, 120_000);

test('without a key nothing is sealed, and the message says how to make one', async () => {
  const { code, stderr } = await arrearsWith({ DATABASE_URL: stored.url })('checkpoint', 'seal');
  expect([code, stderr]).toEqual([1, expect.stringContaining('openssl genpkey -algorithm ed25519')]);
}, 120_000);

test('a worker seals and says the hash to its log and to Temporal, or says that it has no key', async () => {
  const said: unknown[] = [];
  const say = (fields: object, message: string): void => void said.push([message, fields]);
  const log = { info: say, warn: say } as unknown as Log;
  const { db } = stored;
  const seal = await sealingStep({ db, log, signingKey: newKey() });
  expect(seal).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await sealingStep({ db, log })).toBeNull();
  expect(said.at(-1)).toEqual(['the journal is not sealed: ARREARS_SIGNING_KEY is not set', {}]);
});
