import { join } from 'node:path';
import { createDataFolder } from '../../embedded/dataFolder';
import { clearRunning, writeRunning } from '../../embedded/running';
import { startParts, type Parts } from '../../embedded/startParts';
import { startChild, type Child } from './children';
import { keysOf, type Keys } from './keys';
import { takeOver } from './takeOver';

export type Service = Readonly<{
  parts: Parts;
  keys: Keys;
  /** What its worker was told. */
  environment: Readonly<Record<string, string>>;
  apiUrl: string;
  worker: Child;
  /** Rejects when something that should run has ended by itself. */
  broken: Promise<never>;
  stop(): Promise<void>;
}>;

/** What happens between the parts and the processes that live on them: schema and packs first, the clock at the last moment. */
export type Preparation = Readonly<{ prepare(parts: Parts): Promise<void>; windClock(parts: Parts): Promise<void> }>;

/** Starts parts, worker and API on a data folder; whatever was started is stopped again when the rest cannot be. */
export async function startService(
  dataFolder: string,
  say: (text: string) => void,
  { prepare, windClock }: Preparation,
): Promise<Service> {
  createDataFolder(dataFolder);
  const keys = await keysOf(dataFolder);
  const parts = await startParts({ dataFolder, durable: true, headless: false, onMessage: say });
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    clearRunning(dataFolder);
    await Promise.all(children.map((child) => child.stop()));
    await parts.stop();
  };
  try {
    await prepare(parts);
    const environment = environmentOf(dataFolder, parts, keys);
    say('Starting the worker and the API …');
    const worker = await startChild('worker', environment, dataFolder, () => windClock(parts));
    children.push(worker);
    await takeOver(parts.temporalAddress, worker.build!, say);
    const api = await startChild('api', environment, dataFolder);
    children.push(api);
    const { databaseUrl, temporalAddress, temporalUiUrl } = parts;
    writeRunning(dataFolder, {
      databaseUrl,
      temporalAddress,
      ...(temporalUiUrl && { temporalUiUrl }),
      apiUrl: api.url!,
    });
    return { parts, keys, environment, apiUrl: api.url!, worker, broken: brokenBy(parts, { worker, api }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const environmentOf = (dataFolder: string, parts: Parts, keys: Keys): Record<string, string> => ({
  DATABASE_URL: parts.databaseUrl,
  TEMPORAL_ADDRESS: parts.temporalAddress,
  ARREARS_MASTER_KEY: keys.masterKey,
  ARREARS_SIGNING_KEY: keys.signingKey,
  ARREARS_JWT_PUBLIC_KEY: JSON.stringify(keys.jwt.publicKey),
  ARREARS_WEBHOOK_SECRET: keys.webhookSecret,
  ARREARS_OUTBOX: join(dataFolder, 'outbox'),
  // A rehearsal sends nothing anywhere, whatever the shell it is started from would configure.
  SMS_GATEWAY_URL: '',
  SMTP_URL: '',
  LAW_FIRM_URL: '',
  API_PORT: process.env['API_PORT'] ?? '0',
});

async function brokenBy(parts: Parts, children: Readonly<Record<string, Child>>): Promise<never> {
  const ends = Object.entries(children).map(async ([name, child]) => {
    const code = await child.exited;
    return `The ${name} has ended by itself (exit code ${code})`;
  });
  throw new Error(await Promise.race([...ends, parts.ended.then((part) => `${part} has ended by itself`)]));
}
