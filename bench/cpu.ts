import { readdirSync, readFileSync } from 'node:fs';

/** Linux tells times in hundredths of a second on every common machine. */
const TICK_MS = 10;

type Stat = Readonly<{ pid: number; parent: number; cpuMs: number }>;

/**
 * CPU time, in milliseconds, that this process and all below it have taken so far: client, workers, Temporal server and
 * PostgreSQL, because we started them all. Null where there is no /proc.
 */
export function cpuMsOfAll(): number | null {
  const stats = readAll();
  if (stats.length === 0) return null;
  const sum = (pid: number): number =>
    stats.filter(({ parent }) => parent === pid).reduce((total, child) => total + child.cpuMs + sum(child.pid), 0);
  return sum(process.pid) + (stats.find(({ pid }) => pid === process.pid)?.cpuMs ?? 0);
}

function readAll(): Stat[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readStat(Number(name)) ?? []);
  } catch {
    return [];
  }
}

function readStat(pid: number): Stat | undefined {
  try {
    // The name in brackets may hold anything; the numbers begin after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    // User and system time of its own, then of children that have ended and were waited for.
    const ticks = fields.slice(11, 15).reduce((total, field) => total + Number(field), 0);
    return { pid, parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
  } catch {
    return undefined; // it has ended in between
  }
}
