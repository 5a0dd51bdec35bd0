import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner reads, so that a reader sees the old text or the new one, never a part. */
export function writeWhole(file: string, text: string): void {
  renameSync(writeDraft(file, text), file);
}

/** Like `writeWhole`, but leaves a file that is already there alone. Gives whether it wrote. */
export function writeNew(file: string, text: string): boolean {
  const draft = writeDraft(file, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(file: string, text: string): string {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  return draft;
}
