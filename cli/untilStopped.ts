/** Waits for SIGINT, SIGTERM, or the end of the parent that started this process and listens to it. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(event, () => resolve());
  });
}
