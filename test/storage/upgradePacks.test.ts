import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { PolicyHash } from '../../domain/brand';
import { beginAdoption } from '../../storage/adoption/adopt';
import { dryRun } from '../../storage/adoption/dryRun';
import { namedPair } from '../../storage/adoption/packVersions';
import { connect, type Db } from '../../storage/database';
import { canonical, sha256 } from '../../storage/json';
import { activateFirst, loadPolicies, policyInForce } from '../../storage/policies';
import { prepareDatabase } from '../../storage/prepareDatabase';
import { packOf, PACK_DAY } from '../domain/policies';
import { ms } from './storedWorld';

const SPINE = '0001-spine.sql';
const server = process.env['TEST_DATABASE_URL']!;
const name = `test_${randomUUID().replaceAll('-', '')}`;
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;

/** `tw-bank-card` 2026-01 as the first service kept it, and the version that it had before. */
const newest = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'tw-bank-card-2026-01.json'), 'utf8')) as object;
const older = { ...newest, version: '2025-12' };
const hashOf = (content: object): string => sha256(canonical(content));
let db: Db;

/** A database as the first build left it: its schema and two packs, the newer one of which came later. */
beforeAll(async () => {
  await onServer(server, [`create database ${name}`]);
  const spine = readFileSync(join(__dirname, '../../storage/migrations', SPINE), 'utf8');
  const kept = (content: object, version: string, at: string): string =>
    `insert into policies values ('${hashOf(content)}', 'tw-bank-card', '${version}', '${JSON.stringify(content)}', '${at}')`;
  await onServer(url, [
    'create table migrations (name text primary key, sha256 text not null, ran_at timestamptz default now())',
    `insert into migrations values ('${SPINE}', '${sha256(spine)}')`,
    `do $$ begin create role arrears_app nologin; exception when others then null; end $$`,
    spine,
    kept(newest, '2026-01', '2026-01-02T00:00:00Z'),
    kept(older, '2025-12', '2025-12-02T00:00:00Z'),
  ]);
  await prepareDatabase(url, PACK_DAY);
  db = connect(url, { connections: 4 });
});
afterAll(async () => {
  await db.destroy();
  await onServer(server, [`drop database ${name} with (force)`]);
});

async function onServer(at: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: at });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const activations = () =>
  db
    .selectFrom('policy_activations')
    .select(['policy_id', 'hash', 'by', 'activated_at'])
    .where('policy_id', '=', 'tw-bank-card')
    .execute();

test('the version that was loaded last stays in force after an upgrade, and packs that are new are put in force', async () => {
  const inForce = {
    policy_id: 'tw-bank-card',
    hash: hashOf(newest),
    by: 'upgrade',
    activated_at: new Date('2026-01-02T00:00:00Z'),
  };
  expect(await activations()).toEqual([inForce]);
  await activateFirst(db, [packOf('tw-bank-card')]);
  await prepareDatabase(url, PACK_DAY);
  expect(await activations()).toEqual([inForce]);
  expect((await policyInForce(db, 'tw-bank-card'))?.policy.version).toBe('2026-01');
  expect(await policyInForce(db, 'cn-bank-card')).toEqual(packOf('cn-bank-card'));
});

test('the version that came with the upgrade is adopted after a look, like any other', async () => {
  const next = packOf('tw-bank-card');
  const pair = await namedPair(db, await loadPolicies(db), { policyId: 'tw-bank-card', to: next.policy.version });
  expect(pair.from.hash).toBe(hashOf(newest) as PolicyHash);
  const order = { ...pair, by: 'supervisor-1', perSecond: 20, collector: 'bank', today: PACK_DAY } as const;
  await expect(beginAdoption(db, order)).rejects.toMatchObject({ reason: 'noDryRun' });
  await dryRun(db, { ...pair, at: ms('2026-03-02T12:00:00+08:00'), by: 'supervisor-1' });
  await beginAdoption(db, order);
  expect(await policyInForce(db, 'tw-bank-card')).toEqual(next);
});
