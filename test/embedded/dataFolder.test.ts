import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDataFolder, lockDataFolder } from '../../embedded/dataFolder';
import { endOrphan, noteText, runningProcess } from '../../embedded/processNote';
import { readOrCreateSecret } from '../../embedded/readOrCreateSecret';
import { clearRunning, readRunning, writeRunning } from '../../embedded/running';
import { newFolder } from './newFolder';

const coordinates = { databaseUrl: 'postgres://u:p@127.0.0.1:1/arrears', temporalAddress: '127.0.0.1:2' };

describe('the lock of the data folder', () => {
  const folder = newFolder();
  const lock = path.join(folder, 'lock');
  beforeAll(() => createDataFolder(folder));

  test('has one owner; a second one hears its pid', () => {
    const unlock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(`in use by process ${process.pid}`);
    unlock();
    lockDataFolder(folder)();
  });

  test('is taken over from an owner who is dead', async () => {
    const { note } = await sleeper(true);
    writeFileSync(lock, note);
    lockDataFolder(folder)();
    expect(existsSync(lock)).toBe(false);
  });

  test('is taken over when another process has got the pid of the dead owner', () => {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, startMark: 'another moment' }));
    lockDataFolder(folder)();
    expect(existsSync(lock)).toBe(false);
  });
});

describe('a process that an earlier run left behind', () => {
  const folder = newFolder();
  const file = path.join(folder, 'note');
  beforeAll(() => createDataFolder(folder));

  test('is ended', async () => {
    const { child, note } = await sleeper(false);
    writeFileSync(file, note);
    await Promise.all([once(child, 'exit'), endOrphan(file, 5_000)]);
    expect(child.signalCode).toBe('SIGINT');
    expect(existsSync(file)).toBe(false);
  });

  test('is ended by force when it does not listen', async () => {
    const child = spawn('/bin/sh', ['-c', 'trap "" INT; echo ready; while :; do sleep 1; done']);
    await once(child.stdout, 'data');
    writeFileSync(file, noteText(child.pid as number));
    await Promise.all([once(child, 'exit'), endOrphan(file, 100)]);
    expect(child.signalCode).toBe('SIGKILL');
    child.stdout.destroy(); // its last `sleep` still holds the other end
  });

  test('is not mistaken for a stranger with its pid', async () => {
    const { child } = await sleeper(false);
    writeFileSync(file, JSON.stringify({ pid: child.pid, startMark: 'another moment' }));
    await endOrphan(file, 5_000);
    writeFileSync(file, noteText(child.pid as number));
    expect(runningProcess(file)).toBe(child.pid);
    child.kill('SIGKILL');
  });
});

describe('a secret', () => {
  const folder = newFolder();
  beforeAll(() => createDataFolder(folder));

  test('stays the same, differs from every other, and is readable for its owner only', () => {
    const secret = readOrCreateSecret(folder, 'codec-key', 32);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(readOrCreateSecret(folder, 'codec-key', 32)).toBe(secret);
    expect(readOrCreateSecret(folder, 'another', 32)).not.toBe(secret);
    expect(statSync(path.join(folder, 'secrets', 'codec-key')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(folder, 'secrets')).mode & 0o777).toBe(0o700);
  });

  test('that was damaged is not replaced', () => {
    writeFileSync(path.join(folder, 'secrets', 'codec-key'), 'short');
    expect(() => readOrCreateSecret(folder, 'codec-key', 32)).toThrow('is damaged');
  });
});

describe('the coordinates of the running service', () => {
  const folder = newFolder();
  const file = path.join(folder, 'running.json');
  beforeAll(() => createDataFolder(folder));

  test('are found while it runs', () => {
    expect(readRunning(folder)).toBeUndefined();
    writeRunning(folder, coordinates);
    expect(readRunning(folder)).toEqual({ ...coordinates, pid: process.pid });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    clearRunning(folder);
    expect(readRunning(folder)).toBeUndefined();
  });

  test('are not believed after it was killed', async () => {
    const { note } = await sleeper(true);
    writeFileSync(file, JSON.stringify({ ...coordinates, ...JSON.parse(note) }));
    expect(readRunning(folder)).toBeUndefined();
  });

  test('that are damaged are an error without the password', () => {
    writeFileSync(file, '{"databaseUrl": "postgres://u:secret@');
    expect(() => readRunning(folder)).toThrow(/running.json is damaged/);
    expect(() => readRunning(folder)).not.toThrow(/secret/);
  });
});

/** A process that waits, and the note that names it; already killed if wanted. */
async function sleeper(isKilled: boolean) {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const note = noteText(child.pid as number);
  if (isKilled) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  return { child, note };
}
