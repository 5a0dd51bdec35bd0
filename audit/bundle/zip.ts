import { unzipSync, zipSync } from 'fflate';

/** Named in the manifest: another version may pack the same entries into other bytes. */
export const WRITER = 'fflate 0.8.3, level 6';

export type Files = ReadonlyMap<string, Uint8Array>;

// A zip has no zone: these figures are written as they stand, whatever the zone of this machine.
const FIXED_DATE = new Date(1980, 0, 1, 12);
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Packs entries in the order of their names and with fixed dates: the same entries always make the same bytes. */
export const writeZip = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries([...files].sort(byName)), { level: 6, mtime: FIXED_DATE, os: 0, attrs: 0 });

/** More than any bundle holds: a file that says so is not unpacked. */
const MOST_BYTES = 2 ** 31;

/** Throws where it is no zip, or says that it holds far too much. */
export function readZip(bytes: Uint8Array): Files {
  let size = 0;
  const isSmallEnough = ({ originalSize }: { originalSize: number }): boolean => {
    size += originalSize;
    if (size > MOST_BYTES) throw new Error('it would be too large');
    return true;
  };
  return new Map(Object.entries(unzipSync(bytes, { filter: isSmallEnough })));
}

/** Whether a zip is exactly what `writeZip` makes of its own entries: each of its bytes, those beside the contents too. */
export function isCanonicalZip(bytes: Uint8Array, files: Files): boolean {
  const again = writeZip(files);
  return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
}
