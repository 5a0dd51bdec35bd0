import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { noteText } from './processNote';
import { unwatch, watch } from './watchdog';

/** How a part ended: one of the two is set. */
export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

/** A running server that ends with us. */
export type Part = Readonly<{
  pid: number;
  /** Resolves when it has ended, for whatever reason; never rejects. */
  exited: Promise<Ended>;
  /** Ends it politely, after 20 s by force; calling it again does no harm. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}>;

export type PartCommand = Readonly<{
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Whom it runs as; us when left out. */
  user?: Readonly<{ uid: number; gid: number }> | undefined;
  /** Both its outputs are appended here. */
  logFile: string;
  /** Names the running process for a later run, see `endOrphan`. */
  noteFile: string;
}>;

const stopLimitMs = 20_000;
const logLimitBytes = 10_000_000;

/** Starts a server process. Throws when it cannot be started at all; that it serves already is not said. */
export async function spawnPart(part: PartCommand): Promise<Part> {
  const log = openLog(part.logFile);
  const child = spawn(part.command, part.args, {
    cwd: part.cwd,
    env: part.env,
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C in the terminal is for us; we end our parts in our order
    ...part.user,
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const pid = child.pid as number;
  watch(pid);
  const exited = new Promise<Ended>((resolve) =>
    child.once('exit', (code, signal) => {
      unwatch(pid);
      rmSync(part.noteFile, { force: true });
      resolve({ code, signal });
    }),
  );
  if (child.exitCode === null && child.signalCode === null) note(part.noteFile, pid);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    child.kill(signal);
    await exited;
    clearTimeout(late);
  };
  return { pid, exited, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}

/** Calls `probe` until it succeeds. Throws when the part ends before, or is not ready within `limitMs`. */
export async function waitUntilReady(part: Part, probe: () => Promise<void>, limitMs: number): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  let hasEnded = false;
  void part.exited.then(() => (hasEnded = true));
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (hasEnded) throw new EndedEarly({ cause: error });
      if (Date.now() > giveUpAt) throw new Error(`It did not answer within ${limitMs / 1000} s.`, { cause: error });
    }
    await pause(50);
  }
}

/** The server ended before it served: a taken port, a damaged data folder … its log says which. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly';
  constructor(options: ErrorOptions) {
    super('It ended right after the start.', options);
  }
}

/** What to tell when `name` did not start, with the last words of its log; servers name nobody while they start. */
export function startFailure(name: string, error: unknown, logFile: string): Error {
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-3).join('\n') : '';
  const ending = log && ` Its log ${logFile} ends:\n${log}`;
  return new Error(`${name} could not be started. ${(error as Error).message}${ending}`, { cause: error });
}

function note(file: string, pid: number): void {
  try {
    writeFileSync(file, noteText(pid), { mode: 0o600 });
  } catch {
    // It has ended in this very moment: there is nobody to note.
  }
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
