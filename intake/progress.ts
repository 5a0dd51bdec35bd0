export type Counts = Readonly<{ rows: number; added: number; repeated: number; rejected: number }>;

export type Progress = Counts &
  Readonly<{ bytesRead: number; bytesTotal: number; rowsPerSecond: number; etaSeconds: number | undefined }>;

const INTERVAL_MS = 200;

/**
 * Gives a function that tells `onProgress` how far an import is, at most five times a second unless `last` is set. The rate is
 * that of this run since its first new row; the time left follows from the bytes and is undefined before that.
 */
export function progressTeller(bytesTotal: number, onProgress: ((progress: Progress) => void) | undefined) {
  let toldAt = -Infinity;
  let start: { atMs: number; bytesRead: number } | undefined;
  return (counts: Counts, bytesRead: number, last = false): void => {
    const now = performance.now();
    if (counts.rows === 0 || !start) start = { atMs: now, bytesRead };
    if (!onProgress || (!last && now - toldAt < INTERVAL_MS)) return;
    toldAt = now;
    const seconds = (now - start.atMs) / 1000;
    const bytesPerSecond = (bytesRead - start.bytesRead) / seconds;
    onProgress({
      ...counts,
      bytesRead,
      bytesTotal,
      rowsPerSecond: seconds > 0 ? counts.rows / seconds : 0,
      etaSeconds: bytesPerSecond > 0 ? (bytesTotal - bytesRead) / bytesPerSecond : undefined,
    });
  };
}
