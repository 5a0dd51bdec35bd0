import type { Account } from '../../domain/account';
import { bucketOf } from '../../domain/bucket';
import type { AccountEvent, EventOf } from '../../domain/events';
import { totalOf } from '../../domain/money';
import type { Channel } from '../../domain/policy';
import { DAY_MS, type Instant } from '../../domain/time';
import type { Groups } from './groups';
import type { Layout } from './layout';

const WEEK_MS = 7 * DAY_MS;

/** Counts what happens to one account under one policy into the sums of its group. */
export class Tally {
  reserved: Channel | null = null;
  #isCured = false;

  constructor(
    private readonly layout: Layout,
    private readonly groups: Groups,
    private readonly group: number,
    private readonly startAt: Instant,
  ) {}

  tell(event: AccountEvent, account: Account): void {
    const count = COUNTS[event.type] as Count<AccountEvent['type']> | undefined;
    count?.(this, event, account);
  }

  /** How an account stands at the end of the simulation. */
  end(account: Account, now: Instant): void {
    if (!this.#isCured) this.count('notCuredMinor', Number(totalOf(account.balance)));
    if (account.closed) return;
    this.count(`open.${account.stage}`);
    this.count(`bucket.${bucketOf(account, now)}`);
  }

  paid({ applied, at }: EventOf<'PaymentReceived'>): void {
    const appliedMinor = Number(totalOf(applied));
    this.count('recoveredMinor', appliedMinor);
    this.count(`recoveredMinor.${this.#weekOf(at)}`, appliedMinor);
  }

  closed({ because, at }: EventOf<'AccountClosed'>, { closing }: Account): void {
    const ending = because === 'withdrawn' && closing === 'becameCurrent' ? closing : because;
    this.count(`ended.${ending}`);
    if (ending !== 'settled' && ending !== 'cured' && ending !== 'becameCurrent') return;
    this.#isCured = true;
    this.count('cured');
    this.count('daysToCure', Math.round((at - this.startAt) / DAY_MS));
    this.count(`cured.${this.#weekOf(at)}`);
  }

  #weekOf(at: Instant): number {
    return Math.min(this.layout.weeks - 1, Math.floor((at - this.startAt) / WEEK_MS));
  }

  count(name: string, value = 1): void {
    this.groups.add(this.group, this.layout.placeOf(name), value);
  }
}

type Count<Type extends AccountEvent['type']> = (tally: Tally, event: EventOf<Type>, account: Account) => void;

const once =
  (name: string) =>
  (tally: Tally): void =>
    tally.count(name);

/** What each event adds; all others add nothing. */
const COUNTS: { readonly [Type in AccountEvent['type']]?: Count<Type> } = {
  AccountOpened(tally, { balance }) {
    tally.count('accounts');
    tally.count('owedMinor', Number(totalOf(balance)));
  },
  PaymentReceived: (tally, event) => tally.paid(event),
  RefundDue: (tally, { amountMinor }) => tally.count('refundMinor', Number(amountMinor)),
  ContactReserved: (tally, { channel }) => void (tally.reserved = channel),
  ContactSent: (tally) => void (tally.reserved && tally.count(`contacts.${tally.reserved}`)),
  LetterPrinted: once('contacts.letter'),
  ContactSuppressed: (tally, { rule }) => tally.count(`suppressed.${rule}`),
  ContactDeferred: (tally, { rule }) => tally.count(`deferred.${rule}`),
  CallResultRecorded: (tally, { result }) => void (result === 'rightParty' && tally.count('rightParty')),
  HoldPlaced: (tally, { kind }) => void (kind === 'complaint' && tally.count('complaints')),
  AccountClosed: (tally, event, account) => tally.closed(event, account),
  PromiseMade: once('promises'),
  PromiseBroken: once('promisesBroken'),
  ArrangementAgreed: once('arrangements'),
  OptedOut: once('optOuts'),
  DisputeRaised: once('disputes'),
  ReferredToLegal: once('referrals'),
  Escalated: once('escalations'),
};
