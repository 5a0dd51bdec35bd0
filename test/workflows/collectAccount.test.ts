import { Client, Connection } from '@temporalio/client';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveCommand } from '../../client/giveCommand';
import { reportFacts } from '../../client/reportFacts';
import type { Fact } from '../../domain/message';
import { DAY_MS, startOfDay, type Day, type TimeZone } from '../../domain/time';
import { handOverOf } from '../../intake/sinks';
import { readSettings } from '../../settings/readSettings';
import { workerVariables } from '../../settings/variables';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { windClock, type Clock } from '../../storage/rehearsalClock';
import { createLog } from '../../worker/log';
import { bundleWorkflows, startWorker, type RunningWorker } from '../../worker/startWorker';
import { BUCKET, HOLDS, JURISDICTION, STAGE, workflowIdOf } from '../../workflows/ids';
import { EMAIL_AND_ADDRESS, overdueRow } from '../setup/overdueRow';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

const run = randomUUID().slice(0, 8);
const masterKey = randomBytes(32).toString('base64');
const log = createLog('test', 'error');
const START = startOfDay('2026-03-02' as Day, 'Asia/Taipei' as TimeZone);

let database: FreshDatabase;
let connection: Connection;
let client: Client;
let clock: Clock;
let bundle: WorkflowBundleWithSourceMap;
let worker: RunningWorker;

beforeAll(async () => {
  database = await freshDatabase();
  connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  client = new Client({ connection });
  bundle = await bundleWorkflows(log);
  clock = await windClock(database.db, START, DAY_MS / 1000, 500);
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_TASK_QUEUE: `workflows-${run}`,
    ARREARS_MASTER_KEY: masterKey,
    ARREARS_OUTBOX: mkdtempSync(join(tmpdir(), 'arrears-workflows-')),
  };
  worker = await startWorker(readSettings(workerVariables, environment), log, bundle);
}, 60_000);

afterAll(async () => {
  await worker?.stop();
  await connection?.close();
  await database?.drop();
}, 60_000);

async function opened(name: string, dueOn = '2026-02-20'): Promise<string> {
  const accountId = `WF-${run}-${name}`;
  const account = handOverOf(overdueRow(accountId, { dueOn, ...EMAIL_AND_ADDRESS }));
  const { hash } = database.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  await database.db
    .transaction()
    .execute((trx) => handOver(trx, masterKeyFrom(masterKey), hash, clock.now(), [account]));
  await until(async () => (await rowOf(accountId)).version > 0);
  return accountId;
}

const rowOf = (id: string) =>
  database.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const typesOf = async (id: string): Promise<string[]> =>
  (
    await database.db.selectFrom('journal').select('type').where('account_id', '=', id).orderBy('version').execute()
  ).map(({ type }) => type);
const report = (accountId: string, externalId: string, fact: Fact) =>
  reportFacts(database.db, clock, [{ accountId, source: 'test', externalId, fact }]);
const describe_ = (id: string) => client.workflow.getHandle(workflowIdOf(id)).describe();

const payment = (paymentId: string, amountMinor: bigint): Fact => ({
  type: 'PaymentReported',
  paymentId,
  amountMinor,
  currency: 'TWD',
  paidAt: START,
  method: 'bank-transfer',
});

async function until(isTrue: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not come true in time');
    await sleep(50);
  }
}

test('an account is contacted, pays its arrears and is closed as cured', async () => {
  const id = await opened('cured');
  await until(async () => (await typesOf(id)).includes('ContactSent'));
  await report(id, `${id}-1`, payment(`${id}-P1`, 200_000n));
  await report(id, `${id}-2`, payment(`${id}-P2`, 300_000n));
  await until(async () => (await rowOf(id)).status === 'closed');
  expect(await rowOf(id)).toMatchObject({ closed_because: 'cured', balance_minor: 500_000n, arrears_minor: 0n });
  await until(async () => (await describe_(id)).status.name === 'COMPLETED');
});

test('a payment for a closed account is heard by a new run, and what is too much is due for refund [OVERPAID]', async () => {
  const id = await opened('overpaid');
  await report(id, `${id}-1`, payment(`${id}-P1`, 1_000_000n));
  await until(async () => (await rowOf(id)).status === 'closed');
  await report(id, `${id}-2`, payment(`${id}-P2`, 700n));
  await until(async () => (await typesOf(id)).includes('RefundDue'));
  expect((await rowOf(id)).balance_minor).toBe(0n);
  await until(async () => (await describe_(id)).status.name === 'COMPLETED');
});

