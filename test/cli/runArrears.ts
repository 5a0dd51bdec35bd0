import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';

export const BINARY = join(__dirname, '..', '..', 'bin', 'arrears.cjs');
export const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** A process that outlives its test is ended. */
const ENDS_WITHIN_MS = 110_000;

export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;
export type Started = Readonly<{ child: ChildProcess; ended: Promise<Ended> }>;
type Environment = Readonly<Record<string, string>>;

/** Runs the real binary in a process of its own, on a data folder on which nothing runs, and with no variable but those given. */
export function arrearsWith(environment: Environment) {
  const nowhere = join(tmpdir(), `arrears-none-${randomUUID()}`);
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ARREARS_DATA: nowhere, ...environment };
  const run = (typed: string, args: readonly string[]): Started => {
    const child = spawn(process.execPath, [BINARY, ...args], {
      env,
      stdio: 'pipe',
      timeout: ENDS_WITHIN_MS,
    });
    // A process that was refused may be gone before it has read what is typed.
    child.stdin.on('error', () => {});
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([code, stdout, stderr]) => ({
      code,
      stdout,
      stderr,
    }));
    child.stdin.end(typed);
    return { child, ended };
  };
  const start = (...args: string[]): Started => run('', args);
  /** The same with something on standard input. */
  const typing = (typed: string, ...args: string[]): Promise<Ended> => run(typed, args).ended;
  return Object.assign((...args: string[]): Promise<Ended> => start(...args).ended, { start, typing });
}

/** What a command printed, which has to be JSON and nothing else. */
export const jsonOf = (ended: Ended): Record<string, unknown> => JSON.parse(ended.stdout) as Record<string, unknown>;
