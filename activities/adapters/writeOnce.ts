import { randomUUID } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './errorCode';

/**
 * Creates a file that is either whole or absent, whatever dies meanwhile, and is never written over.
 * It is written beside its place, flushed, then linked to its name: linking fails where a name is taken.
 * @returns `written`, or `there` when the name was already taken, by whatever content
 */
export async function writeOnce(path: string, content: string | Uint8Array): Promise<'written' | 'there'> {
  const draft = join(dirname(path), `.draft-${randomUUID()}`);
  await writeFlushed(draft, content);
  try {
    await link(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return 'there';
  } finally {
    await unlink(draft);
  }
  await flushFolder(dirname(path));
  return 'written';
}

/** Writes a new file readable by its owner only, and returns when it is on the disk. */
export async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable: a file is on the disk, but its name is only after this. */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Reads a file; undefined when there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
