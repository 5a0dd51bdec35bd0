import { chancesOf, PURPOSES } from '../../simulation/chance/chances';
import { philox, type Words4 } from '../../simulation/chance/philox';

/** Known answers of the authors' library, Random123: counter, key, words. */
const KNOWN: readonly (readonly [string, string, string])[] = [
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
];
const words = (hex: string): number[] => hex.split(' ').map((word) => Number.parseInt(word, 16));

test.each(KNOWN)('Philox4x32-10 of %s under %s is %s', (counter, key, expected) => {
  const block = words(counter) as Words4;
  const [a, b] = words(key);
  philox(block, a!, b!);
  expect(block).toEqual(words(expected));
});

test('a draw is from 0 to less than 1, and always the same', () => {
  const chances = chancesOf(42, 7);
  const draws = Array.from({ length: 1000 }, (_, nth) => chances('payment', nth));
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(draws).toEqual(Array.from({ length: 1000 }, (_, nth) => chancesOf(42, 7)('payment', nth)));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
});

test('each seed, account, purpose and time has a draw of its own', () => {
  const draws = [1, 2, 2 ** 40].flatMap((seed) =>
    [0, 1, 2 ** 33].flatMap((account) =>
      PURPOSES.flatMap((purpose) => [0, 1].map((nth) => chancesOf(seed, account)(purpose, nth))),
    ),
  );
  expect(new Set(draws).size).toBe(draws.length);
});
