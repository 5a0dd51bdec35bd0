import { totalOf, type Minor } from '../../domain/money';
import type { Account } from '../../domain/account';
import type { Channel } from '../../domain/policy';
import { DAY_MS, instant, plus, type Instant } from '../../domain/time';
import type { Chances } from '../chance/chances';
import { PAYS, runOf, sizeOf, STATES, type Pays, type State } from '../fitting/observe';
import { pickBy, type Predict } from '../fitting/predict';
import type { Assumptions } from './assumptions';

/** The data tell what was paid in a month; here it is this long. */
const MONTH_DAYS = 30;
const MONTH_MS = MONTH_DAYS * DAY_MS;
/** Repeated contacts are those of so many days. */
const REPETITION_MS = 30 * DAY_MS;
/** A chance of paying that the data say is certain would be paid at once; this is the least doubt. */
const LEAST_DOUBT = 1e-6;

export type Standing = Readonly<{ state: State; monthsLate: number }>;
type Lift = Readonly<{ from: Instant; until: Instant; by: number }>;

/** What a debtor does by the moment: pays so much, or turns out to be current again for the second month. */
export type Deed = Readonly<{ do: 'pay'; amountMinor: Minor }> | Readonly<{ do: 'becomeCurrent' }>;

/**
 * One debtor's readiness to pay one debt, month by month as the model says. Within a month the readiness is a rate (hazard): a
 * contact that reaches the debtor lifts it for some days, so that the month's payment comes earlier, or comes at all. The luck of
 * each month is drawn once and is the same whatever is done to the debtor.
 */
export class Payer {
  #month = 0;
  #monthEndsAt: Instant;
  #state: State;
  #monthsLate: number;
  #paid: Pays = 'none';
  #chances: readonly number[] = [];
  /** How much readiness has to gather before the debtor pays this month, and how much has so far. */
  #patience = 0;
  #gathered = 0;
  #gatheredAt: Instant;
  #lifts: Lift[] = [];

  constructor(
    private readonly chances: Chances,
    private readonly predict: Predict,
    private readonly assumed: Assumptions['payment'],
    { state, monthsLate }: Standing,
    balanceMinor: Minor,
    at: Instant,
  ) {
    this.#state = state;
    this.#monthsLate = monthsLate;
    this.#gatheredAt = at;
    this.#monthEndsAt = plus(at, MONTH_MS);
    this.#beginMonth(balanceMinor);
  }

  /** A contact reached the debtor: the same again within a month works less. */
  reached(channel: Channel, at: Instant): void {
    this.#gather(at);
    const { by, days } = this.assumed.uplift[channel];
    const recent = this.#lifts.filter(({ from }) => from > at - REPETITION_MS);
    const lift = { from: at, until: plus(at, days * DAY_MS), by: by * this.assumed.repetition ** recent.length };
    this.#lifts = [...recent, lift];
  }

