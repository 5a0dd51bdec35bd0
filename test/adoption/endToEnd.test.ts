import { sql } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyInForce } from '../../domain/policy';
import { startOfDay, type Day, type TimeZone } from '../../domain/time';
import { readSettings } from '../../settings/readSettings';
import { workerVariables } from '../../settings/variables';
import { beginAdoption } from '../../storage/adoption/adopt';
import { dryRun } from '../../storage/adoption/dryRun';
import { giveOrders } from '../../storage/adoption/giveOrders';
import { beginRollback } from '../../storage/adoption/rollBack';
import { adoptionStatus } from '../../storage/adoption/status';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { loadPolicies } from '../../storage/policies';
import { windClock, type Clock } from '../../storage/rehearsalClock';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { eventually } from '../embedded/eventually';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { handedOver } from '../storage/handedOver';
import { anotherVersion, closesAt } from './versions';

const run = randomUUID().slice(0, 8);
const masterKey = randomBytes(32).toString('base64');
const log = createLog('test', 'error');
const START = startOfDay('2026-03-02' as Day, 'Asia/Taipei' as TimeZone);
const FOLLOWERS = ['one', 'two', 'three', 'four'].map((name) => `AD-${run}-${name}`);
const STRANGER = `AD-${run}-stranger`;

let database: FreshDatabase;
let clock: Clock;
let worker: RunningWorker;
let from: PolicyInForce;

/** Four accounts of the Taiwanese pack and one of the Chinese, in a service whose worker knows the packs that it was started with. */
beforeAll(async () => {
  database = await freshDatabase();
  const bundle = await bundleWorkflows(log);
  // At night and at the pace of life: no account wakes for another reason.
  clock = await windClock(database.db, START, 1, 500);
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_TASK_QUEUE: `adoption-${run}`,
    ARREARS_MASTER_KEY: masterKey,
    ARREARS_OUTBOX: mkdtempSync(join(tmpdir(), 'arrears-adoption-')),
  };
  worker = await startWorker(readSettings(workerVariables, environment), log, bundle);
  const pack = (id: string) => database.packs.find(({ policy }) => policy.id === id)!;
  from = pack('tw-bank-card');
  await bring(FOLLOWERS, from);
  await bring([STRANGER], pack('cn-bank-card'));
  await eventually('all accounts live', async () => (await countOf('AccountOpened')) === 5, 30_000);
}, 60_000);

afterAll(async () => {
  await worker?.stop();
  await database?.drop();
}, 60_000);

const bring = (ids: readonly string[], { hash, policy }: PolicyInForce) =>
  database.db.transaction().execute((trx) =>
    handOver(
      trx,
      masterKeyFrom(masterKey),
      hash,
      clock.now(),
      ids.map((id) => {
        const account = handedOver(id);
        return { ...account, account: { ...account.account, currency: policy.currency } };
      }),
    ),
  );

async function countOf(type: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from journal where type = ${type}`.execute(
    database.db,
  );
  return rows[0]!.n;
}

type Adopted = { account_id: string; hash: string; instead: string };
const adopted = async (adoptionId: string): Promise<Adopted[]> =>
  (
    await sql<Adopted>`select account_id, body ->> 'policyHash' as hash, body ->> 'instead' as instead from journal
      where type = 'PolicyAdopted' and body ->> 'adoptionId' = ${adoptionId} order by account_id`.execute(database.db)
  ).rows;

/** Tells everybody and waits until everybody has heard it, the last one not before its bell. */
async function carriedOut(adoptionId: string, perSecond: number): Promise<void> {
  await giveOrders(database.db, adoptionId, { policies: await loadPolicies(database.db), receivedAt: clock.now() });
  const statusOf = async () => (await adoptionStatus(database.db)).find(({ id }) => id === adoptionId)!;
  await eventually('all have heard', async () => (await statusOf()).waiting === 0, 30_000);
  const { ringsUntil, ...status } = await statusOf();
  expect(Date.now()).toBeGreaterThanOrEqual(ringsUntil!.getTime() - 1000 / perSecond);
  expect(status).toMatchObject({ accounts: 4, heard: 4, finishedAt: expect.any(Date) });
}

test('accounts that live adopt another version one after the other, and go back, and nobody else does', async () => {
  const to = await anotherVersion(database.db, 'narrower', closesAt('18:00'));
  await dryRun(database.db, { from, to, at: clock.now(), by: 'supervisor-1' });
  const order = { from, to, by: 'supervisor-1', perSecond: 2, collector: 'bank', today: '2026-03-02' as Day } as const;
  const id = await beginAdoption(database.db, order);
  await carriedOut(id, 2);
  const moved = [...FOLLOWERS].sort().map((account_id) => ({ account_id, hash: to.hash, instead: from.hash }));
  expect(await adopted(id)).toEqual(moved);

  const back = await beginRollback(database.db, { adoptionId: id, by: 'supervisor-2', perSecond: 20 });
  await carriedOut(back, 20);
  expect(await adopted(back)).toEqual(moved.map((one) => ({ ...one, hash: from.hash, instead: to.hash })));
  expect(await countOf('PolicyAdopted')).toBe(8);
  const { rows } = await sql<{
    policy_hash: string;
  }>`select distinct policy_hash from accounts where id <> ${STRANGER}`.execute(database.db);
  expect(rows).toEqual([{ policy_hash: from.hash }]);
}, 90_000);
