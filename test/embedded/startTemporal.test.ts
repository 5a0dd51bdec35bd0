import { Client, Connection } from '@temporalio/client';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createDataFolder } from '../../embedded/dataFolder';
import { startTemporal, type RunningTemporal } from '../../embedded/startTemporal';
import { newFolder } from './newFolder';

afterAll(() => temporal?.stop()); // before its folder is removed
const dataFolder = newFolder();
let temporal: RunningTemporal | undefined;
beforeAll(() => createDataFolder(dataFolder));

test('workflows are kept over a restart on the same address', async () => {
  const first = await start();
  await withClient(first, async (client) => {
    await client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' });
  });
  await first.stop();
  const second = await start({ port: portOf(first) });
  expect(second.address).toBe(first.address);
  expect(await statusOf(second, 'kept')).toBe('RUNNING');
});

test('a server that was killed comes back with what was confirmed', async () => {
  const first = await start();
  await withClient(first, async (client) => {
    await client.workflow.start('anything', { workflowId: 'confirmed', taskQueue: 'nobody' });
  });
  await first.kill();
  expect(await statusOf(await start({ port: portOf(first) }), 'confirmed')).toBe('RUNNING');
});

test('the web UI is served unless it is not wanted', async () => {
  const withUi = await start({ headless: false });
  expect((await fetch(withUi.uiUrl as string)).status).toBe(200);
  expect((await start({ headless: true })).uiUrl).toBeUndefined();
});

test('its files are readable for their owner only', () => {
  expect(statSync(path.join(dataFolder, 'temporal')).mode & 0o777).toBe(0o700);
});

test('a port that is taken is refused by name', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(`Port ${port} for Temporal is taken`);
  taken.close();
});

async function start(options: { port?: number; headless?: boolean } = {}): Promise<RunningTemporal> {
  await temporal?.stop();
  temporal = await startTemporal({ dataFolder, headless: true, durable: true, onMessage: say, ...options });
  return temporal;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function withClient<T>({ address }: RunningTemporal, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

function statusOf(server: RunningTemporal, workflowId: string): Promise<string> {
  return withClient(server, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);
}

function portOf({ address }: RunningTemporal): number {
  return Number(address.split(':')[1]);
}
