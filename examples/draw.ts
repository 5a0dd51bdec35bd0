import { createHash } from 'node:crypto';

/** Draws a number from 0 to `choices` - 1 that depends on the key and the purpose only: the same in every run. */
export function draw(key: string, purpose: string, choices: number): number {
  return createHash('sha256').update(`${key} ${purpose}`).digest().readUInt32BE() % choices;
}

/** True for about `percent` of the keys. */
export const chance = (key: string, purpose: string, percent: number): boolean => draw(key, purpose, 100) < percent;

/** One of the list. */
export const pick = <T>(key: string, purpose: string, list: readonly T[]): T => list[draw(key, purpose, list.length)]!;
