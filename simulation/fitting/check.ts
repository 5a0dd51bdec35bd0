import { fit } from './fit';
import { PAYS, STATES, type Observation } from './observe';
import { predictFrom, type Predict } from './predict';

/** The last step of the data, from July to August: a model of the steps before it is held against it. */
const HELD_OUT = 3;

export type Comparison = Readonly<{ predicted: number; observed: number }>;

/** How well a model of the earlier months foretells the last one. Log loss: lower is better; `naive` knows the overall shares only. */
export type FitCheck = Readonly<{
  fittedOn: number;
  heldOut: number;
  logLoss: Readonly<{ pays: number; naivePays: number; becomes: number; naiveBecomes: number }>;
  pays: Readonly<Record<string, Comparison>>;
  becomes: Readonly<Record<string, Comparison>>;
  paidShareOfBills: Comparison;
}>;

export function checkFit(observations: readonly Observation[]): FitCheck {
  const known = observations.filter(({ step }) => step < HELD_OUT);
  const later = observations.filter(({ step }) => step === HELD_OUT);
  const predict = predictFrom(fit(known));
  const naive = { pays: sharesOf(known, PAYS, 'pays'), becomes: sharesOf(known, STATES, 'becomes') };
  const paysOf = ({ state, run, size }: Observation) => predict.pays(state, run, size);
  const becomesOf = (one: Observation) => becomesBefore(predict, one);
  return {
    fittedOn: known.length,
    heldOut: later.length,
    logLoss: {
      pays: lossOf(later, PAYS, 'pays', paysOf),
      naivePays: lossOf(later, PAYS, 'pays', () => naive.pays),
      becomes: lossOf(later, STATES, 'becomes', becomesOf),
      naiveBecomes: lossOf(later, STATES, 'becomes', () => naive.becomes),
    },
    pays: compare(later, PAYS, 'pays', paysOf),
    becomes: compare(later, STATES, 'becomes', becomesOf),
    paidShareOfBills: comparePaid(later, predict),
  };
}

/** What becomes of it as it is foretold before anybody knows what will be paid. */
function becomesBefore(predict: Predict, { state, run, size }: Observation): readonly number[] {
  const pays = predict.pays(state, run, size);
  return STATES.map((_, to) =>
    PAYS.reduce((sum, paid, i) => sum + pays[i]! * predict.becomes(state, run, paid)[to]!, 0),
  );
}

type Words<Key extends 'pays' | 'becomes'> = readonly Observation[Key][];
type Foretell = (one: Observation) => readonly number[];

function sharesOf<Key extends 'pays' | 'becomes'>(
  seen: readonly Observation[],
  words: Words<Key>,
  key: Key,
): readonly number[] {
  return words.map((word) => seen.filter((one) => one[key] === word).length / seen.length);
}

function lossOf<Key extends 'pays' | 'becomes'>(
  seen: readonly Observation[],
  words: Words<Key>,
  key: Key,
  foretell: Foretell,
): number {
  const sum = seen.reduce((loss, one) => loss - Math.log(foretell(one)[words.indexOf(one[key])]!), 0);
  return rounded(sum / seen.length);
}

function compare<Key extends 'pays' | 'becomes'>(
  seen: readonly Observation[],
  words: Words<Key>,
  key: Key,
  foretell: Foretell,
): Readonly<Record<string, Comparison>> {
  const observed = sharesOf(seen, words, key);
  const row = (word: string, i: number) => {
    const predicted = seen.reduce((sum, one) => sum + foretell(one)[i]!, 0) / seen.length;
    return [word, { predicted: rounded(predicted), observed: rounded(observed[i]!) }] as const;
  };
  return Object.fromEntries(words.map(row));
}

const DRAWS = 200;

function comparePaid(seen: readonly Observation[], predict: Predict): Comparison {
  const owed = seen.reduce((sum, one) => sum + one.billTwd, 0);
  const expected = new Map<string, number>();
  const meanShare = (one: Observation, i: number): number => {
    const key = `${one.state}/${PAYS[i]}`;
    const mean = expected.get(key) ?? meanOf((draw) => predict.share(one.state, PAYS[i]!, draw));
    expected.set(key, mean);
    return mean;
  };
  const foretold = seen.reduce((sum, one) => {
    const chances = predict.pays(one.state, one.run, one.size);
    return sum + one.billTwd * chances.reduce((share, chance, i) => share + chance * meanShare(one, i), 0);
  }, 0);
  const paid = seen.reduce((sum, one) => sum + one.billTwd * one.share, 0);
  return { predicted: rounded(foretold / owed), observed: rounded(paid / owed) };
}

const meanOf = (share: (draw: number) => number): number =>
  Array.from({ length: DRAWS }, (_, i) => share((i + 0.5) / DRAWS)).reduce((a, b) => a + b, 0) / DRAWS;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
