import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './unreadableFile';

/** Gives the bytes of a file, unpacked when its name ends in .gz. `onBytes` hears how many bytes of the file itself were read so far. */
export async function* readBytes(path: string, onBytes?: (bytesRead: number) => void): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  // The error, if any, comes out of the loop below; the callback only keeps it from being thrown twice.
  const unpacked = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  try {
    for await (const chunk of unpacked) {
      onBytes?.(file.bytesRead);
      yield chunk as Buffer;
    }
  } catch (error) {
    const code = String((error as { code?: unknown } | undefined)?.code);
    if (!code.startsWith('Z_')) throw error;
    throw new UnreadableFile(`The file is damaged, cut off or not gzip (${code}). Fetch it again.`, { cause: error });
  }
}
