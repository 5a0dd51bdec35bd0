import { z } from 'zod';
import type { Hours } from '../domain/time';

const clock = z
  .string()
  // One that is none is not compared with another.
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'must be HH:MM, from 00:00 to 24:00', abort: true })
  .describe('HH:MM on the clock where the debtor lives');

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Hours of a day as people write them. */
export const hoursIn = z
  .strictObject({ from: clock, to: clock })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' })
  .transform(({ from, to }): Hours => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }))
  .describe('From `from` (included) to `to` (not included)');

/** The same in answers. */
export const hoursOut = z.object({ from: z.string(), to: z.string() });
export const hoursOf = ({ fromMinute, toMinute }: Hours): z.output<typeof hoursOut> => ({
  from: clockOf(fromMinute),
  to: clockOf(toMinute),
});
