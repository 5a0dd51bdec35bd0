import os from 'node:os';
import path from 'node:path';
import { buildTemporal } from './buildTemporal';
import { downloadTemporal } from './downloadTemporal';
import { isExecutable, onPath } from './onPath';

/** The release that is fetched or built when the machine has none; the tests run against it. */
const version = 'v1.5.1';

/**
 * The path of a Temporal CLI: `TEMPORAL_CLI`, else on the PATH, else in our cache, else downloaded into the cache,
 * else built there by Go. `onMessage` hears what takes long. Throws one error that says what to do when nothing works.
 */
export async function findTemporal(onMessage: (text: string) => void): Promise<string> {
  const named = process.env['TEMPORAL_CLI'];
  if (named) return namedBinary(named);
  const cached = path.join(cacheFolder(), 'bin', 'temporal');
  const present = onPath('temporal') ?? (isExecutable(cached) ? cached : undefined);
  if (present) return present;
  const failures: string[] = [];
  for (const obtain of [downloadTemporal, buildTemporal]) {
    try {
      await obtain(version, cached, onMessage);
      return cached;
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  throw new Error(
    `There is no Temporal CLI on this machine. ${failures.join(' ')} ` +
      'Install it (https://docs.temporal.io/cli), or set TEMPORAL_CLI to its path, or TEMPORAL_ADDRESS to a running server.',
  );
}

/** Where downloaded programs are kept between runs and projects. */
function cacheFolder(): string {
  const { ARREARS_CACHE, XDG_CACHE_HOME } = process.env;
  return path.resolve(ARREARS_CACHE || path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'arrears'));
}

function namedBinary(file: string): string {
  if (isExecutable(file)) return path.resolve(file);
  throw new Error(`TEMPORAL_CLI is ${file}, which is no executable file. Correct it or unset it.`);
}