  /** What was paid in another way, as an instalment or as promised, is this month's payment. */
  paidOtherwise(): void {
    if (this.#paid === 'none') this.#paid = 'part';
  }

  /** When the debtor does something by itself, if nobody reaches them before. */
  nextAt(): Instant {
    if (this.#paid !== 'none') return this.#monthEndsAt;
    const payAt = this.#paysAt();
    return payAt < this.#monthEndsAt ? payAt : this.#monthEndsAt;
  }

  /** Asked at `nextAt`. Who is in a dispute, bankrupt or dead does not pay, and the month passes. */
  act(account: Account, now: Instant): Deed | undefined {
    this.#gather(now);
    if (now >= this.#monthEndsAt) return this.#endMonth(account);
    if (this.#paid !== 'none' || this.#gathered < this.#patience - 1e-9) return undefined;
    this.#paid = this.#payClass();
    const amountMinor = willNotPay(account) ? 0n : this.#amountOf(account, this.#paid);
    if (amountMinor > 0n) return { do: 'pay', amountMinor };
    this.#paid = 'none';
    this.#patience = Infinity;
    return undefined;
  }

  #beginMonth(balanceMinor: Minor): void {
    this.#paid = 'none';
    this.#chances = this.predict.pays(this.#state, runOf(this.#monthsLate), sizeOf(balanceMinor));
    this.#patience = -Math.log(1 - this.chances('payment', this.#month));
    this.#gathered = 0;
  }

  /** Two months in a row that are not late: the bank takes the account back, as in the sample portfolio. */
  #endMonth(account: Account): Deed | undefined {
    const becomes = this.predict.becomes(this.#state, runOf(this.#monthsLate), this.#paid);
    const before = this.#state;
    this.#state = STATES[pickBy(becomes, this.chances('nextState', this.#month))]!;
    this.#monthsLate = this.#state === 'current' ? 0 : this.#monthsLate + 1;
    this.#month += 1;
    this.#monthEndsAt = plus(this.#monthEndsAt, MONTH_MS);
    this.#beginMonth(totalOf(account.balance));
    return before === 'current' && this.#state === 'current' ? { do: 'becomeCurrent' } : undefined;
  }

  /** Readiness a day, without any contact, such that a month of the fitted rate leaves the fitted chance of paying nothing. */
  #dailyRate(): number {
    return -Math.log(Math.max(this.#chances[0]!, LEAST_DOUBT)) / MONTH_DAYS;
  }

  #rateAt(at: Instant): number {
    const lifted = this.#lifts.reduce((sum, { from, until, by }) => (from <= at && at < until ? sum + by : sum), 0);
    const { withoutContact, mostUplift } = this.assumed;
    return (this.#dailyRate() * (withoutContact + Math.min(lifted, mostUplift))) / DAY_MS;
  }

  /** The rate changes where a lift ends; a lift begins in the moment in which it is told. */
  #nextChange(after: Instant): Instant {
    return this.#lifts.reduce((first, { until }) => (until > after && until < first ? until : first), FAR);
  }

  #gather(now: Instant): void {
    while (this.#gatheredAt < now) {
      const until = Math.min(now, this.#nextChange(this.#gatheredAt));
      this.#gathered += (until - this.#gatheredAt) * this.#rateAt(this.#gatheredAt);
      this.#gatheredAt = instant(until);
    }
  }

  #paysAt(): Instant {
    let at = this.#gatheredAt;
    let missing = this.#patience - this.#gathered;
    while (at < this.#monthEndsAt) {
      const rate = this.#rateAt(at);
      const change = this.#nextChange(at);
      const takesMs = missing / rate;
      if (at + takesMs <= change) return instant(Math.ceil(at + Math.max(0, takesMs)));
      missing -= (change - at) * rate;
      at = change;
    }
    return this.#monthEndsAt;
  }

  #payClass(): Pays {
    const [none = 0, ...some] = this.#chances;
    const paying = some.map((chance) => chance / (1 - none));
    return PAYS[1 + pickBy(paying, this.chances('payClass', this.#month))]!;
  }

  #amountOf({ balance }: Account, pays: Pays): Minor {
    const balanceMinor = totalOf(balance);
    if (pays === 'full') return balanceMinor;
    const share = this.predict.share(this.#state, pays, this.chances('payRatio', this.#month));
    const amountMinor = BigInt(Math.round(Number(balanceMinor) * share));
    return amountMinor < 1n && balanceMinor > 0n ? 1n : amountMinor;
  }
}

const FAR = instant(Number.MAX_SAFE_INTEGER);

const KEEPS_FROM_PAYING: readonly string[] = ['dispute', 'fraud', 'bankruptcy', 'death'];
/** An arrangement has payments of its own. */
const willNotPay = (account: Account): boolean =>
  account.arrangement !== null || account.holds.some(({ kind }) => KEEPS_FROM_PAYING.includes(kind));
