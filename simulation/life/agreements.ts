import { isSuspended, type Account } from '../../domain/account';
import type { EventOf, Instalment } from '../../domain/events';
import { least, totalOf } from '../../domain/money';
import { addDays, dayOf, momentOf, type Day, type Instant } from '../../domain/time';
import { happens, pay, type Circle } from './circle';

const DAYS_BETWEEN_INSTALMENTS = 30;
const NOON = 12 * 60;
const BY = 'simulated-collector';

/** What a debtor who was spoken to agrees to: at most one thing, and none while something else keeps collection still. */
export function agree(circle: Circle, account: Account, nth: number, at: Instant): void {
  if (account.promise || account.arrangement || isSuspended(account) || account.closed) return;
  const { arrangement, promise } = circle.assumed.agreement;
  const draw = circle.chances('agreement', nth);
  if (draw < arrangement) agreeInstalments(circle, account, nth, at);
  else if (draw < arrangement + promise) promisePayment(circle, account, nth, at);
}

function promisePayment({ accountId, speak, assumed }: Circle, account: Account, nth: number, at: Instant): void {
  const { promiseShareOfArrears, promisedAfterDays } = assumed.agreement;
  const wantedMinor = BigInt(Math.round(Number(account.arrearsMinor) * promiseShareOfArrears));
  const amountMinor = least(wantedMinor, totalOf(account.balance));
  if (amountMinor <= 0n) return;
  const promisedOn = addDays(dayOf(at, account.timeZone), promisedAfterDays);
  const promiseId = `${accountId}-promise-${nth}`;
  speak.command(accountId, at, { type: 'AgreePromise', promiseId, amountMinor, promisedOn, by: BY });
}

function agreeInstalments({ accountId, speak, assumed }: Circle, account: Account, nth: number, at: Instant): void {
  const balanceMinor = totalOf(account.balance);
  const partMinor = balanceMinor / BigInt(assumed.agreement.instalments);
  if (partMinor <= 0n) return;
  const today = dayOf(at, account.timeZone);
  const instalments = Array.from({ length: assumed.agreement.instalments }, (_, i): Instalment => {
    const isLast = i === assumed.agreement.instalments - 1;
    const amountMinor = isLast ? balanceMinor - partMinor * BigInt(i) : partMinor;
    return { dueOn: addDays(today, DAYS_BETWEEN_INSTALMENTS * (i + 1)), amountMinor };
  });
  const arrangementId = `${accountId}-arrangement-${nth}`;
  speak.command(accountId, at, { type: 'AgreeArrangement', arrangementId, instalments, method: 'transfer', by: BY });
}

const noonOf = (day: Day, { timeZone }: Account): Instant => momentOf(day, NOON, timeZone);

/** A promise that is kept is kept at noon of its day. */
export function promised(circle: Circle, account: Account, made: EventOf<'PromiseMade'>): void {
  if (!happens(circle, 'promiseKept', circle.nth('promise'), circle.assumed.agreement.promiseKept)) return;
  circle.agenda.add({
    at: noonOf(made.promisedOn, account),
    act: (known, at) => {
      if (known.promise?.promiseId !== made.promiseId) return;
      circle.payer.paidOtherwise();
      pay(circle, known, made.amountMinor, at);
    },
  });
}

/** One instalment after the other, until one is not paid. */
export function arranged(circle: Circle, account: Account, agreed: EventOf<'ArrangementAgreed'>): void {
  for (const { dueOn, amountMinor } of agreed.instalments) {
    const isKept = happens(circle, 'instalmentKept', circle.nth('instalment'), circle.assumed.agreement.instalmentKept);
    if (!isKept) return;
    circle.agenda.add({
      at: noonOf(dueOn, account),
      act: (known, at) => {
        if (known.arrangement?.arrangementId !== agreed.arrangementId) return;
        circle.payer.paidOtherwise();
        pay(circle, known, amountMinor, at);
      },
    });
  }
}
