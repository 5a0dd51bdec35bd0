import { lastToldOn } from './calendar';
import { happeningsOf, type Happening } from './happeningsOf';
import type { LateAccount } from './lateAccount';
import { coveredAt, paymentsOf, type Payment } from './paymentsOf';

/** What the outside world does about one account after its hand-over, in the order of time. */
export type Life = Readonly<{ payments: readonly Payment[]; happenings: readonly Happening[] }>;

/** The payments are those of the data, the rest is made up. The account's life ends when it is paid, withdrawn or recalled. */
export function lifeOf(account: LateAccount): Life {
  const paid = paymentsOf(account);
  const told = happeningsOf(account, paid).filter(({ at }) => at.slice(0, 10) <= lastToldOn(account.startOn));
  const ends = [coveredAt(account, paid), ...told.filter(({ endsCollection }) => endsCollection).map(({ at }) => at)];
  const endAt = ends.filter((at) => at !== undefined).toSorted()[0] ?? '9999';
  return {
    payments: paid.filter(({ paidAt }) => paidAt <= endAt),
    happenings: told.filter(({ at }) => at <= endAt).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
}
