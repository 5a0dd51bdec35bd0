import { Client as TemporalClient, Connection } from '@temporalio/client';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as PgClient } from 'pg';
import type { PolicyHash } from '../domain/brand';
import type { Policy } from '../domain/policy';
import { dayOf, instant, type TimeZone } from '../domain/time';
import { startParts, type Parts } from '../embedded/startParts';
import { connect, type Db } from '../storage/database';
import { handOver, type HandOver } from '../storage/handOver';
import { masterKeyFrom, type MasterKey } from '../storage/personalData';
import { prepareDatabase } from '../storage/prepareDatabase';
import { windClock, type Clock } from '../storage/rehearsalClock';
import { createLog } from '../worker/log';
import { bundleWorkflows } from '../worker/startWorker';
import { startChild, type Child } from './children';

/** The night before a contact window: accounts that begin here have decided and wait. */
const NIGHT = instant(Date.parse('2026-03-01T23:00:00+08:00'));

/** Where everything is measured: one PostgreSQL and one Temporal of our own, in a folder that is gone afterwards. */
export type Ground = Readonly<{
  parts: Parts;
  folder: string;
  client: TemporalClient;
  stop(): Promise<void>;
}>;

/** A database with schema, packs and clock, and how to bring accounts into it. */
export type Place = Readonly<{
  url: string;
  db: Db;
  clock: Clock;
  policy: Policy;
  masterKey: string;
  master: MasterKey;
  take(accounts: readonly HandOver[]): Promise<void>;
}>;

export async function openGround(say: (text: string) => unknown): Promise<Ground> {
  // These may point at data that somebody needs: nothing is measured on them.
  delete process.env['DATABASE_URL'];
  delete process.env['TEMPORAL_ADDRESS'];
  // A folder that `startParts` makes itself, because PostgreSQL's own user has to be able to enter it.
  const folder = join(tmpdir(), `arrears-bench-${randomUUID()}`);
  const parts = await startParts({
    dataFolder: folder,
    durable: true,
    headless: true,
    temporary: true,
    onMessage: (text) => void say(text),
  });
  // Made once for all of our workers.
  const { code } = await bundleWorkflows(createLog('bench', 'error'));
  writeFileSync(bundleIn(folder), code);
  const connection = await Connection.connect({ address: parts.temporalAddress });
  const stop = async (): Promise<void> => {
    await connection.close();
    await parts.stop();
  };
  return { parts, folder, client: new TemporalClient({ connection }), stop };
}

/** `speed` is how many times as fast as the real one the clock of this database runs. */
export async function openPlace(ground: Ground, name: string, speed: number): Promise<Place> {
  const url = await createDatabase(ground.parts.databaseUrl, name);
  const { packs } = await prepareDatabase(url, dayOf(NIGHT, 'UTC' as TimeZone));
  const { policy, hash } = packs.find((pack) => pack.policy.id === 'tw-bank-card')!;
  const db = connect(url, { connections: 10 });
  const clock = await windClock(db, NIGHT, speed);
  const masterKey = randomBytes(32).toString('base64');
  const master = masterKeyFrom(masterKey);
  const take = (accounts: readonly HandOver[]) => takeAccounts(db, master, hash, clock, accounts);
  return { url, db, clock, policy, masterKey, master, take };
}

async function takeAccounts(
  db: Db,
  master: MasterKey,
  policyHash: PolicyHash,
  clock: Clock,
  accounts: readonly HandOver[],
) {
  await db.transaction().execute((trx) => handOver(trx, master, policyHash, clock.now(), accounts));
}

/** One worker process as the service runs it, on one database and one task queue; effects go to a local outbox. */
export function startOurWorker(ground: Ground, place: Place, name: string): Promise<Child> {
  const outbox = join(ground.folder, name);
  mkdirSync(outbox, { recursive: true });
  const environment = {
    DATABASE_URL: place.url,
    TEMPORAL_ADDRESS: ground.parts.temporalAddress,
    TEMPORAL_TASK_QUEUE: name,
    ARREARS_MASTER_KEY: place.masterKey,
    ARREARS_OUTBOX: outbox,
    ARREARS_LOG_LEVEL: 'warn',
  };
  return startChild(
    join(__dirname, 'ourWorker.ts'),
    [bundleIn(ground.folder)],
    environment,
    join(ground.folder, `${name}.log`),
  );
}

const bundleIn = (folder: string): string => join(folder, 'workflows.js');

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const server = new PgClient({ connectionString: serverUrl });
  await server.connect();
  try {
    await server.query(`create database ${name}`);
  } finally {
    await server.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
