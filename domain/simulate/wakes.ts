import type { Instant } from '../time';

/** The moments at which the outside of one account wants to be told the time, the first one first, each once. */
export class Wakes {
  readonly #moments: Instant[] = [];

  add(at: Instant): void {
    this.#moments.push(at);
    this.#moments.sort((a, b) => a - b);
  }

  nextAt = (): Instant | null => this.#moments[0] ?? null;

  /** Those that have come by now. */
  take(now: Instant): void {
    while (this.#moments.length > 0 && this.#moments[0]! <= now) this.#moments.shift();
  }
}
