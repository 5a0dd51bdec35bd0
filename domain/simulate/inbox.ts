import type { Message } from '../message';
import { earlier, type Instant } from '../time';
import type { Arrival } from './outside';

/** What is on its way to one account, in the order of arrival; of what arrives at once, in the order in which it was said. */
export class Inbox {
  #arrivals: Arrival[] = [];

  add(arrival: Arrival): void {
    let place = this.#arrivals.length;
    while (place > 0 && isBefore(arrival, this.#arrivals[place - 1]!)) place -= 1;
    this.#arrivals.splice(place, 0, arrival);
  }

  /** When the account is handed over: before that nobody is there to hear. */
  bornAt(): Instant | null {
    const birth = this.#arrivals.find(({ message }) => isHandOver(message));
    return birth ? birth.at : null;
  }

  /** When the first of them wakes the account. */
  ringsAt(): Instant | null {
    return this.#arrivals.reduce<Instant | null>(
      (first, { ringsAt }) => (first === null ? ringsAt : earlier(first, ringsAt)),
      null,
    );
  }

  take(now: Instant): readonly Message[] {
    let count = 0;
    const turn = this.#arrivals[0]?.turn;
    while (count < this.#arrivals.length && isNow(this.#arrivals[count]!, now, turn)) count += 1;
    if (count === 0) return NOTHING;
    return this.#arrivals.splice(0, count).map(({ message }) => message);
  }
}

const isBefore = (one: Arrival, other: Arrival): boolean =>
  one.at < other.at || (one.at === other.at && (one.order ?? 0) < (other.order ?? 0));

const isNow = ({ at, turn }: Arrival, now: Instant, heard: number | undefined): boolean => at <= now && turn === heard;

const NOTHING: readonly Message[] = [];

const isHandOver = (message: Message): boolean => 'fact' in message && message.fact.type === 'AccountHandedOver';
