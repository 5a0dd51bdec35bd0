/** A figure with the range in which it would mostly lie (95 %), if only chance were different; null where nothing can be said. */
export type Interval = Readonly<{ value: number; low: number; high: number }>;

/** Fewer groups say too little about chance. */
const LEAST_GROUPS = 10;
const Z_975 = 1.959963984540054;

/**
 * The delete-one-group jackknife (Tukey 1958): the figure is worked out anew with each group left out, and how much it moves says
 * how much is chance. It holds for sums, shares and differences alike; a difference of two policies is taken within each group, so
 * what both have in common falls out. `figureWithout(null)` is the figure of all groups.
 */
export function interval(groups: number, figureWithout: (left: number | null) => number): Interval | null {
  const value = figureWithout(null);
  if (!Number.isFinite(value)) return null;
  if (groups < LEAST_GROUPS) return null;
  const without = Array.from({ length: groups }, (_, group) => figureWithout(group));
  if (without.some((one) => !Number.isFinite(one))) return null;
  const mean = without.reduce((sum, one) => sum + one, 0) / groups;
  const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const standardError = Math.sqrt(((groups - 1) / groups) * squares);
  const reach = studentT975(groups - 1) * standardError;
  return { value, low: value - reach, high: value + reach };
}

/** The 97.5 % point of Student's t (Abramowitz and Stegun, 26.7.5): right to four digits from nine degrees of freedom on. */
export function studentT975(degrees: number): number {
  const z = Z_975;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
