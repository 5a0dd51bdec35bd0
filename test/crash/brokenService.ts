import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataFolder } from '../../embedded/dataFolder';
import { startPostgres, type RunningPostgres } from '../../embedded/startPostgres';
import { startTemporal, type RunningTemporal } from '../../embedded/startTemporal';
import { startSmsGateway, type SmsGateway } from '../activities/adapters/gateways/smsGateway';

/** A whole service whose parts can be killed and started again where they were, with a gateway that misbehaves. */
export type BrokenService = Readonly<{
  databaseUrl: string;
  masterKey: string;
  gateway: SmsGateway;
  startWorker(): Promise<void>;
  killWorker(): Promise<void>;
  restartPostgres(): Promise<void>;
  restartTemporal(): Promise<void>;
  stop(): Promise<void>;
}>;

export async function startBrokenService(): Promise<BrokenService> {
  const dataFolder = join(tmpdir(), `arrears-crash-${randomUUID()}`);
  createDataFolder(dataFolder);
  const onMessage = (): void => {};
  let postgres: RunningPostgres = await startPostgres({ dataFolder, durable: true });
  let temporal: RunningTemporal = await startTemporal({ dataFolder, headless: true, durable: true, onMessage });
  const gateway = await startSmsGateway({
    seed: 7,
    chances: {
      rateLimit: 0.03,
      fail: 0.03,
      drop: 0.04,
      acceptThenFail: 0.05,
      acceptThenDrop: 0.06,
      acceptThenStall: 0.06,
    },
  });
  const masterKey = randomBytes(32).toString('base64');
  let worker: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
  };
  return {
    databaseUrl: postgres.url,
    masterKey,
    gateway,
    async startWorker() {
      const log = openSync(join(dataFolder, 'worker.log'), 'a');
      worker = fork(join(__dirname, '..', '..', 'bin', 'arrears.cjs'), ['worker'], {
        execArgv: [],
        stdio: ['ignore', log, log, 'ipc'],
        env: {
          ...process.env,
          DATABASE_URL: postgres.url,
          TEMPORAL_ADDRESS: temporal.address,
          ARREARS_MASTER_KEY: masterKey,
          ARREARS_OUTBOX: join(dataFolder, 'outbox'),
          PROVIDER_TIMEOUT_MS: '1500',
          SMS_GATEWAY_URL: gateway.url,
          SMS_ACCOUNT_SID: 'AC-test',
          SMS_AUTH_TOKEN: 'token-test',
          SMS_FROM: '+886900000000',
          SMS_LOOKUP_IS_AUTHORITATIVE: 'true',
        },
      });
      await Promise.race([goOn(worker), once(worker, 'exit')]);
    },
    killWorker: kill,
    async restartPostgres() {
      await postgres.kill();
      postgres = await startPostgres({ dataFolder, durable: true, port: postgres.port });
    },
    async restartTemporal() {
      const port = Number(temporal.address.split(':')[1]);
      await temporal.kill();
      temporal = await startTemporal({ dataFolder, headless: true, durable: true, onMessage, port });
    },
    async stop() {
      await kill();
      await Promise.all([postgres.stop(), temporal.stop(), gateway.close()]);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** As `arrears start` does: a worker that is prepared is told to go on. */
function goOn(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    worker.on('message', ({ is }: { is?: string }) => {
      if (is === 'prepared') worker.send('go');
      if (is === 'ready') resolve();
    });
  });
}
