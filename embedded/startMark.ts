import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The moment a process started, in the words of the system, or undefined when no such process runs.
 * A pid alone is given to another process sooner or later; a pid with its start mark names one process.
 */
export function startMark(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? markFromProc(pid) : markFromPs(pid);
  } catch {
    return undefined;
  }
}

function markFromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in brackets may hold spaces; after it come the state (field 3) and, as field 22, the start in ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

function markFromPs(pid: number): string | undefined {
  const output = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
  return output.toString().trim() || undefined;
}
