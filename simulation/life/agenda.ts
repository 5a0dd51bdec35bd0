import type { Account } from '../../domain/account';
import type { Instant } from '../../domain/time';

/** What somebody means to do at a moment, unless it is no longer right then. */
export type Plan = Readonly<{ at: Instant; act: (account: Account, at: Instant) => void }>;

/** The plans about one account, the first one first; of the same moment the one that was made first. */
export class Agenda {
  #plans: Plan[] = [];

  add(plan: Plan): void {
    const place = this.#plans.findIndex(({ at }) => at > plan.at);
    this.#plans.splice(place < 0 ? this.#plans.length : place, 0, plan);
  }

  nextAt(): Instant | null {
    return this.#plans[0]?.at ?? null;
  }

  take(now: Instant): Plan | undefined {
    return this.#plans[0] !== undefined && this.#plans[0].at <= now ? this.#plans.shift() : undefined;
  }
}