test('nobody is contacted while the debt is disputed, and search attributes and words follow the hold [DISPUTE]', async () => {
  const id = await opened('disputed');
  await report(id, `${id}-d`, { type: 'DisputeReported', disputeId: `${id}-d`, ground: 'amount', textId: null });
  await until(async () => (await rowOf(id)).holds.includes('dispute'));
  const contacts = async () => (await typesOf(id)).filter((type) => type === 'ContactReserved').length;
  const before = await contacts();
  const attributes = await until(async () =>
    ((await describe_(id)).typedSearchAttributes.get(HOLDS) ?? []).includes('dispute'),
  ).then(() => describe_(id));
  expect(attributes.typedSearchAttributes.get(STAGE)).toBe('reminder');
  expect(attributes.typedSearchAttributes.get(BUCKET)).toBe('M1');
  expect(attributes.typedSearchAttributes.get(JURISDICTION)).toBe('TW');
  const details = await client.workflow
    .getHandle(workflowIdOf(id))
    .query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  expect(JSON.stringify(details)).toContain('the dispute to be resolved');

  await until(async () => clock.now() > START + 20 * DAY_MS, 40_000);
  expect(await contacts()).toBe(before);
  const resolve = {
    type: 'ResolveDispute',
    disputeId: `${id}-d`,
    upheld: false,
    correctedBalance: null,
    by: 'tester',
  } as const;
  const given = { accountId: id, caller: 'test', key: `${id}-resolve`, command: resolve };
  expect(await giveCommand(database.db, client, clock, given)).toEqual({ outcome: 'accepted' });
  expect(await giveCommand(database.db, client, clock, given)).toEqual({ outcome: 'accepted' });
  const again = { ...given, key: `${id}-again` };
  expect(await giveCommand(database.db, client, clock, again)).toEqual({ outcome: 'refused', reason: 'noSuchDispute' });
  await until(async () => (await contacts()) > before);
});

test('a life goes through the stages to legal recourse in runs that replay, and only after the approval of legal [LEGAL-READY]', async () => {
  const id = await opened('legal', '2025-11-01');
  await until(async () => (await typesOf(id)).includes('LetterPrinted'), 40_000);
  const { register_number: registerNumber } = await database.db
    .selectFrom('letters')
    .select('register_number')
    .where('account_id', '=', id)
    .executeTakeFirstOrThrow();
  await report(id, `${id}-l`, { type: 'LetterTracked', registerNumber, status: 'delivered' });
  await until(async () => (await typesOf(id)).includes('ReferralProposed'), 60_000);
  expect(await typesOf(id)).not.toContain('ReferredToLegal');
  const referralId = `${id}-R1`;
  const approve = { type: 'ApproveReferral', referralId, consulted: 'counsel', by: 'legal-1' } as const;
  expect(
    await giveCommand(database.db, client, clock, {
      accountId: id,
      caller: 'legal-1',
      key: `${id}-a`,
      command: approve,
    }),
  ).toEqual({ outcome: 'accepted' });
  await until(async () => (await typesOf(id)).includes('ReferredToLegal'));
  expect((await rowOf(id)).stage).toBe('legalRecourse');

  const history = await client.workflow.getHandle(workflowIdOf(id)).fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowIdOf(id));
}, 120_000);

test('two hundred facts at once are heard in few turns, and the run is continued as new in time', async () => {
  const id = await opened('busy');
  const facts = Array.from({ length: 200 }, (_, i) => ({
    accountId: id,
    source: 'test',
    externalId: `${id}-${i}`,
    fact: payment(`${id}-P${i}`, 1n),
  }));
  await reportFacts(database.db, clock, facts);
  await until(async () => (await typesOf(id)).filter((type) => type === 'PaymentReceived').length === 200);
  for (let i = 0; i < 40; i++) {
    await report(id, `${id}-more-${i}`, payment(`${id}-Q${i}`, 1n));
    await until(async () => (await typesOf(id)).filter((type) => type === 'PaymentReceived').length === 201 + i);
  }
  const first = await client.workflow.getHandle(workflowIdOf(id)).describe();
  expect(first.historyLength).toBeLessThan(260);
  expect((await rowOf(id)).balance_minor).toBe(1_000_000n - 240n);
}, 60_000);
