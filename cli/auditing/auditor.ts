import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checked } from '../../audit/finding';
import { withoutSettings, readAnswer, type Answer, type Brief, type Order } from './talk';

const KILL_AFTER_MS = 5_000;
/** Far longer than any takes to read itself in and to list the outboxes. */
const READY_WITHIN_MS = 120_000;

/** The process ended while it was at work: what it was asked has no answer. */
export class AuditorDied extends Error {
  override readonly name: string = 'AuditorDied';
}
/** It had no answer in time, and was ended. */
export class AuditorTookTooLong extends AuditorDied {
  override readonly name = 'AuditorTookTooLong';
}

export type Auditor = Readonly<{
  /** One that takes longer is ended, and audits nothing any more. */
  audit(debtorIds: readonly string[], withinMs: number): Promise<readonly Checked[]>;
  stop(): Promise<void>;
}>;

/** Starts a process that audits and waits until it is ready. */
export async function startAuditor(brief: Brief): Promise<Auditor> {
  const child = fork(join(__dirname, 'auditorMain.ts'), [], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: withoutSettings(process.env),
  });
  const exited = once(child, 'exit');
  const died = exited.then(() => {
    throw new AuditorDied('An auditing process ended by itself');
  });
  died.catch(() => {});

  async function ask(order: Order, withinMs: number): Promise<Exclude<Answer, { is: 'failed' }>> {
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
    const answer = await endedAfter(withinMs, Promise.race([answered, died]));
    if (answer.is === 'failed') throw new Error(answer.because);
    return answer;
  }

  async function endedAfter<Value>(limitMs: number, asked: Promise<Value>): Promise<Value> {
    const isAnswered = new AbortController();
    const late = sleep(limitMs, null, { signal: isAnswered.signal }).then(() => {
      child.kill('SIGKILL');
      throw new AuditorTookTooLong(`An auditing process had no answer within ${limitMs / 1_000} seconds`);
    });
    late.catch(() => {});
    return Promise.race([asked, late]).finally(() => isAnswered.abort());
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await exited;
    clearTimeout(killer);
  }

  async function audit(debtorIds: readonly string[], withinMs: number): Promise<readonly Checked[]> {
    const answer = await ask({ do: 'audit', debtorIds }, withinMs);
    return answer.is === 'audited' ? answer.checked : [];
  }

  try {
    await ask(brief, READY_WITHIN_MS);
    return { audit, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
