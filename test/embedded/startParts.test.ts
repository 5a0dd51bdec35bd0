import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { createDataFolder, lockDataFolder } from '../../embedded/dataFolder';
import { runningProcess } from '../../embedded/processNote';
import { startParts } from '../../embedded/startParts';
import { eventually } from './eventually';
import { newFolder } from './newFolder';

const places = newFolder();
let placesMade = 0;

const names = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_CLI'] as const;
const before = names.map((name) => [name, process.env[name]] as const);
beforeAll(() => createDataFolder(places));
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test('parts that the environment names are used and nothing is started', async () => {
  process.env['DATABASE_URL'] = 'postgres://elsewhere/arrears';
  process.env['TEMPORAL_ADDRESS'] = 'elsewhere:7233';
  const folder = newPlace();
  const parts = await startParts(options(folder));
  expect(parts).toMatchObject({ databaseUrl: 'postgres://elsewhere/arrears', temporalAddress: 'elsewhere:7233' });
  expect(existsSync(path.join(folder, 'postgres')) || existsSync(path.join(folder, 'temporal'))).toBe(false);
  await parts.stop();
});

test('one part can be our own while the other is not', async () => {
  process.env['TEMPORAL_ADDRESS'] = 'elsewhere:7233';
  const folder = newPlace();
  const parts = await startParts(options(folder));
  expect(await isListening(parts.databaseUrl)).toBe(true);
  expect(() => lockDataFolder(folder)).toThrow('in use by process');
  await parts.stop();
  expect(await parts.ended).toBe('PostgreSQL');
  expect(await isListening(parts.databaseUrl)).toBe(false);
  lockDataFolder(folder)();
});

test('when one part cannot be started the other is stopped and the folder is free again', async () => {
  process.env['TEMPORAL_CLI'] = '/nowhere/temporal';
  const folder = newPlace();
  await expect(startParts(options(folder))).rejects.toThrow('TEMPORAL_CLI is /nowhere/temporal');
  expect(existsSync(path.join(folder, 'postgres', 'data', 'PG_VERSION'))).toBe(true);
  expect(runningProcess(path.join(folder, 'logs', 'postgres.json'))).toBeUndefined();
  expect(existsSync(path.join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  lockDataFolder(folder)();
});

test('when the parent is killed the parts end by themselves and temporary data are removed', async () => {
  const folder = newPlace();
  const script = path.join(__dirname, 'parentOfParts.ts');
  const args = ['-r', require.resolve('tsx/cjs'), script, folder];
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const { databaseUrl, temporalAddress } = JSON.parse(line.toString()) as Record<string, string>;
  const urls = [String(databaseUrl), `tcp://${temporalAddress}`];
  expect(await Promise.all(urls.map(isListening))).toEqual([true, true]);
  parent.kill('SIGKILL');
  await eventually('both have ended', async () => !(await Promise.all(urls.map(isListening))).includes(true), 15_000);
  await eventually('the folder is gone', () => !existsSync(folder), 15_000);
});

function newPlace(): string {
  const folder = path.join(places, String(++placesMade));
  createDataFolder(folder);
  return folder;
}

function options(dataFolder: string) {
  return { dataFolder, durable: false, headless: true, onMessage: () => undefined };
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
