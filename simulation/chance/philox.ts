const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_B = 0xcd9e8d57;
const WEYL_A = 0x9e3779b9;
const WEYL_B = 0xbb67ae85;
const ROUNDS = 10;

export type Words4 = [number, number, number, number];

/** The upper half of the 64-bit product of two 32-bit numbers. */
function mulHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/**
 * Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3; 2011): a generator without state. The same
 * counter and key give the same four words, so an account's chances depend neither on other accounts nor on the order of the work.
 * The counter is replaced by the words.
 */
export function philox(counter: Words4, keyA: number, keyB: number): void {
  let [a, b, c, d] = counter;
  for (let round = 0; round < ROUNDS; round++) {
    const highA = mulHigh(MULTIPLIER_A, a);
    const lowA = Math.imul(MULTIPLIER_A, a) >>> 0;
    const highB = mulHigh(MULTIPLIER_B, c);
    const lowB = Math.imul(MULTIPLIER_B, c) >>> 0;
    a = (highB ^ b ^ keyA) >>> 0;
    b = lowB;
    c = (highA ^ d ^ keyB) >>> 0;
    d = lowA;
    keyA = (keyA + WEYL_A) >>> 0;
    keyB = (keyB + WEYL_B) >>> 0;
  }
  counter[0] = a;
  counter[1] = b;
  counter[2] = c;
  counter[3] = d;
}
