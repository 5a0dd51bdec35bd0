import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Checked } from '../../audit/finding';
import { readAnswer, type Answer, type Brief, type Order } from './talk';

const KILL_AFTER_MS = 5_000;

/** The process ended while it was at work: what it was asked has no answer. */
export class AuditorDied extends Error {
  override readonly name = 'AuditorDied';
}

export type Auditor = Readonly<{
  audit(debtorIds: readonly string[]): Promise<readonly Checked[]>;
  stop(): Promise<void>;
}>;

/** Starts a process that audits and waits until it is ready. */
export async function startAuditor(brief: Brief): Promise<Auditor> {
  const child = fork(join(__dirname, 'auditorMain.ts'), [], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const died = exited.then(() => {
    throw new AuditorDied('An auditing process ended by itself');
  });
  died.catch(() => {});

  async function ask(order: Order): Promise<Exclude<Answer, { is: 'failed' }>> {
    const answered = new Promise<Answer>((resolve) => {
      const hear = (sent: unknown): void => {
        const answer = readAnswer(sent);
        if (!answer) return;
        child.off('message', hear);
        resolve(answer);
      };
      child.on('message', hear);
    });
    child.send(order, () => {});
    const answer = await Promise.race([answered, died]);
    if (answer.is === 'failed') throw new Error(answer.because);
    return answer;
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await exited;
    clearTimeout(killer);
  }

  async function audit(debtorIds: readonly string[]): Promise<readonly Checked[]> {
    const answer = await ask({ do: 'audit', debtorIds });
    return answer.is === 'audited' ? answer.checked : [];
  }

  try {
    await ask(brief);
    return { audit, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
