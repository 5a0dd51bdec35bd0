import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `condition` holds, at most `limitMs`; throws, with what was waited for, when it never does. */
export async function eventually(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`Within ${limitMs} ms it did not come about that ${what}.`);
    await pause(20);
  }
}
