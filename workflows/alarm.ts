import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';

type Running = { readonly wakeAt: number; readonly scope: CancellationScope; rang: boolean };

/**
 * The account's one timer. It is kept when the next deadline stays the same, because a timer that is cancelled and set
 * anew costs two history events. Timers carry no meaning: whatever rings, the facts are asked again.
 */
export function openAlarm() {
  let running: Running | undefined;

  function set(wakeAt: number, summary: string): Running {
    if (running?.wakeAt === wakeAt && !running.rang) return running;
    running?.scope.cancel();
    const alarm: Running = { wakeAt, scope: new CancellationScope(), rang: false };
    alarm.scope.run(() => ring(alarm, summary)).catch(ignoreCancellation);
    return alarm;
  }

  return {
    /** Waits for the moment (real clock, ms; null for ever) or for news, whichever comes first. */
    async waitUntil(wakeAt: number | null, summary: string, hasNews: () => boolean): Promise<void> {
      if (wakeAt === null) running?.scope.cancel();
      running = wakeAt === null ? undefined : set(wakeAt, summary);
      await condition(() => running?.rang === true || hasNews());
    },
  };
}

async function ring(alarm: Running, summary: string): Promise<void> {
  await sleep(Math.max(1, alarm.wakeAt - Date.now()), { summary });
  alarm.rang = true;
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
