import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const message = z.object({
  is: z.enum(['prepared', 'ready']),
  url: z.string().optional(),
  build: z.string().optional(),
});
type Told = z.output<typeof message>;
const STOP_WITHIN_MS = 20_000;

export type Child = Readonly<{
  pid: number;
  url: string | undefined;
  /** What a worker runs. */
  build: string | undefined;
  exited: Promise<number | null>;
  stop(): Promise<void>;
}>;

/**
 * Starts one of our own processes, with its log in the data folder, and waits until it says that it is ready. A worker is
 * told to go on once `onPrepared` is done.
 */
export async function startChild(
  name: 'worker' | 'api',
  environment: NodeJS.ProcessEnv,
  dataFolder: string,
  onPrepared = (): Promise<void> => Promise.resolve(),
): Promise<Child> {
  const logFile = join(dataFolder, `${name}.log`);
  const log = openSync(logFile, 'a', 0o600);
  const child = fork(join(__dirname, '..', '..', 'bin', 'arrears.cjs'), [name], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log, 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const ended = exited.then(() => {
    throw new Error(`The ${name} ended before it was ready; its log is ${logFile}`);
  });
  const prepared = told(child, 'prepared')
    .then(onPrepared)
    .then(() => child.send('go'));
  const { url, build } = await Promise.race([told(child, 'ready'), prepared.then(() => ended), ended]);
  return { pid: child.pid!, url, build, exited, stop: () => stop(child, exited) };
}

/** Waits for one kind of message; the module loader sends others of its own over the same channel. */
function told(child: ChildProcess, is: Told['is']): Promise<Told> {
  return new Promise((resolve) => {
    child.on('message', (sent) => {
      const parsed = message.safeParse(sent);
      if (parsed.success && parsed.data.is === is) resolve(parsed.data);
    });
  });
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(killer);
}
