import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * The worker as one piece of plain JavaScript: a thread has it running at once, and nothing is translated or looked up while
 * millions of turns are taken.
 */
export async function workerCode(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'worker.ts')],
    // File names in it are told from here, so that its hash is the same wherever the project lies.
    absWorkingDir: join(__dirname, '..', '..'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
