import { writeFile } from 'node:fs/promises';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file and no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written by this user',
  EPERM: 'it may not be written by this user',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
};

/** Writes a page where somebody asked for it. The system's own words would name a call and not what to do. */
export async function writePage(file: string, page: string | Buffer, mode = 0o666): Promise<void> {
  await writeFile(file, page, { mode }).catch(({ code = '', message }: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be written: ${REASONS[code] ?? message}.`);
  });
}
