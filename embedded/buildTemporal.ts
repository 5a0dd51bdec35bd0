import path from 'node:path';
import { onPath } from './onPath';
import { placeInCache, run } from './placeInCache';

const buildLimitMs = 20 * 60_000;
const shownOutputBytes = 10_000_000;

/** Builds the Temporal CLI from its source, if there is a Go compiler, and puts it at `target`. */
export async function buildTemporal(version: string, target: string, onMessage: (text: string) => void): Promise<void> {
  if (!onPath('go')) throw new Error('There is no Go compiler to build it.');
  onMessage(`Building the Temporal CLI ${version} with Go, once; this takes about 4 minutes.`);
  try {
    await placeInCache(target, async (folder) => {
      const env = { ...process.env, GOBIN: folder };
      const options = { env, timeout: buildLimitMs, maxBuffer: shownOutputBytes };
      await run('go', ['install', `github.com/temporalio/cli/cmd/temporal@${version}`], options);
      return path.join(folder, 'temporal');
    });
  } catch (error) {
    throw new Error(`Go could not build it: ${lastLine(error)}`, { cause: error });
  }
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  return (stderr || message).trim().split('\n').at(-1) ?? message;
}
