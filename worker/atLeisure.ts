import { setTimeout as sleep } from 'node:timers/promises';

const AT_ONCE = 4;

/** Works through a list a few at a time and rests as long as it worked, so that accounts come first. Gives the results in order. */
export async function atLeisure<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    const beganAt = performance.now();
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
    await sleep(performance.now() - beganAt);
  }
  return results;
}
