import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { encodeEvent } from '../../storage/eventCodec';
import { linkHash } from '../../storage/hashChain';
import { sha256 } from '../../storage/json';
import { migrate } from '../../storage/migrate';
import { rebuild } from '../../storage/rebuild';
import { opened, taipei } from '../domain/accounts';

const SPINE = '0001-spine.sql';
const server = process.env['TEST_DATABASE_URL']!;
const name = `test_${randomUUID().replaceAll('-', '')}`;
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
let client: Client;

beforeAll(async () => {
  await onServer(`create database ${name}`);
  client = new Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await onServer(`drop database ${name} with (force)`);
});

async function onServer(statement: string): Promise<void> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}

const at = taipei('2026-03-02 10:00');
const proof = {
  hours: { fromMinute: 420, toMinute: 1320 },
  timeZone: 'Asia/Taipei',
  countedToday: 0,
  countedInWeek: 1,
  allowedToday: 2,
  allowedInWeek: 7,
};
const written = { template: 'text', templateVersion: 3, balanceMinor: '1000000', proof };

/** A journal as it was written before there were purposes, callers and texts of letters. */
const JOURNAL = [
  encodeEvent(opened({ at })) as { type: string },
  { type: 'StageEntered', stage: 'negotiation', because: 'age' },
  {
    type: 'ContactReserved',
    attemptId: 'A1-3',
    rung: 'call',
    channel: 'call',
    contactPointId: 'cp-mobile',
    ...written,
    textSha256: 'a'.repeat(64),
    notAfter: at + 1000,
  },
  { type: 'ContactSent', attemptId: 'A1-3', providerRef: 'p' },
  { type: 'CallResultRecorded', attemptId: 'A1-3', result: 'noAnswer', textId: null },
  { type: 'CallResultRecorded', attemptId: null, result: 'rightParty', textId: null },
  { type: 'StageEntered', stage: 'disposal', because: 'age' },
  { type: 'LetterIssued', registerNumber: 'TWL-000001', rung: 'demand', contactPointId: 'cp-address', ...written },
].map((event, i) => ({ at, ...event, version: i + 1 }));

/** The database as the first build left it: its schema, one account's journal, and the rows that it told then. */
async function asBefore(): Promise<void> {
  const spine = readFileSync(join(__dirname, '../../storage/migrations', SPINE), 'utf8');
  await client.query('create table migrations (name text primary key, sha256 text not null, ran_at timestamptz)');
  await client.query('insert into migrations values ($1, $2, now())', [SPINE, sha256(spine)]);
  await client.query(`do $$ begin create role arrears_app nologin; exception when others then null; end $$`);
  await client.query(spine);
  await client.query(`insert into policies (hash, id, version, content) values ('small', 'small', '1', '{}')`);
  await client.query(`insert into debtors values ('D1', '', '')`);
  let previous = '';
  for (const { version, ...body } of JOURNAL) {
    const row = { accountId: 'A1', version, at, body, cause: 'clock', policyHash: 'small', build: 'before' };
    previous = linkHash(previous, row);
    await client.query(
      `insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
       values ('A1', $1, $2, $3, $4, 'clock', 'small', 'before', $5)`,
      [version, body.type, new Date(at), JSON.stringify(body), previous],
    );
  }
  await client.query(
    `insert into accounts (id, debtor_id, version, head_hash, policy_hash) values ('A1', 'D1', $1, $2, 'small')`,
    [JOURNAL.length, previous],
  );
  await client.query(
    `insert into attempts values
      ('A1-3', 'A1', 'D1', 'negotiation', 'call', 'call', 'cp-mobile', 'answered', null, $1, $2, $1, 'p', null, 'noAnswer', true),
      ('TWL-000001', 'A1', 'D1', 'disposal', 'demand', 'letter', 'cp-address', 'reserved', null, $1, null, null, null, null, null, true)`,
    [new Date(at), new Date(at + 1000)],
  );
  await client.query(`insert into letters values ('TWL-000001', 'A1', 'demand', 'issued', $1, $1, null, null)`, [
    new Date(at),
  ]);
}

test('what was told before has what the rules ask for after the upgrade, exactly as the journal tells it', async () => {
  await asBefore();
  expect(await migrate(client)).toContain('0002-rules.sql');
  const { tables } = await rebuild(url, { write: false });
  const nothing = { count: 0, first: [] };
  expect(tables.attempts).toEqual({ rows: 3, missing: nothing, surplus: nothing, different: nothing });
  expect(tables.letters).toEqual({ rows: 1, missing: nothing, surplus: nothing, different: nothing });

  const { rows } = await client.query('select id, stage, template_version, inbound, result from attempts order by id');
  expect(rows).toEqual([
    { id: 'A1-3', stage: 'negotiation', template_version: 3, inbound: false, result: 'noAnswer' },
    { id: 'A1-6', stage: 'negotiation', template_version: null, inbound: true, result: 'rightParty' },
    { id: 'TWL-000001', stage: 'disposal', template_version: 3, inbound: false, result: null },
  ]);
});
