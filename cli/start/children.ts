import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const message = z.discriminatedUnion('is', [
  z.object({ is: z.literal('prepared') }),
  z.object({ is: z.literal('ready'), url: z.string().optional() }),
]);
const STOP_WITHIN_MS = 20_000;

export type Child = Readonly<{
  pid: number;
  url: string | undefined;
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
  const hear = async (): Promise<z.output<typeof message>> => {
    const told = await Promise.race([once(child, 'message'), exited]);
    if (!Array.isArray(told)) throw new Error(`The ${name} ended before it was ready; its log is ${logFile}`);
    return message.parse(told[0]);
  };
  let told = await hear();
  if (told.is === 'prepared') {
    await onPrepared();
    child.send('go');
    told = await hear();
  }
  const url = told.is === 'ready' ? told.url : undefined;
  return { pid: child.pid!, url, exited, stop: () => stop(child, exited) };
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(killer);
}
