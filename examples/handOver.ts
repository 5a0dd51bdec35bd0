import { addDays, monthStart, taipei } from './calendar';

/** An overdue file and when it is handed over. */
export type HandOver = Readonly<{ name: string; on: string; at: string }>;

/** Each month of the data has as many hand-overs, so many days after its beginning. */
const AFTER_DAYS = [4, 11, 18, 25] as const;

export const HAND_OVERS_A_MONTH = AFTER_DAYS.length;

/** Gives one hand-over, by the month (0 to 5) and the turn in it (0 to 3). */
export function handOver(startOn: string, month: number, turn: number): HandOver {
  const on = addDays(monthStart(startOn, month), AFTER_DAYS[turn]!);
  const number = String(month * HAND_OVERS_A_MONTH + turn + 1).padStart(2, '0');
  return { name: `overdue-${number}.csv`, on, at: taipei(on, 8 * 60 + 30) };
}

/** All hand-overs of the six months of the data, in the order of time. */
export const handOversOf = (startOn: string): HandOver[] =>
  [0, 1, 2, 3, 4, 5].flatMap((month) => AFTER_DAYS.map((_, turn) => handOver(startOn, month, turn)));
