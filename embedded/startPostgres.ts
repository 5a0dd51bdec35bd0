import { execFile } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { privateFolder } from './dataFolder';
import { assertPortIsFree, freePorts } from './freePorts';
import { installedPostgres, postgresFolder, runnablePostgres } from './placePostgres';
import { endOrphan } from './processNote';
import { readOrCreateSecret } from './readOrCreateSecret';
import { EndedEarly, spawnPart, startFailure, waitUntilReady, type Part } from './spawnPart';
import { unprivilegedUser, type User } from './unprivilegedUser';

export type PostgresOptions = Readonly<{
  dataFolder: string;
  /** A free one when left out. */
  port?: number;
  /** Whether what was committed survives a power cut; turned off it is faster, for data that may be lost. */
  durable: boolean;
}>;

export type RunningPostgres = Part &
  Readonly<{
    /** Of the database `arrears`, with the password. */
    url: string;
    port: number;
    /** Where its files are. */
    folder: string;
  }>;

type Place = Readonly<{ bin: string; folder: string; notes: string; user: User | undefined; password: string }>;

const database = 'arrears';
const startLimitMs = 60_000;
const triesToStart = 10;

/** Starts a PostgreSQL that keeps its state in the data folder, listens on 127.0.0.1 only, and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const place = findPlace(options.dataFolder);
  const endedPid = await endOrphan(noteFile(place), 10_000);
  await createCluster(place);
  removeStalePidFile(place, endedPid);
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(place, options);
    } catch (error) {
      // A port taken in between, or after a kill the old server's processes that are about to end.
      if (!(error instanceof EndedEarly) || tries === triesToStart)
        throw startFailure('PostgreSQL', error, logFile(place));
      await pause(300);
    }
  }
}

function findPlace(dataFolder: string): Place {
  const user = unprivilegedUser();
  const bin = path.join(runnablePostgres(installedPostgres(), user), 'bin');
  const password = readOrCreateSecret(dataFolder, 'postgres', 24);
  return { bin, folder: postgresFolder(dataFolder, user), notes: privateFolder(dataFolder, 'logs'), user, password };
}

/** Made beside its place and moved there whole, so that an interrupted `initdb` leaves no half cluster behind. */
async function createCluster({ bin, folder, user, password }: Place): Promise<void> {
  const data = path.join(folder, 'data');
  if (existsSync(data)) return;
  const draft = path.join(folder, 'draft');
  const passwordFile = path.join(folder, 'password');
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const auth = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    const args = [`--pgdata=${draft}`, '--encoding=UTF8', '--locale=C', '--no-sync', ...auth];
    await promisify(execFile)(path.join(bin, 'initdb'), args, { ...user, cwd: folder, env, timeout: startLimitMs });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, data);
}

/**
 * PostgreSQL refuses to start when a process has the pid that it left in its pid file, though after a crash it may be
 * a stranger. It is removed only when we know its process to be gone: it also guards against two servers on one folder.
 */
function removeStalePidFile({ folder }: Place, endedPid: number | undefined): void {
  const file = path.join(folder, 'data', 'postmaster.pid');
  if (endedPid === undefined || !existsSync(file)) return;
  if (Number.parseInt(readFileSync(file, 'utf8'), 10) === endedPid) rmSync(file);
}

async function startOnce(place: Place, options: PostgresOptions): Promise<RunningPostgres> {
  const [freePort = 0] = await freePorts(1);
  const port = options.port ?? freePort;
  await assertPortIsFree(port, 'PostgreSQL');
  const part = await spawnPart({
    command: path.join(place.bin, 'postgres'),
    args: ['-D', path.join(place.folder, 'data'), '-p', String(port), ...settings(options.durable)],
    cwd: place.folder,
    env,
    user: place.user,
    logFile: logFile(place),
    noteFile: noteFile(place),
  });
  const urlOf = (name: string) => `postgres://postgres:${place.password}@127.0.0.1:${port}/${name}`;
  try {
    await waitUntilReady(part, () => createDatabase(urlOf('postgres')), startLimitMs);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return { ...part, url: urlOf(database), port, folder: place.folder };
}

function settings(isDurable: boolean): string[] {
  const values = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    // Failing statements and the rows in "DETAIL" would bring personal data into the log.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return values.flatMap((value) => ['-c', value]);
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } finally {
    await client.end();
  }
}

/** Not ours: PG… variables of the surroundings would change what we say explicitly. */
const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

function logFile(place: Place): string {
  return path.join(place.notes, 'postgres.log');
}

function noteFile(place: Place): string {
  return path.join(place.notes, 'postgres.json');
}
