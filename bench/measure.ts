import { setTimeout as pause } from 'node:timers/promises';
import { cpuMsOfAll } from './cpu';

/** What one piece of work costs. `cpuMs` is of all processes together; null where the machine does not tell. */
export type Cost = Readonly<{ perSecond: number; cpuMs: number | null }>;

/** What was ended last is still being written down for a moment; it belongs to the CPU of the work, not to its time. */
const SETTLE_MS = 200;
const LOOK_EVERY_MS = 10;
const GIVE_UP_AFTER_MS = 120_000;

/** Does `count` pieces of work at once and tells what one of them cost. */
export async function measure(count: number, work: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = cpuMsOfAll();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  await pause(SETTLE_MS);
  const cpuAfter = cpuMsOfAll();
  const cpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / count;
  return { perSecond: count / seconds, cpuMs };
}

/** CPU that everything takes while nothing happens, in milliseconds a second. */
export async function idleCpu(overMs: number): Promise<number | null> {
  const before = cpuMsOfAll();
  await pause(overMs);
  const after = cpuMsOfAll();
  return before === null || after === null ? null : ((after - before) / overMs) * 1000;
}

/** Looks until `isSo`. Throws, with `what` was waited for, when that takes too long. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`Gave up waiting for ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Does a piece of work for each item, `atOnce` of them together. */
export async function forEach<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const take = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The middle of several rounds. */
export const medianCost = (costs: readonly Cost[]): Cost => ({
  perSecond: median(costs.map(({ perSecond }) => perSecond)),
  cpuMs: medianOrNull(costs.map(({ cpuMs }) => cpuMs)),
});

export function medianOrNull(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === numbers.length && known.length > 0 ? median(known) : null;
}
