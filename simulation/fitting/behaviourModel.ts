import { z } from 'zod';
import { checkFit } from './check';
import { fit } from './fit';
import { observationsOf, PAYS, STATES, type HistoryMonth } from './observe';
import { LEANS_ON } from './predict';

const comparison = z.strictObject({ predicted: z.number(), observed: z.number() });
const counts = (length: number) => z.record(z.string(), z.array(z.int().nonnegative()).length(length));
const chance = z.number().min(0).max(1);

/** A model's file. Whatever is in it was counted; nothing of it was thought up. */
export const behaviourModel = z.strictObject({
  format: z.literal(1),
  source: z.strictObject({
    name: z.string(),
    by: z.string(),
    doi: z.string(),
    licence: z.string(),
    changed: z.string(),
  }),
  explained: z.array(z.string()),
  lateClients: z.int().positive(),
  observations: z.int().positive(),
  leansOn: z.literal(LEANS_ON),
  states: z.tuple(STATES.map((word) => z.literal(word)) as never),
  paysWords: z.tuple(PAYS.map((word) => z.literal(word)) as never),
  pays: counts(PAYS.length),
  becomes: counts(STATES.length),
  shares: z.record(z.string(), z.array(chance).min(2)),
  check: z.strictObject({
    fittedOn: z.int(),
    heldOut: z.int(),
    logLoss: z.record(z.enum(['pays', 'naivePays', 'becomes', 'naiveBecomes']), z.number()),
    pays: z.record(z.string(), comparison),
    becomes: z.record(z.string(), comparison),
    paidShareOfBills: comparison,
  }),
});
export type BehaviourModel = z.output<typeof behaviourModel>;

const EXPLAINED = [
  'A month of a late client: what it pays of the bill (none, small < 5 %, part < 95 %, full) depends on its state, how many months it was late in a row (run) and the size of the debt; where it stands then depends on state, run and what it paid.',
  'Counts keyed state/run/size (pays) and state/run/pays (becomes), in the order of paysWords and states; shares are the paid part of the bill at 0 %, 5 % … 100 % of what was observed, keyed state/pays.',
  'States: current (was late before), late (1 or 2 months), veryLate (3 months and more). The data tells one month from two in its last status only, so that status is not used.',
  'The payment between two statuses is the one of the month after the second status: the data shows that it is this one that decides.',
  'Fitted by counting; a cell with few observations leans on all of its state as if `leansOn` more had been seen.',
  'check: a model of the steps before the last is held against the last one.',
];

/** Fits the model from clients in their order; the same clients make the same model. */
export async function fitModel(clients: AsyncIterable<Readonly<{ months: readonly HistoryMonth[] }>>) {
  let lateClients = 0;
  const observations = [];
  for await (const { months } of clients) {
    const seen = observationsOf(months);
    if (seen.length > 0) lateClients += 1;
    observations.push(...seen);
  }
  if (lateClients === 0) throw new Error('No client is late in these data. Are they the UCI credit-card data?');
  return {
    format: 1,
    source: {
      name: 'Default of Credit Card Clients, UCI Machine Learning Repository, 2009',
      by: 'I-Cheng Yeh',
      doi: '10.24432/C55S3H',
      licence: 'CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)',
      changed: 'counted: months of delay, bills and payments of clients who were late, April to September 2005',
    },
    explained: EXPLAINED,
    lateClients,
    observations: observations.length,
    leansOn: LEANS_ON,
    states: [...STATES],
    paysWords: [...PAYS],
    ...fit(observations),
    check: checkFit(observations),
  };
}
