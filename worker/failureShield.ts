import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { LetterRefused, PacketRefused, ProviderUnavailable } from '../activities/ports';
import type { Log } from './log';

/**
 * Temporal stores what an activity throws, in clear. A text that somebody else wrote (a database, a mail server) may quote
 * a person, so only the kind and the code of an error leave the worker.
 */
export const failureShield = (log: Log): ActivityInboundCallsInterceptor => ({
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      const safe = shielded(error);
      log.warn({ failure: safe.type, frames: framesOf(error) }, 'an activity failed');
      throw safe;
    }
  },
});

export function shielded(error: unknown): ApplicationFailure {
  if (error instanceof ProviderUnavailable) {
    const { name, code, retryAfterMs } = error;
    return ApplicationFailure.create({ type: `${name}/${code}`, message: error.message, ...delay(retryAfterMs) });
  }
  if (error instanceof LetterRefused || error instanceof PacketRefused) {
    return ApplicationFailure.create({ type: error.name, message: error.message, nonRetryable: true });
  }
  const { name = 'Error', code = '' } = error as { name?: string; code?: unknown };
  const type = [name, String(code)].filter((part) => /^[\w-]{1,60}$/.test(part)).join('/');
  return ApplicationFailure.create({ type, message: `An activity failed: ${type}` });
}

const delay = (retryAfterMs: number | undefined) =>
  retryAfterMs === undefined ? {} : { nextRetryDelay: Math.min(retryAfterMs, 600_000) };

/** Where it happened, without what was said. */
export function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
