import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startMark } from './startMark';

const Note = z.object({ pid: z.int().positive(), startMark: z.string() });

/** The text that names one process, to be kept in a file. Throws when it does not run. */
export function noteText(pid: number): string {
  const mark = startMark(pid);
  if (mark === undefined) throw new Error(`Process ${pid} does not run.`);
  return JSON.stringify({ pid, startMark: mark });
}

/** The pid in the note `file` if that very process still runs; a missing or broken note names nobody. */
export function runningProcess(file: string): number | undefined {
  const note = readNote(file);
  return note && startMark(note.pid) === note.startMark ? note.pid : undefined;
}

/**
 * Ends what an earlier run noted in `file` and left behind when it was killed; after `limitMs` by force.
 * The caller holds the data folder's lock. Gives the noted pid, whose process surely has ended now.
 */
export async function endOrphan(file: string, limitMs: number): Promise<number | undefined> {
  const noted = readNote(file)?.pid;
  const killAt = Date.now() + limitMs;
  let signal: NodeJS.Signals | 0 = 'SIGINT';
  for (let pid = runningProcess(file); pid !== undefined; pid = runningProcess(file)) {
    if (Date.now() > killAt + 5_000) throw new Error(`Process ${pid} of an earlier run does not end. End it by hand.`);
    sendSignal(pid, Date.now() > killAt ? 'SIGKILL' : signal);
    signal = 0; // asking once is enough; a second SIGINT makes some servers drop their work
    await pause(50);
  }
  rmSync(file, { force: true });
  return noted;
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readNote(file: string): z.infer<typeof Note> | undefined {
  try {
    return Note.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
