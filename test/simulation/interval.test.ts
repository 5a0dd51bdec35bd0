import { chancesOf } from '../../simulation/chance/chances';
import { interval, studentT975 } from '../../simulation/figures/interval';

const GROUPS = 40;
const EACH = 5;

test.each([
  [9, 2.2622],
  [19, 2.093],
  [39, 2.0227],
  [199, 1.972],
])("the 97.5 %% point of Student's t with %d degrees of freedom is %d", (degrees, expected) => {
  expect(studentT975(degrees)).toBeCloseTo(expected, 3);
});

/** Sums of groups whose values have a known mean: exponential with the mean `mean`. */
function sumsOf(run: number, mean: number): readonly number[] {
  const chances = chancesOf(run, 0);
  return Array.from({ length: GROUPS }, (_, group) => {
    const values = Array.from({ length: EACH }, (_, i) => -mean * Math.log(1 - chances('payment', group * EACH + i)));
    return values.reduce((sum, value) => sum + value, 0);
  });
}
const totalOf = (sums: readonly number[], left: number | null): number =>
  sums.reduce((sum, one, group) => (group === left ? sum : sum + one), 0);

test('about 95 of 100 ranges hold the true mean, and the true quotient of two', () => {
  const RUNS = 600;
  let means = 0;
  let quotients = 0;
  for (let run = 0; run < RUNS; run++) {
    const above = sumsOf(run, 3);
    const below = sumsOf(run + 100_000, 2);
    const accounts = (left: number | null): number => (GROUPS - (left === null ? 0 : 1)) * EACH;
    const mean = interval(GROUPS, (left) => totalOf(above, left) / accounts(left))!;
    const quotient = interval(GROUPS, (left) => totalOf(above, left) / totalOf(below, left))!;
    if (mean.low <= 3 && 3 <= mean.high) means += 1;
    if (quotient.low <= 1.5 && 1.5 <= quotient.high) quotients += 1;
  }
  expect(means / RUNS).toBeGreaterThan(0.915);
  expect(means / RUNS).toBeLessThan(0.975);
  expect(quotients / RUNS).toBeGreaterThan(0.915);
  expect(quotients / RUNS).toBeLessThan(0.98);
});

test('a difference of what is the same in every group has no range at all', () => {
  const same = (): number => 0;
  expect(interval(GROUPS, same)).toEqual({ value: 0, low: 0, high: 0 });
});

test('nothing is said of less than ten groups, nor of a quotient of nothing', () => {
  expect(interval(9, () => 1)).toBeNull();
  expect(interval(10, () => 1)).not.toBeNull();
  expect(interval(GROUPS, () => NaN)).toBeNull();
  expect(interval(GROUPS, (left) => (left === 3 ? Infinity : 1))).toBeNull();
});
