import { sql } from 'kysely';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { eventually } from '../embedded/eventually';
import type { FreshDatabase } from '../setup/freshDatabase';
import { startApiProcess, type ApiProcess } from './apiProcess';
import { eveningDatabase } from './eveningDatabase';
import { accountOf, answered, callerOf, newId, paymentOf } from './client';

let database: FreshDatabase;
let api: ApiProcess;
let way: Cuttable;
beforeAll(async () => {
  database = await eveningDatabase();
  way = await wayTo(new URL(database.url));
  const url = new URL(database.url);
  url.port = String(way.port);
  // Nobody listens on port 1.
  api = await startApiProcess(url.href, { TEMPORAL_ADDRESS: '127.0.0.1:1' });
});
afterAll(async () => {
  await api?.stop();
  way?.cut();
  await database?.drop();
});

type Cuttable = Readonly<{ port: number; cut(): void }>;

/** A way to the database that can be cut. */
async function wayTo({ hostname, port }: URL): Promise<Cuttable> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const far = connect(Number(port), hostname);
    for (const end of [socket, far]) sockets.add(end.on('error', () => {}));
    socket.pipe(far).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const ready = async () => answered(await fetch(`${api.url}/ready`));

test('while Temporal is away facts are taken, commands are not, and readiness says which part is missing', async () => {
  const id = newId();
  const supervisor = callerOf(api.url, 'supervisor');
  expect((await supervisor.post('/accounts', accountOf(id))).status).toBe(202);
  expect((await supervisor.post(`/accounts/${id}/payments`, paymentOf(newId()))).status).toBe(202);

  const promise = { amountMinor: '100', promisedOn: '2026-03-05' };
  const refused = await supervisor.post(`/accounts/${id}/promises`, promise, 'the-same-key');
  expect(refused).toMatchObject({ status: 503, body: { code: 'temporalIsAway' } });
  const commands = database.db.selectFrom('inbox').select('id').where('is_command', '=', true);
  expect(await commands.execute()).toEqual([]);
  const keys = database.db.selectFrom('idempotency_keys').select('key').where('key', '=', 'the-same-key');
  expect(await keys.execute()).toEqual([]);

  expect(await ready()).toMatchObject({ status: 503, body: { database: 'up', temporal: 'down' } });
  expect((await fetch(`${api.url}/health`)).status).toBe(200);
});

test('when the database goes away in the middle of a request, nothing is claimed and the process stays up', async () => {
  const payment = paymentOf(newId());
  const answer = await database.db.transaction().execute(async (trx) => {
    await sql`lock table inbox in access exclusive mode`.execute(trx);
    const running = callerOf(api.url, 'system').post('/accounts/A/payments', payment);
    await eventually('the request waits in the database', async () => (await waitingForLock()) > 0, 10_000);
    way.cut();
    return running;
  });
  expect(answer).toMatchObject({ status: 503, body: { code: 'databaseIsAway' } });
  expect(await ready()).toMatchObject({ status: 503, body: { database: 'down', temporal: 'down' } });
  expect((await fetch(`${api.url}/health`)).status).toBe(200);
  const { text } = await answered(await fetch(`${api.url}/metrics`));
  expect(text).toContain('arrears_database_up 0');
  expect(await api.stop()).toBe(0);
});

async function waitingForLock(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where datname = current_database() and not granted`.execute(database.db);
  return rows[0]?.count ?? 0;
}

test('it stops when it is told to, finishes what runs, and waits for no client that asks nothing', async () => {
  const running = await startApiProcess(database.url);
  const silent = connect(Number(new URL(running.url).port), '127.0.0.1').on('error', () => {});
  await once(silent, 'connect');
  const payments = Array.from({ length: 5 }, () => paymentOf(newId()));
  const answers = payments.map((payment) => callerOf(running.url, 'system').post('/accounts/A/payments', payment));
  await Promise.race(answers);
  const stopped = running.stop();
  const settled = await Promise.allSettled(answers);
  expect(await stopped).toBe(0);
  silent.destroy();
  const taken = settled.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 202);
  const ids = payments.map((payment) => payment.paymentId);
  const kept = await database.db.selectFrom('inbox').select('id').where('external_id', 'in', ids).execute();
  expect(taken.length).toBeGreaterThan(0);
  expect(kept).toHaveLength(taken.length);
});

test('a setting that is wrong stops the start with a sentence', async () => {
  await expect(startApiProcess(database.url, { ARREARS_JWT_PUBLIC_KEY: '{}' })).rejects.toThrow(
    'ARREARS_JWT_PUBLIC_KEY must be the public JWK of an Ed25519 key, as JSON',
  );
  const otherKey = { ARREARS_MASTER_KEY: Buffer.alloc(32).toString('base64') };
  await expect(startApiProcess(database.url, otherKey)).rejects.toThrow('set ARREARS_MASTER_KEY to the one');
  await expect(startApiProcess(database.url, { ARREARS_WEBHOOK_SECRET: '!' })).rejects.toThrow(
    'ARREARS_WEBHOOK_SECRET must be whsec_',
  );
});
