import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { reportFacts, type ReportedFact } from '../../client/reportFacts';
import { startOfDay, type Day, type TimeZone } from '../../domain/time';
import { handOverOf } from '../../intake/sinks';
import type { OverdueRow } from '../../intake/overdueRow';
import { connect, type Db } from '../../storage/database';
import { handOver } from '../../storage/handOver';
import { masterKeyFrom } from '../../storage/personalData';
import { keepPolicies, parsePolicyPack } from '../../storage/policies';
import { prepareDatabase } from '../../storage/prepareDatabase';
import { windClock } from '../../storage/rehearsalClock';
import { verifyChain } from '../../storage/verifyChain';
import { calendars, PACK_DAY } from '../domain/policies';
import { overdueRow } from '../setup/overdueRow';
import { startBrokenService, type BrokenService } from './brokenService';

const ACCOUNTS = 40;
const MESSAGES = 6;
const PAYMENTS = 3;
const DAY_S = 12;
const START = startOfDay('2026-03-02' as Day, 'Asia/Taipei' as TimeZone);

type Pack = {
  id: string;
  triesPerRung: number;
  stages: Record<'earlyWarning' | 'reminder' | 'negotiation' | 'disposal', { ladder: object[]; endsAfterDays: number }>;
  caps: { total: object; channels: { sms: object } };
};

/** Six messages, one a day, and nothing else: as much sending in a short time as the rules allow. */
function dailyMessages() {
  const pack = parse(readFileSync(join(__dirname, '../../policies/tw-bank-card.yaml'), 'utf8')) as Pack;
  pack.id = 'crash-test';
  pack.stages.reminder.ladder = Array.from({ length: MESSAGES }, (_, i) => ({
    name: `sms-${i}`,
    afterDays: i,
    channel: 'sms',
    template: 'reminder',
  }));
  for (const stage of Object.values(pack.stages).slice(1)) stage.endsAfterDays += 365;
  pack.triesPerRung = 10;
  for (const cap of [pack.caps.total, pack.caps.channels.sms]) Object.assign(cap, { perDay: 5, perWeek: 50 });
  return parsePolicyPack(stringify(pack), 'crash-test.yaml', calendars, PACK_DAY);
}

const rowOf = (n: number): OverdueRow =>
  overdueRow(`CRASH-${n}`, {
    debtorId: `CRASH-D${n}`,
    arrearsMinor: 1_000_000n,
    dueOn: '2026-03-01',
    name: `Debtor ${n}`,
    mobile: `+88690001${String(n).padStart(4, '0')}`,
  });

const paymentOf = (account: number, n: number): ReportedFact => ({
  accountId: `CRASH-${account}`,
  source: 'payments',
  externalId: `P-${account}-${n}`,
  fact: {
    type: 'PaymentReported',
    paymentId: `P-${account}-${n}`,
    amountMinor: 1000n,
    currency: 'TWD',
    paidAt: START,
    method: 'other',
  },
});

let service: BrokenService;
let db: Db;

beforeAll(async () => {
  service = await startBrokenService();
  await prepareDatabase(service.databaseUrl, PACK_DAY);
  db = connect(service.databaseUrl, { connections: 5 });
}, 120_000);
afterAll(async () => {
  await db?.destroy();
  await service?.stop();
}, 60_000);

