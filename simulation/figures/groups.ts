/** Accounts are counted in so many groups: how much these differ says how much is chance. */
export const GROUPS = 200;

/**
 * The sums of each group, a row of numbers for each. A debtor's group follows from its place in the portfolio alone, and all
 * numbers are whole, so the sums are the same however the work was shared out.
 */
export class Groups {
  readonly sums: Float64Array;
  constructor(
    readonly width: number,
    sums?: Float64Array,
  ) {
    this.sums = sums ?? new Float64Array(GROUPS * width);
  }

  add(group: number, place: number, value: number): void {
    this.sums[group * this.width + place]! += value;
  }

  merge(other: Float64Array): void {
    for (let i = 0; i < other.length; i++) this.sums[i]! += other[i]!;
  }

  of(group: number, place: number): number {
    return this.sums[group * this.width + place]!;
  }
}
