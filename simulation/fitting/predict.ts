import { PAYS, STATES, type Pays, type Run, type Size, type State } from './observe';
import type { Counts } from './fit';

/** Few observations lean on what all of the same state did, as if so many more of those had been seen. */
export const LEANS_ON = 20;

/** The model as chances. */
export type Predict = Readonly<{
  pays: (state: State, run: Run, size: Size) => readonly number[];
  becomes: (state: State, run: Run, pays: Pays) => readonly number[];
  /** The share of what is owed that is paid, for a draw from 0 to 1. */
  share: (state: State, pays: Pays, draw: number) => number;
}>;

/** Chances from counts; each is worked out once, as a run asks millions of times. */
export function predictFrom(counts: Counts): Predict {
  const pays = smoothed(counts.pays, PAYS.length, ([state]) => state!);
  const becomes = smoothed(counts.becomes, STATES.length, ([state, , paid]) => `${state}/${paid}`);
  return {
    pays: (state, run, size) => pays(`${state}/${run}/${size}`),
    becomes: (state, run, paid) => becomes(`${state}/${run}/${paid}`),
    share: (state, paid, draw) => shareAt(counts.shares[`${state}/${paid}`] ?? DEFAULT_SHARES[paid], draw),
  };
}

/** For a state in which nobody ever paid so much. */
const DEFAULT_SHARES: Readonly<Record<Pays, readonly number[]>> = {
  none: [0, 0],
  small: [0.005, 0.05],
  part: [0.05, 0.2],
  full: [1, 1],
};

type GroupOf = (parts: readonly string[]) => string;

function smoothed(counts: Counts['pays'], words: number, groupOf: GroupOf): (key: string) => readonly number[] {
  const groups = new Map<string, number[]>();
  for (const [key, seen] of Object.entries(counts)) {
    const group = groupOf(key.split('/'));
    const sum = groups.get(group) ?? Array.from({ length: words }, () => 0.5);
    groups.set(
      group,
      sum.map((value, i) => value + (seen[i] ?? 0)),
    );
  }
  const even = Array.from({ length: words }, () => 1);
  const known = new Map<string, readonly number[]>();
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const prior = toChances(groups.get(groupOf(key.split('/'))) ?? even);
    const chances = toChances(prior.map((chance, i) => (counts[key]?.[i] ?? 0) + LEANS_ON * chance));
    known.set(key, chances);
    return chances;
  };
}

function toChances(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Between two known values a share lies on the line from one to the other. */
function shareAt(quantiles: readonly number[], draw: number): number {
  const place = draw * (quantiles.length - 1);
  const low = Math.floor(place);
  const from = quantiles[low]!;
  const to = quantiles[low + 1] ?? from;
  return from + (to - from) * (place - low);
}

/** Which of several a draw from 0 to 1 means. */
export function pickBy(chances: readonly number[], draw: number): number {
  let left = draw;
  for (const [i, chance] of chances.entries()) {
    left -= chance;
    if (left < 0) return i;
  }
  return chances.length - 1;
}
