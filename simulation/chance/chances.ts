import { philox, type Words4 } from './philox';

/**
 * What is drawn. Each has its own numbers, so that one policy's extra call changes nothing but what follows from that call: two
 * policies meet the same debtors with the same luck, and their difference is not blurred by chance.
 */
export const PURPOSES = [
  'payment',
  'payClass',
  'payRatio',
  'nextState',
  'trouble',
  'troubleDay',
  'troubleEnd',
  'delivery',
  'call',
  'identity',
  'optOut',
  'complaint',
  'agreement',
  'promiseKept',
  'instalmentKept',
  'letter',
  'legal',
] as const;
export type Purpose = (typeof PURPOSES)[number];

const NUMBER_OF = Object.fromEntries(PURPOSES.map((purpose, i) => [purpose, i])) as Record<Purpose, number>;
const TWO_32 = 2 ** 32;

/** The chances of one account: the nth draw for a purpose is from 0 (included) to 1 (not included), and always the same. */
export type Chances = (purpose: Purpose, nth: number) => number;

/** One set of chances for each account of a run, by the seed and the account's number. */
export function chancesOf(seed: number, account: number): Chances {
  const low = seed >>> 0;
  const high = Math.floor(seed / TWO_32) >>> 0;
  const block: Words4 = [0, 0, 0, 0];
  return (purpose, nth) => {
    block[0] = nth >>> 0;
    block[1] = NUMBER_OF[purpose];
    block[2] = account >>> 0;
    block[3] = Math.floor(account / TWO_32) >>> 0;
    philox(block, low, high);
    return (block[0] * 0x200000 + (block[1] >>> 11)) / 2 ** 53;
  };
}
