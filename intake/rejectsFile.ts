import { appendFile, open, truncate, unlink } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Reject } from './rowFormat';

const HEADER = 'line,account_id,reason';

/**
 * Makes the rejects file forget what it says of `line` and later, so that a resumed import can tell it again without doubling
 * it, and what a killed process left half written. Throws when a file of another kind lies there. No file is made.
 */
export async function keepRejectsBefore(path: string, line: number): Promise<void> {
  const keptBytes = await bytesBefore(path, line);
  if (keptBytes === undefined) return;
  await (keptBytes > HEADER.length + 1 ? truncate(path, keptBytes) : unlink(path));
}

/** Adds rejects, in the order of their lines, making the file when it is the first. */
export async function appendRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  const sorted = [...rejects].sort((a, b) => a.line - b.line);
  // One reject is one physical line: this is what lets a resumed import find its place.
  const records = sorted.map(({ line, accountId, reason }) => [line, accountId ?? '', reason.replaceAll(/\s+/g, ' ')]);
  const file = await open(path, 'a');
  try {
    const { size } = await file.stat();
    await appendFile(file, `${size === 0 ? `${HEADER}\n` : ''}${stringify(records)}`);
  } finally {
    await file.close();
  }
}

/** How many bytes at the start of the file hold complete rejects of lines before `line`; undefined when there is no file. */
async function bytesBefore(path: string, line: number): Promise<number | undefined> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    let bytes = 0;
    for await (const text of file.readLines({ autoClose: false })) {
      if (bytes === 0 && text !== HEADER.slice(0, size)) throw new Error(notRejects(path));
      const end = bytes + Buffer.byteLength(text) + 1;
      if (end > size || (bytes > 0 && !isBefore(text, line))) break;
      bytes = end;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

const isBefore = (text: string, line: number): boolean => Number(/^(\d+),/.exec(text)?.[1] ?? Infinity) < line;

const notRejects = (path: string): string =>
  `${path} is there already and is not a rejects file of an import. Name another file for the rejects.`;
