import { GROUPS, type Groups } from './groups';
import { interval, type Interval } from './interval';
import { CHANNELS, type Layout } from './layout';
import type { Assumptions } from '../life/assumptions';

/** Something that is told of each policy: a sum, or one sum divided by another. */
export type Measure = Readonly<{
  name: string;
  /** Sums with their weights. */
  of: readonly Term[];
  per: readonly Term[] | null;
}>;
type Term = readonly [name: string, weight: number];

export type Told = Readonly<{ value: number; interval: Interval | null }>;
export type Compared = Readonly<{ difference: number; interval: Interval | null }>;

const sum = (name: string): Measure => ({ name, of: [[name, 1]], per: null });
const rate = (name: string, of: string, per: string): Measure => ({ name, of: [[of, 1]], per: [[per, 1]] });

const each = (name: string, of: readonly Term[]): Measure => ({ name, of, per: [['accounts', 1]] });
const perThousand = (name: string, of: string): Measure => each(name, [[of, 1000]]);

/** What is told with an interval, in this order. */
export function measuresWith(cost: Assumptions['cost']): readonly Measure[] {
  const costs = CHANNELS.map((channel): Term => [`contacts.${channel}`, cost[channel]]);
  const contacts = CHANNELS.map((channel): Term => [`contacts.${channel}`, 1]);
  return [
    sum('recoveredMinor'),
    rate('recoveredShare', 'recoveredMinor', 'owedMinor'),
    rate('notCuredShare', 'notCuredMinor', 'owedMinor'),
    rate('curedShare', 'cured', 'accounts'),
    rate('meanDaysToCure', 'daysToCure', 'cured'),
    each('contactsPerAccount', contacts),
    ...CHANNELS.map((channel) => rate(`${channel}PerAccount`, `contacts.${channel}`, 'accounts')),
    rate('talksPerAccount', 'rightParty', 'accounts'),
    each('costPerAccount', costs),
    // A thousand whole units of money are 100,000 minor ones.
    { name: 'costPerThousandRecovered', of: costs, per: [['recoveredMinor', 1 / 100_000]] },
    rate('promisesBrokenShare', 'promisesBroken', 'promises'),
    perThousand('complaintsPerThousand', 'complaints'),
    perThousand('optOutsPerThousand', 'optOuts'),
    perThousand('disputesPerThousand', 'disputes'),
    rate('referredShare', 'referrals', 'accounts'),
    rate('writtenOffShare', 'ended.writtenOff', 'accounts'),
  ];
}

/** The sums of one policy, quick to ask with or without a group. */
export class Sums {
  readonly #totals: Float64Array;
  /** Groups that anything was counted in: the first ones, as debtors are dealt out in turn. */
  readonly used: number;

  constructor(
    private readonly layout: Layout,
    private readonly groups: Groups,
  ) {
    this.#totals = new Float64Array(layout.names.length);
    for (let group = 0; group < GROUPS; group++) {
      for (let place = 0; place < this.#totals.length; place++) this.#totals[place]! += groups.of(group, place);
    }
    const accounts = layout.placeOf('accounts');
    let used = 0;
    while (used < GROUPS && groups.of(used, accounts) > 0) used += 1;
    this.used = used;
  }

  total(name: string): number {
    return this.#totals[this.layout.placeOf(name)]!;
  }

  value({ of, per }: Measure, left: number | null = null): number {
    const above = this.#weighted(of, left);
    return per ? above / this.#weighted(per, left) : above * scaleOf(this.used, left);
  }

  tell(measure: Measure): Told {
    const found = interval(this.used, (left) => this.value(measure, left));
    // Nothing that is told of one policy can be less than nothing, and no share more than all.
    const most = measure.name.endsWith('Share') ? 1 : Infinity;
    const within = found && { ...found, low: Math.max(0, found.low), high: Math.min(most, found.high) };
    return { value: this.value(measure), interval: within };
  }

  #weighted(terms: readonly Term[], left: number | null): number {
    let weighted = 0;
    for (const [name, weight] of terms) {
      const place = this.layout.placeOf(name);
      weighted += weight * (this.#totals[place]! - (left === null ? 0 : this.groups.of(left, place)));
    }
    return weighted;
  }
}

/** A sum without one group is scaled up to the whole. */
const scaleOf = (groups: number, left: number | null): number => (left === null ? 1 : groups / (groups - 1));

/** Challenger less champion. The same debtors with the same luck are in the same groups. */
export function compare(measure: Measure, champion: Sums, challenger: Sums): Compared {
  const difference = (left: number | null): number => challenger.value(measure, left) - champion.value(measure, left);
  return { difference: difference(null), interval: interval(champion.used, difference) };
}
