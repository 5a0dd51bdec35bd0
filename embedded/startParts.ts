import { rmSync } from 'node:fs';
import { createDataFolder, lockDataFolder } from './dataFolder';
import { startPostgres, type RunningPostgres } from './startPostgres';
import { startTemporal, type RunningTemporal } from './startTemporal';
import { removeWhenKilled } from './watchdog';

export type PartsOptions = Readonly<{
  dataFolder: string;
  durable: boolean;
  /** Without Temporal's web UI. */
  headless: boolean;
  /** All data are removed at the end, also when this process is killed. For tests. */
  temporary?: boolean;
  /** Hears what takes long. */
  onMessage: (text: string) => void;
}>;

export type Parts = Readonly<{
  databaseUrl: string;
  temporalAddress: string;
  temporalUiUrl?: string;
  /** Resolves with the name of the part that ended by itself or by `stop`; parts of others never end here. */
  ended: Promise<'PostgreSQL' | 'Temporal'>;
  /** Ends what was started and gives the data folder free. */
  stop(): Promise<void>;
}>;

/**
 * Starts PostgreSQL and Temporal on the data folder, which this process then owns. Where `DATABASE_URL` or
 * `TEMPORAL_ADDRESS` is set that one is used instead. When one cannot be started the other is stopped again.
 */
export async function startParts(options: PartsOptions): Promise<Parts> {
  createDataFolder(options.dataFolder);
  const unlock = lockDataFolder(options.dataFolder);
  const { DATABASE_URL, TEMPORAL_ADDRESS } = process.env;
  if (options.temporary) removeWhenKilled(options.dataFolder);
  const [postgres, temporal] = await Promise.allSettled([
    DATABASE_URL ? undefined : startPostgres(options),
    TEMPORAL_ADDRESS ? undefined : startTemporal(options),
  ]);
  const ownFolder = valueOf(postgres)?.folder;
  if (options.temporary && ownFolder) removeWhenKilled(ownFolder); // it may lie outside the data folder
  const stop = async (): Promise<void> => {
    await Promise.all([valueOf(postgres)?.stop(), valueOf(temporal)?.stop()]);
    if (options.temporary) removeAll([options.dataFolder, ownFolder]);
    else unlock();
  };
  const failed = [postgres, temporal].find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return describe(valueOf(postgres), valueOf(temporal), stop);
}

function describe(
  postgres: RunningPostgres | undefined,
  temporal: RunningTemporal | undefined,
  stop: () => Promise<void>,
): Parts {
  return {
    databaseUrl: postgres?.url ?? String(process.env['DATABASE_URL']),
    temporalAddress: temporal?.address ?? String(process.env['TEMPORAL_ADDRESS']),
    ...(temporal?.uiUrl && { temporalUiUrl: temporal.uiUrl }),
    ended: Promise.race([endOf(postgres, 'PostgreSQL' as const), endOf(temporal, 'Temporal' as const)]),
    stop,
  };
}

async function endOf<Name>(part: { exited: Promise<unknown> } | undefined, name: Name): Promise<Name> {
  await (part?.exited ?? new Promise<never>(() => undefined));
  return name;
}

function valueOf<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined;
}

function removeAll(folders: readonly (string | undefined)[]): void {
  for (const folder of folders) if (folder) rmSync(folder, { recursive: true, force: true });
}
