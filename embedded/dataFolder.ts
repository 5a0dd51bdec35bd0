import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { noteText, runningProcess } from './processNote';
import { writeNew } from './writeWhole';

/** Where everything that must outlive a restart lies: `ARREARS_DATA`, or `.arrears/` in the project. */
export function dataFolderPath(): string {
  return path.resolve(process.env['ARREARS_DATA'] || path.join(__dirname, '..', '.arrears'));
}

/**
 * Creates the data folder, readable for its owner only. Root's is passable for others, because PostgreSQL
 * refuses to run as root and its unprivileged user has to reach its own folder inside; nothing else in it is open.
 */
export function createDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/** A folder inside the data folder that only its owner enters. */
export function privateFolder(folder: string, name: string): string {
  const inside = path.join(folder, name);
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  return inside;
}

/**
 * Makes this process the only owner of the data folder until the returned function is called.
 * Throws with the owner's pid when another process has it; a lock whose owner is dead is taken over.
 */
export function lockDataFolder(folder: string): () => void {
  const lock = path.join(folder, 'lock');
  const mine = noteText(process.pid);
  for (let tries = 0; tries < 5; tries++) {
    if (writeNew(lock, mine)) return () => rmSync(lock, { force: true });
    const owner = runningProcess(lock);
    if (owner !== undefined) {
      throw new Error(
        `The data folder ${folder} is in use by process ${owner}. Stop that process, or set ARREARS_DATA to another folder.`,
      );
    }
    removeStale(lock);
  }
  throw new Error(`The lock ${lock} cannot be taken. Remove the file if no process uses the data folder.`);
}

function removeStale(lock: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // another starter was faster
  }
  // Between our look and the move another starter may have put its own lock there: give it back.
  if (runningProcess(aside) !== undefined) writeNew(lock, readFileSync(aside, 'utf8'));
  rmSync(aside);
}
