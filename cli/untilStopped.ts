const ENDINGS = ['SIGINT', 'SIGTERM', 'disconnect'] as const;

/**
 * Waits for SIGINT, SIGTERM, or the end of the parent that started this process and listens to it. Afterwards nobody listens
 * any more: a second Ctrl-C ends the process at once, and the channel to the parent does not keep it alive.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const ending of ENDINGS) process.off(ending, stop);
      resolve();
    };
    for (const ending of ENDINGS) process.on(ending, stop);
  });
}
