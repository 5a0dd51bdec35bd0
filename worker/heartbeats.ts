import { activityInfo, heartbeat } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';

const BEAT_EVERY_MS = 3_000;

/** Every effect says that it lives, so that a worker's crash is noticed in seconds and not after the longest call. */
export const heartbeats = (): ActivityInboundCallsInterceptor => ({
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    if (activityInfo().isLocal) return next(input);
    const beat = setInterval(() => heartbeat(), BEAT_EVERY_MS);
    try {
      return await next(input);
    } finally {
      clearInterval(beat);
    }
  },
});
