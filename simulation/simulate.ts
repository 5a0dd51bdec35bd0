import { basename } from 'node:path';
import { version } from '../package.json';
import type { Collector, PolicyInForce } from '../domain/policy';
import { refusesToApply } from '../domain/policyApplies';
import type { Product } from '../domain/events';
import type { Day } from '../domain/time';
import { sha256 } from '../storage/json';
import { layoutFor } from './figures/layout';
import type { AssumptionsFile } from './life/assumptions';
import type { ModelFile } from './readModel';
import { simulated, type Simulated } from './result';
import { livePool } from './running/pool';
import type { Survey } from './running/survey';
import { units } from './running/units';
import { workerCode } from './running/workerCode';

export type Simulation = Readonly<{
  path: string;
  survey: Survey;
  /** Champion first. */
  packs: readonly PolicyInForce[];
  model: ModelFile;
  behaviour: AssumptionsFile;
  collector: Collector;
  startOn: Day;
  days: number;
  seed: number;
  /** How many accounts to live; null lives each row once. */
  accounts: number | null;
  threads: number;
  onLived?: (accounts: number) => void;
  signal: AbortSignal;
}>;

/** A virtual stretch of time for a whole portfolio under each pack. Refuses before it begins what cannot be compared. */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const { path, survey, packs, model, behaviour, startOn, days, seed, accounts, threads, onLived, signal } = simulation;
  const leftOut = notApplying(simulation);
  const code = await workerCode();
  const layout = layoutFor(days);
  const counts = model.model;
  const groups = await livePool({
    code,
    work: { seed, startOn, days, packs, counts, assumed: behaviour.assumptions },
    threads,
    units: units({ path, rows: survey.rows, accounts, seed, takes: ({ product }) => !(product in leftOut) }),
    width: layout.names.length,
    ...(onLived && { onLived }),
    signal,
  });
  return simulated({
    ...simulation,
    build: `${version}+${sha256(code).slice(0, 12)}`,
    file: basename(path),
    leftOut,
    layout,
    groups,
  });
}

/** Products that one of the packs is not for are left out of all of them; anything else that does not fit is an error. */
function notApplying({ survey, packs, collector, startOn }: Simulation): Readonly<Record<string, number>> {
  const { currencies, products } = survey;
  const leftOut: Record<string, number> = {};
  for (const { policy } of packs) {
    const foreign = Object.entries(currencies).filter(([currency]) => currency !== policy.currency);
    if (foreign.length > 0) {
      const told = foreign.map(([currency, count]) => `${count} in ${currency}`).join(', ');
      throw new Error(`${policy.id} is for ${policy.currency}, but the portfolio holds accounts in another: ${told}.`);
    }
    for (const [product, count] of Object.entries(products)) {
      const isFor = policy.appliesTo.products.includes(product as Product);
      const applicant = {
        collector,
        product: product as Product,
        currency: policy.currency,
        today: startOn,
      };
      const refusal = refusesToApply(policy, applicant);
      if (!isFor) leftOut[product] = count;
      else if (refusal !== undefined) throw new Error(`${refusal}. (The first day is ${startOn}; see --start.)`);
    }
  }
  if (Object.keys(leftOut).length === Object.keys(products).length) {
    throw new Error(`No account of the portfolio is left: the packs are not for ${Object.keys(leftOut).join(', ')}.`);
  }
  return leftOut;
}
