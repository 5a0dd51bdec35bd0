import type { Account } from '../../domain/account';
import type { AccountId } from '../../domain/brand';
import type { EventOf } from '../../domain/events';
import { least, totalOf, type Minor } from '../../domain/money';
import type { Speak } from '../../domain/simulate/outside';
import { plus, type Instant } from '../../domain/time';
import type { Chances, Purpose } from '../chance/chances';
import type { Agenda } from './agenda';
import type { Assumptions } from './assumptions';
import type { Payer } from './payer';

/** One account's debtor and the people around it: who they are, what they mean to do, and how they are heard. */
export type Circle = Readonly<{
  accountId: AccountId;
  chances: Chances;
  assumed: Assumptions;
  payer: Payer;
  agenda: Agenda;
  speak: Speak;
  /** How often something of a name has happened so far: each time has luck of its own. */
  nth: (name: string) => number;
  /** The contact that was reserved last: there is at most one under way. */
  latest: { contact: EventOf<'ContactReserved'> | null };
}>;

/** Whether something happens, the nth time that it could. */
export const happens = ({ chances }: Circle, purpose: Purpose, nth: number, share: number): boolean =>
  share > 0 && chances(purpose, nth) < share;

export function counter(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    return nth;
  };
}

/** Pays at most what is owed by now, as far as this account has heard. */
export function pay({ accountId, speak, nth }: Circle, account: Account, amountMinor: Minor, at: Instant): void {
  const owedMinor = least(amountMinor, totalOf(account.balance));
  if (account.closed || owedMinor <= 0n) return;
  speak.report(accountId, at, {
    type: 'PaymentReported',
    paymentId: `${accountId}-P${nth('payment')}`,
    amountMinor: owedMinor,
    currency: account.currency,
    paidAt: at,
    method: 'bank-transfer',
  });
}

/** Something that is asked again after a while as long as it cannot be done; an account that is closed asks nothing. */
export function planWhen(
  circle: Circle,
  at: Instant,
  againAfterMs: number,
  isDone: (account: Account, at: Instant) => boolean,
): void {
  const act = (account: Account, now: Instant): void => {
    if (!account.closed && !isDone(account, now)) planWhen(circle, plus(now, againAfterMs), againAfterMs, isDone);
  };
  circle.agenda.add({ at, act });
}
