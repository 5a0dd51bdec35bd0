import { PAYS, STATES, type Observation, type Pays, type State } from './observe';

/** Counts, keyed `state/run/size` for what is paid, `state/run/pays` for what becomes of it. Whole numbers say most. */
export type Counts = Readonly<{
  pays: Readonly<Record<string, readonly number[]>>;
  becomes: Readonly<Record<string, readonly number[]>>;
  /** Shares of the bill that were paid, by `state/pays`: the values at 0 %, 5 % … 100 % of the sorted observations. */
  shares: Readonly<Record<string, readonly number[]>>;
}>;

const QUANTILES = 20;

/** Fitting is counting; smoothing is left to whoever reads the model. */
export function fit(observations: readonly Observation[]): Counts {
  const pays = new Map<string, number[]>();
  const becomes = new Map<string, number[]>();
  const shares = new Map<string, number[]>();
  for (const one of observations) {
    const { state, run, size } = one;
    count(pays, `${state}/${run}/${size}`, PAYS, one.pays);
    count(becomes, `${state}/${run}/${one.pays}`, STATES, one.becomes);
    if (one.pays === 'none') continue;
    const key = `${state}/${one.pays}`;
    shares.set(key, [...(shares.get(key) ?? []), one.share]);
  }
  const quantiles = [...shares].map(([key, values]) => [key, quantilesOf(values)] as const);
  return { pays: inOrder([...pays]), becomes: inOrder([...becomes]), shares: inOrder(quantiles) };
}

function count<Word extends Pays | State>(
  into: Map<string, number[]>,
  key: string,
  words: readonly Word[],
  word: Word,
): void {
  const counts = into.get(key) ?? words.map(() => 0);
  counts[words.indexOf(word)]! += 1;
  into.set(key, counts);
}

function quantilesOf(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: QUANTILES + 1 }, (_, i) => {
    const value = sorted[Math.round((i * (sorted.length - 1)) / QUANTILES)] ?? 0;
    return Math.round(value * 10_000) / 10_000;
  });
}

const inOrder = <Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
