import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { createKeyPair, issueToken } from '../../api/tokens';
import { startChild, type Child } from '../../cli/start/children';
import { DAY_MS, startOfDay, type Day, type TimeZone } from '../../domain/time';
import { windClock } from '../../storage/rehearsalClock';
import { workflowIdOf } from '../../workflows/ids';
import { startSmsGateway, type SmsGateway } from '../activities/adapters/gateways/smsGateway';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

const run = randomUUID().slice(0, 8);
const accountId = `PRIV-${run}`;
/** Made up, and found nowhere else: whatever turns up outside the personal tables has leaked. */
const PERSON = {
  name: '歐陽測隱私',
  nationalId: 'Q199000777',
  mobile: '+886977000777',
  homePhone: '+886277000777',
  email: 'ouyang.leak@example.invalid',
  address: '洩漏市|隱私路 777 號',
};
const SAID = '我媽媽住院了，請不要再打電話';
const SECRETS = [...Object.values(PERSON).flatMap((value) => value.split('|')), SAID, '977000777'];

let database: FreshDatabase;
let gateway: SmsGateway;
let folder: string;
let children: Child[] = [];
let api: string;
let tokens: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  gateway = await startSmsGateway({ seed: 3 });
  // A refusal, a lost reply and an outage: what is told about a failure leaks most easily.
  gateway.next({ status: 400, code: 21211 }, 'acceptThenDrop', 'fail');
  folder = mkdtempSync(join(tmpdir(), 'arrears-privacy-'));
  const keys = await createKeyPair();
  const issue = (role: string) =>
    issueToken(keys.privateKey, { sub: `test-${role}`, roles: [role as never], expiresIn: '1h' });
  tokens = { system: await issue('system'), operations: await issue('operations') };
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_TASK_QUEUE: `privacy-${run}`,
    ARREARS_MASTER_KEY: randomBytes(32).toString('base64'),
    ARREARS_JWT_PUBLIC_KEY: JSON.stringify(keys.publicKey),
    ARREARS_OUTBOX: join(folder, 'outbox'),
    ARREARS_LOG_LEVEL: 'debug',
    API_PORT: '0',
    PROVIDER_TIMEOUT_MS: '1000',
    SMS_GATEWAY_URL: gateway.url,
    SMS_ACCOUNT_SID: 'AC-test',
    SMS_AUTH_TOKEN: 'token-test',
    SMS_FROM: '+886900000000',
  };
  const startAt = startOfDay('2026-03-02' as Day, 'Asia/Taipei' as TimeZone);
  const worker = await startChild('worker', environment, folder, async () => {
    await windClock(database.db, startAt, (0.25 * DAY_MS) / 1000);
  });
  const apiChild = await startChild('api', environment, folder);
  children = [worker, apiChild];
  api = apiChild.url!;
}, 120_000);

afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()));
  await gateway?.close();
  await database?.drop();
}, 60_000);

const post = (role: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${api}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens[role]}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });

const account = (overrides: object = {}) => ({
  accountId,
  debtorId: `PRIV-D-${run}`,
  product: 'credit-card',
  currency: 'TWD',
  principalMinor: '2000000',
  interestMinor: '0',
  feesMinor: '0',
  arrearsMinor: '2000000',
  dueOn: '2026-02-27',
  language: 'zh-TW',
  timeZone: 'Asia/Taipei',
  policyId: 'tw-bank-card',
  ...PERSON,
  address: PERSON.address.split('|'),
  ...overrides,
});

test('what names a person stays in the personal tables: not in histories, attributes, journal, lists, logs, metrics or answers [PRIVACY]', async () => {
  const others = [1, 2, 3].map((n) => account({ accountId: `${accountId}-${n}`, debtorId: `PRIV-D-${run}-${n}` }));
  const answers = [await post('system', '/accounts', account())];
  for (const other of others) await post('system', '/accounts', other);
  // Wrong in every field that holds something personal: the answer may name the field, never the value.
  answers.push(
    await post(
      'system',
      '/accounts',
      account({ mobile: `${PERSON.mobile}x`, email: `${PERSON.email}@`, dueOn: PERSON.name }),
    ),
  );
  answers.push(
    await post('system', `/accounts/${encodeURIComponent(PERSON.name)}/payments`, { amountMinor: PERSON.mobile }),
  );
  await until(async () => (await contactsEnded()) >= 3 && gateway.accepted().length > 0);
  answers.push(
    await post('operations', `/accounts/${accountId}/disputes`, {
      disputeId: `D-${run}`,
      ground: 'amount',
      text: SAID,
    }),
  );
  await until(async () => (await accountRow())?.holds.includes('dispute') ?? false);

  expect(answers[0]!.status).toBe(202);
  expect(answers.slice(1, 3).map(({ status }) => status >= 400 && status < 500)).toEqual([true, true]);
  const places = {
    answers: (await Promise.all(answers.map((answer) => answer.text()))).join('\n'),
    history: await history(),
    logs: readFileSync(join(folder, 'worker.log'), 'utf8') + readFileSync(join(folder, 'api.log'), 'utf8'),
    metrics: await (
      await fetch(`${api}/metrics`, { headers: { authorization: `Bearer ${tokens['operations']}` } })
    ).text(),
    tables: await allTables(),
  };
  for (const [place, text] of Object.entries(places)) {
    expect({ place, isThere: text.length > 50 }).toEqual({ place, isThere: true });
    expect({
      place,
      leaked: SECRETS.filter((secret) => text.includes(secret) || text.includes(escaped(secret))),
    }).toEqual({ place, leaked: [] });
  }
  // The same search does find what was really sent, so it can fail.
  expect(JSON.stringify(gateway.accepted())).toContain(PERSON.mobile);
}, 120_000);

/** Chinese as JSON escapes it. */
const escaped = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

async function contactsEnded(): Promise<number> {
  const rows = await database.db
    .selectFrom('attempts')
    .select('id')
    .where('status', 'in', ['sent', 'failed', 'unknown'])
    .execute();
  return rows.length;
}

const accountRow = () =>
  database.db.selectFrom('accounts').select('holds').where('id', '=', accountId).executeTakeFirst();

/** The whole history as it is exported, payloads decoded, and what the server knows beside it. */
async function history(): Promise<string> {
  const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  const handle = new Client({ connection }).workflow.getHandle(workflowIdOf(accountId));
  const events = historyToJSON(await handle.fetchHistory());
  const description = JSON.stringify((await handle.describe()).raw);
  await connection.close();
  const decoded = [...`${events}${description}`.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data!, 'base64').toString(),
  );
  return [events, description, ...decoded].join('\n');
}

/** Every row of every table as text, bytes decoded too: the personal tables hold sealed bytes only. */
async function allTables(): Promise<string> {
  const { rows: tables } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(database.db);
  const texts = await Promise.all(
    tables
      .filter(({ name }) => name !== 'migrations')
      .map(async ({ name }) => {
        const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
          database.db,
        );
        return rows
          .map(
            ({ row }) =>
              row +
              [...row.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString()).join(''),
          )
          .join('\n');
      }),
  );
  return texts.join('\n');
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not come true in time');
    await sleep(100);
  }
}
