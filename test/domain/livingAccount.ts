import type { Account } from '../../domain/account';
import type { AccountEvent, EventOf } from '../../domain/events';
import type { Command, Fact, Message } from '../../domain/message';
import type { Circumstances, CountedContact } from '../../domain/rules/circumstances';
import { DAY_MS, type Instant } from '../../domain/time';
import { add, carryOn, listen, replay, type Draft, type Next } from '../../domain/turn';
import { isNotSlept } from './deadlines';
import { isNotUnderWay, isRaisedOnce, mayBeMade } from './laws';
import { packOf } from './lifePacks';
import { holdsAsTold, isSound, keepsTime } from './soundness';
import { birthOf, isBarring } from './told';

export type Said = Readonly<{ fact: Fact } | { command: Command }>;

const TURNS_MAX = 5000;
/** As far as storage looks back. */
const SEEN_MS = 8 * DAY_MS;

/** One account with its journal, its inbox and its clock; what is written down is held against the laws. */
export class LivingAccount {
  readonly journal: AccountEvent[];
  account: Account;
  now: Instant;
  /** Attempts whose message may be with the debtor, though nobody has heard so. */
  readonly underWay = new Set<string>();
  /** Contacts about other accounts of the debtor. */
  readonly elsewhere: CountedContact[] = [];
  private inbox: Message[] = [];
  private posted = 0;
  private turns = 0;

  constructor(first: EventOf<'AccountOpened'>) {
    this.journal = [first];
    this.account = replay([first]);
    this.now = first.at;
  }

  /** A call result that says so is followed by the bar of the number, as storage does it. */
  post(said: Said): void {
    const head = { id: String(++this.posted), receivedAt: this.now };
    this.inbox.push('fact' in said ? { ...head, ...said } : { ...head, ...said, expiresAt: this.now });
    const bar = 'fact' in said && this.barOf(said.fact);
    if (bar) this.post({ fact: bar });
  }

  /** Everything that waits is heard. */
  open(): Draft {
    const waiting = this.inbox;
    this.inbox = [];
    return listen(this.account, waiting, packOf, this.now).draft;
  }

  having(event: AccountEvent): Draft {
    return add(this.open(), event, 'clock');
  }

  /** Writes down, event by event, what a law may object to. */
  keep(draft: Draft): void {
    for (const { event } of draft.recorded) {
      if (event.type === 'ContactReserved' || event.type === 'LetterIssued')
        mayBeMade(this.journal, event, this.contacts());
      if (event.type === 'ContactWithdrawn' || event.type === 'ContactMissed') isNotUnderWay(this.underWay, event);
      if (event.type === 'Escalated') isRaisedOnce(this.journal, event);
      this.journal.push(event);
    }
    this.account = draft.account;
  }

  close(draft: Draft): Next {
    if (++this.turns > TURNS_MAX) throw new Error('The account never comes to rest');
    const turn = carryOn(draft, packOf, this.now);
    this.keep(turn);
    isSound(this.journal, turn, this.now);
    if (!turn.account.openAttempt) isNotSlept(this.journal, turn.next);
    keepsTime(this.journal, turn.account, this.now);
    holdsAsTold(this.journal, turn.account);
    return turn.next;
  }

  /** Every contact with the debtor so far, as the lists of attempts would tell it. */
  contacts(): readonly CountedContact[] {
    const { accountId } = birthOf(this.journal);
    const own = new Map<string, CountedContact>();
    for (const [i, event] of this.journal.entries()) {
      const made = { accountId, at: event.at, result: null, isInbound: false };
      if (event.type === 'ContactReserved') own.set(event.attemptId, { ...made, ...event });
      if (event.type === 'LetterIssued') own.set(event.registerNumber, { ...made, ...event, channel: 'letter' });
      if (event.type === 'LetterSpoiled') own.delete(event.registerNumber);
      const isNotMade = event.type === 'ContactWithdrawn' || event.type === 'ContactMissed';
      if (isNotMade && event.attemptId !== null) own.delete(event.attemptId);
      if (event.type !== 'CallResultRecorded') continue;
      const { attemptId, result } = event;
      const call = attemptId === null ? undefined : own.get(attemptId);
      if (call) own.set(attemptId!, { ...call, result });
      if (attemptId === null)
        own.set(`inbound ${i}`, { ...made, result, channel: 'call', contactPointId: null, isInbound: true });
    }
    return [...own.values(), ...this.elsewhere].toSorted((a, b) => a.at - b.at);
  }

  circumstances(): Circumstances {
    return { contacts: this.contacts().filter(({ at }) => at > this.now - SEEN_MS) };
  }

  private barOf(fact: Fact): Fact | undefined {
    if (fact.type !== 'CallResultReported' || !isBarring(fact.result)) return undefined;
    const call = this.journal.find((event) => event.type === 'ContactReserved' && event.attemptId === fact.attemptId);
    if (call?.type !== 'ContactReserved') return undefined;
    return { type: 'ContactPointBarReported', contactPointId: call.contactPointId, because: fact.result };
  }
}
