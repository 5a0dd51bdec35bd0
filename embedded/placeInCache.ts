import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Runs a program to its end and gives its output; rejects when it fails or the limit passes. */
export const run = promisify(execFile);

/**
 * Lets `obtain` put a program into an empty folder (it gives the path), tries it, and moves it to `target` in one step:
 * two processes at once do the work twice but neither ever sees half a program.
 */
export async function placeInCache(target: string, obtain: (folder: string) => Promise<string>): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}-`);
  try {
    const program = await obtain(folder);
    await run(program, ['--version'], { timeout: 30_000 });
    await rename(program, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
