import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 20_000;

export type Child = Readonly<{
  /** Hears each message of the child. */
  onMessage(hear: (message: unknown) => void): void;
  stop(): Promise<void>;
}>;

/** Starts a module of ours as a process, its output in `logFile`, and waits until it says `{ ready: true }`. */
export async function startChild(
  module: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  logFile: string,
): Promise<Child> {
  const log = openSync(logFile, 'a', 0o600);
  const child = fork(module, [...args], {
    env: { ...process.env, ...environment },
    execArgv: ['--require', 'tsx/cjs'],
    stdio: ['ignore', log, log, 'ipc'],
  });
  const exited = once(child, 'exit');
  const isReady = new Promise<true>((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'ready' in message) resolve(true);
    });
  });
  const isLate = pause(READY_WITHIN_MS, false, { ref: false });
  if ((await Promise.race([isReady, exited, isLate])) !== true) {
    child.kill('SIGKILL');
    throw new Error(`${module} did not start; its log ends with: ${readFileSync(logFile, 'utf8').slice(-1000)}`);
  }
  return {
    onMessage: (hear) => void child.on('message', hear),
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(killer);
    },
  };
}