test('under kills, restarts and a gateway that misbehaves no contact and no payment is lost or doubled', async () => {
  const pack = dailyMessages();
  await keepPolicies(db, [pack]);
  const clock = await windClock(db, START, 86_400 / DAY_S, 8_000);
  const accounts = Array.from({ length: ACCOUNTS }, (_, i) => handOverOf(rowOf(i)));

  const pay = (n: number) =>
    untilDone(() =>
      reportFacts(
        db,
        clock,
        accounts.map((_, i) => paymentOf(i, n)),
      ),
    );
  const restartWorker = async (): Promise<void> => {
    await service.killWorker();
    await service.startWorker();
  };
  await service.startWorker();
  const day = (n: number): Promise<void> =>
    sleep(Math.max(0, clock.toReal((START + n * 86_400_000) as never) - Date.now()));
  // Not before the due date has passed: a worker that is up early would send the friendly word of the day before.
  await day(0);
  await db.transaction().execute((trx) => handOver(trx, masterKeyFrom(service.masterKey), pack.hash, START, accounts));
  await day(0.5);
  await restartWorker();
  await pay(0);
  await day(1.45);
  await Promise.all([service.restartPostgres(), pay(1), pay(1)]);
  await restartWorker();
  await day(2.45);
  await Promise.all([service.restartTemporal(), pay(0), pay(2)]);
  await day(3.4);
  await restartWorker();
  await day(4.45);
  await Promise.all([service.restartPostgres(), service.restartTemporal()]);
  await restartWorker();

  await until(async () => (await accountsNotAtTheEnd()).length === 0, 300_000).catch(async (error: unknown) => {
    throw new Error(`Not at the end: ${JSON.stringify(await accountsNotAtTheEnd())}`, { cause: error });
  });

  expect(await endingsOfContacts()).toEqual({
    reserved: await count('ContactReserved'),
    endedOnce: await count('ContactReserved'),
  });
  const accepted = service.gateway.accepted().map(({ reference }) => reference);
  expect(new Set(accepted).size).toBe(accepted.length);
  expect(accepted.toSorted()).toEqual((await sentAttempts()).toSorted());
  expect(accepted.length).toBe(ACCOUNTS * MESSAGES);
  expect(await paidAmounts()).toEqual(Array.from({ length: ACCOUNTS }, () => 1_000_000n - 1000n * BigInt(PAYMENTS)));
  expect(await count('PaymentReceived')).toBe(ACCOUNTS * PAYMENTS);
  expect(await verifyChain(db)).toBeNull();
}, 540_000);

const accountsNotAtTheEnd = (): Promise<{ id: string; version: number; waits_for: string | null }[]> =>
  db
    .selectFrom('accounts')
    .select(['id', 'version', 'waits_for'])
    .where('waits_for', 'is distinct from', 'the end of the reminder period')
    .execute();

const count = async (type: string): Promise<number> =>
  (await db.selectFrom('journal').select('version').where('type', '=', type).execute()).length;

async function endingsOfContacts() {
  const endings = ['ContactSent', 'ContactFailed', 'ContactOutcomeUnknown', 'ContactWithdrawn', 'ContactMissed'];
  const rows = await db
    .selectFrom('journal')
    .select(['type', 'body'])
    .where('type', 'in', ['ContactReserved', ...endings])
    .execute();
  const idOf = ({ body }: { body: unknown }) => (body as { attemptId: string | null }).attemptId;
  const reserved = rows.filter(({ type }) => type === 'ContactReserved').map(idOf);
  const ended = rows.filter(({ type }) => type !== 'ContactReserved').map(idOf);
  return {
    reserved: reserved.length,
    endedOnce: reserved.filter((id) => ended.filter((other) => other === id).length === 1).length,
  };
}

async function sentAttempts(): Promise<string[]> {
  const rows = await db.selectFrom('journal').select('body').where('type', '=', 'ContactSent').execute();
  return rows.map(({ body }) => (body as { attemptId: string }).attemptId);
}

async function paidAmounts(): Promise<(bigint | null)[]> {
  const rows = await db.selectFrom('accounts').select('balance_minor').execute();
  return rows.map((row) => row.balance_minor);
}

/** Whoever reports a fact to a database that is away reports it again; that is what external ids are for. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  await until(
    () =>
      work().then(
        () => true,
        () => false,
      ),
    60_000,
  );
}

async function until(isTrue: () => Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isTrue().catch(() => false))) {
    if (Date.now() > end) throw new Error('It did not come true in time');
    await sleep(200);
  }
}
