import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../storage/migrate';
import { prepareDatabase } from '../../storage/prepareDatabase';
import { PACK_DAY } from '../domain/policies';

const server = process.env['TEST_DATABASE_URL']!;
const names: string[] = [];
afterAll(async () => {
  for (const name of names) await onServer((client) => client.query(`drop database ${name} with (force)`));
});

async function emptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer((client) => client.query(`create database ${name}`));
  names.push(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<Result>(work: (client: Client) => Promise<Result>, url = server): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('each migration runs once, in order, and a second run finds nothing to do', async () => {
  const url = await emptyDatabase();
  const ran = await onServer(migrate, url);
  expect(ran[0]).toBe('0001-spine.sql');
  expect(ran).toEqual([...ran].sort());
  expect(await onServer(migrate, url)).toEqual([]);
});

test('many processes may prepare one database at once: each migration has run once', async () => {
  const url = await emptyDatabase();
  const ran = await Promise.all(Array.from({ length: 4 }, () => onServer(migrate, url)));
  expect(ran.flat().filter((name) => name === '0001-spine.sql')).toHaveLength(1);
  const packs = await Promise.all([prepareDatabase(url, PACK_DAY), prepareDatabase(url, PACK_DAY)]);
  expect(packs[0]).toEqual(packs[1]);
});

test('two databases of one server may be prepared at once', async () => {
  const urls = await Promise.all([emptyDatabase(), emptyDatabase(), emptyDatabase()]);
  const ran = await Promise.all(urls.map((url) => onServer(migrate, url)));
  for (const each of ran) expect(each).toEqual(ran[0]);
});

test('a migration that was changed after it had run is refused, by name, and nothing is run', async () => {
  const url = await emptyDatabase();
  await onServer(async (client) => {
    await migrate(client);
    await client.query(`update migrations set sha256 = 'other' where name = '0001-spine.sql'`);
    await expect(migrate(client)).rejects.toThrow(/0001-spine\.sql was changed/);
    const { rows } = await client.query('select pg_try_advisory_lock(7200411) as free');
    expect(rows).toEqual([{ free: true }]);
  }, url);
});

test('a migration that fails leaves nothing of itself behind', async () => {
  const url = await emptyDatabase();
  await onServer(async (client) => {
    // The name is taken, so the migration stops in its middle.
    await client.query('create table texts (id text)');
    await expect(migrate(client)).rejects.toThrow(/texts/);
    const { rows } = await client.query(
      `select to_regclass('debtors') as debtors, count(*)::int as ran from migrations`,
    );
    expect(rows).toEqual([{ debtors: null, ran: 0 }]);
    await client.query('drop table texts');
    expect(await migrate(client)).toContain('0001-spine.sql');
  }, url);
});
