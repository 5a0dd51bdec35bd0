import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { startMark } from './startMark';
import { writeWhole } from './writeWhole';

const Running = z.object({
  databaseUrl: z.string().min(1),
  temporalAddress: z.string().min(1),
  temporalUiUrl: z.string().optional(),
  apiUrl: z.string().optional(),
  pid: z.int().positive(),
  startMark: z.string(),
});

/** Where the parts of the running service are. `databaseUrl` holds the password. */
export type Running = Readonly<Omit<z.infer<typeof Running>, 'startMark'>>;

/** Leaves the coordinates of this process's service in the data folder, for the CLI in another terminal. */
export function writeRunning(folder: string, running: Omit<Running, 'pid'>): void {
  const { pid } = process;
  writeWhole(fileIn(folder), JSON.stringify({ ...running, pid, startMark: startMark(pid) }, null, 2));
}

/** The coordinates of the service that runs on this folder, or undefined when none runs. Throws when the file is damaged. */
export function readRunning(folder: string): Running | undefined {
  const text = readIfThere(fileIn(folder));
  if (text === undefined) return undefined;
  const { startMark: mark, ...running } = parse(folder, text);
  return startMark(running.pid) === mark ? running : undefined;
}

/** Takes the coordinates away again; to be called when the service stops. */
export function clearRunning(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}

function fileIn(folder: string): string {
  return path.join(folder, 'running.json');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(folder: string, text: string): z.infer<typeof Running> {
  try {
    return Running.parse(JSON.parse(text));
  } catch (error) {
    // The text itself stays out of the message: it holds the database's password.
    throw new Error(`${fileIn(folder)} is damaged. Remove it and start the service again.`, { cause: error });
  }
}
