import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import type { Counts } from '../fitting/fit';
import type { Assumptions } from '../life/assumptions';
import type { Unit } from '../life/liveUnit';

/** What a worker has to know before it begins. */
export type Work = Readonly<{
  seed: number;
  startOn: Day;
  days: number;
  /** Champion first. */
  packs: readonly PolicyInForce[];
  counts: Counts;
  assumed: Assumptions;
}>;

/** To a worker: debtors to live, until there are no more. */
export type ToWorker = Readonly<{ units: readonly Unit[] } | { end: true }>;
/** From a worker: so many accounts are lived under every pack; at the end the sums of each pack. */
export type FromWorker = Readonly<{ lived: number } | { sums: readonly Float64Array[] }>;
