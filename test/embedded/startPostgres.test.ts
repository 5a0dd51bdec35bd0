import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createDataFolder } from '../../embedded/dataFolder';
import { postgresFolder, runnablePostgres } from '../../embedded/placePostgres';
import { startPostgres, type RunningPostgres } from '../../embedded/startPostgres';
import { unprivilegedUser } from '../../embedded/unprivilegedUser';
import { newFolder } from './newFolder';

afterAll(() => postgres?.stop()); // before its folder is removed
const dataFolder = newFolder();
const user = unprivilegedUser();
let postgres: RunningPostgres | undefined;
beforeAll(() => createDataFolder(dataFolder));

test('rows are kept over a restart on the same port', async () => {
  const first = await start();
  await query(first.url, "create table kept as select 'a row'::text as text");
  await first.stop();
  const second = await start(first.port);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select text from kept')).toEqual([{ text: 'a row' }]);
});

test('a server that was killed comes back with what was committed', async () => {
  const first = await start();
  const held = new Client({ connectionString: first.url });
  held.on('error', () => undefined); // the kill cuts it
  await held.connect();
  await held.query("create table committed as select 'a row'::text as text");
  await first.kill();
  expect(existsSync(path.join(first.folder, 'data', 'postmaster.pid'))).toBe(true);
  const second = await start(first.port);
  expect(await query(second.url, 'select text from committed')).toEqual([{ text: 'a row' }]);
});

test('a pid file of a crashed server whose pid a stranger has now is no obstacle', async () => {
  const { folder } = await start();
  await postgres?.stop();
  const stranger = spawn('sleep', ['60'], { ...user, cwd: '/', stdio: 'ignore' });
  await once(stranger, 'spawn');
  writeFileSync(path.join(folder, 'data', 'postmaster.pid'), `${stranger.pid}\n`);
  const note = path.join(dataFolder, 'logs', 'postgres.json');
  writeFileSync(note, JSON.stringify({ pid: stranger.pid, startMark: 'another moment' }));
  await start();
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill('SIGKILL');
});

test('the database is UTF-8, counts time in UTC and asks for a password', async () => {
  const { url, port } = await start();
  const asked = "select current_setting('server_encoding') as encoding, current_setting('timezone') as zone";
  expect(await query(url, asked)).toEqual([{ encoding: 'UTF8', zone: 'UTC' }]);
  await expect(query(`postgres://postgres:wrong@127.0.0.1:${port}/arrears`, 'select')).rejects.toThrow(/password/);
});

test('a failing statement leaves no values in the log', async () => {
  const { url } = await start();
  await query(url, 'create table once (name text unique)');
  await query(url, "insert into once values ('Somebody')");
  await expect(query(url, "insert into once values ('Somebody')")).rejects.toThrow(/unique/);
  const log = readFileSync(path.join(dataFolder, 'logs', 'postgres.log'), 'utf8');
  expect(log).toContain('violates unique constraint');
  expect(log).not.toContain('Somebody');
});

test('a port that is taken is refused by name', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start(port)).rejects.toThrow(`Port ${port} for PostgreSQL is taken`);
  taken.close();
});

const describeAsRoot = user ? describe : describe.skip;
describeAsRoot('below a folder that only root enters', () => {
  const closed = mkdtempSync(path.join(os.tmpdir(), 'arrears-closed-'));
  const elsewhere = newFolder();
  afterAll(() => rmSync(closed, { recursive: true, force: true }));

  test('the data lie elsewhere, always at the same place, and belong to the unprivileged user alone', () => {
    const inClosed = path.join(closed, 'data');
    createDataFolder(inClosed);
    const folder = postgresFolder(inClosed, user, elsewhere);
    expect(path.dirname(folder)).toBe(elsewhere);
    expect(statSync(folder)).toMatchObject({ uid: user?.uid, mode: 0o40700 });
    chmodSync(closed, 0o711);
    expect(postgresFolder(inClosed, user, elsewhere)).toBe(folder);
    chmodSync(closed, 0o700);
  });

  test('data that the unprivileged user could reach once are not silently begun anew', () => {
    chmodSync(closed, 0o711);
    const inClosed = path.join(closed, 'other');
    createDataFolder(inClosed);
    expect(postgresFolder(inClosed, user, elsewhere)).toBe(path.join(inClosed, 'postgres'));
    chmodSync(closed, 0o700);
    expect(() => postgresFolder(inClosed, user, elsewhere)).toThrow('cannot enter');
  });

  test('the programs are copied to where they run', () => {
    const installed = path.join(closed, 'native');
    mkdirSync(path.join(installed, 'bin'), { recursive: true });
    for (const name of ['initdb', 'postgres']) {
      writeFileSync(path.join(installed, 'bin', name), '#!/bin/sh\n', { mode: 0o644 });
    }
    const copy = runnablePostgres(installed, user, elsewhere);
    expect(path.dirname(copy)).toBe(elsewhere);
    expect(runnablePostgres(installed, user, elsewhere)).toBe(copy);
    expect(runnablePostgres(installed, undefined, elsewhere)).toBe(installed);
  });
});

async function start(port?: number): Promise<RunningPostgres> {
  await postgres?.stop();
  postgres = await startPostgres({ dataFolder, durable: true, ...(port !== undefined && { port }) });
  return postgres;
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
