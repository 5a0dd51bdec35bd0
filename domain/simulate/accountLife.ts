import type { Account } from '../account';
import type { AccountId } from '../brand';
import { later, type Instant } from '../time';
import { carryOn, listen, type Draft, type Next, type Policies, type Turn } from '../turn';
import type { ContactLedger } from './contactLedger';
import { Inbox } from './inbox';
import { LifeHasNoEnd, STEPS_MAX } from './lifeHasNoEnd';
import type { Known, Listener, Outside, Speak } from './outside';
import { Wakes } from './wakes';

/** What the lives of one debtor's accounts have in common. */
export type Debtor = Readonly<{
  policies: Policies;
  outside: Outside;
  listener: Listener;
  ledger: ContactLedger;
  speak: Speak;
}>;

/** An effect that has begun: until it ends the account hears nothing, as its workflow then waits for the activity. */
type UnderWay = Readonly<{ endsAt: Instant; end: () => void }>;

/** One account with its journal's length, its inbox and what it waits for: what storage and a workflow are to a real one. */
export class AccountLife {
  account: Account | null = null;
  version = 0;
  next: Next | null = null;
  readonly inbox = new Inbox();
  readonly wakes = new Wakes();
  underWay: UnderWay | null = null;
  #wakeAt: Instant | null = null;
  #steps = 0;

  constructor(
    readonly id: AccountId,
    readonly debtor: Debtor,
  ) {}

  /** When something happens next, if nobody says anything more. */
  nextAt(): Instant | null {
    if (this.underWay) return this.underWay.endsAt;
    if (this.account === null) return this.inbox.bornAt();
    if (this.next?.do === 'perform') return this.#wakeAt;
    const ringsAt = this.inbox.ringsAt();
    if (this.#wakeAt === null || ringsAt === null) return this.#wakeAt ?? ringsAt;
    return ringsAt < this.#wakeAt ? ringsAt : this.#wakeAt;
  }

  /** Whether it is time for what was known to be due, and not a message that wakes the account. */
  isAwake = (now: Instant): boolean => this.#wakeAt !== null && this.#wakeAt <= now;

  known = (now: Instant): Known => ({ account: this.account!, version: this.version, now });

  /** When the outside wants to be told that it is that time; nobody is told about an account that is not there yet. */
  wakesOutsideAt(): Instant | null {
    const at = this.account ? this.wakes.nextAt() : null;
    return at === null ? null : later(at, this.account!.openedAt);
  }

  wakeOutside(at: Instant): void {
    this.#countStep(at);
    this.wakes.take(at);
    const { listener, speak } = this.debtor;
    listener.onWake?.(this.id, at, this.account!, speak);
  }

  #countStep(at: Instant): void {
    if (++this.#steps > STEPS_MAX) throw new LifeHasNoEnd(this.id, at);
  }

  /** Everything that waits is heard. Time never runs backwards for an account. */
  open(at: Instant): Readonly<{ draft: Draft; now: Instant }> {
    this.#countStep(at);
    const { policies, listener } = this.debtor;
    const now = this.account ? later(at, this.account.lastEventAt) : at;
    const messages = this.inbox.take(now);
    if (this.account && messages.length === 0) return { draft: { account: this.account, recorded: [] }, now };
    const { draft, answers } = listen(this.account, messages, policies, now);
    for (const answer of answers) listener.onAnswer?.(this.id, answer, now);
    return { draft, now };
  }

  /** Goes on from a draft until there is something to do or to wait for, and writes all of it. */
  close(draft: Draft, now: Instant): Next {
    const turn = carryOn(draft, this.debtor.policies, now);
    this.write(turn);
    return this.goOn(turn.next, now);
  }

  write({ account, recorded }: Draft | Turn): void {
    const { ledger, listener, speak } = this.debtor;
    this.account = account;
    for (const { event, cause } of recorded) {
      this.version += 1;
      ledger.tell(this.id, this.version, event);
      listener.onEvent?.({ accountId: this.id, version: this.version, event, cause, account }, speak);
    }
  }

  /** What comes next is begun as late as the outside says. */
  goOn(next: Next, now: Instant): Next {
    this.next = next;
    this.underWay = null;
    this.#wakeAt = this.#beginsAt(next, now);
    return next;
  }

  #beginsAt(next: Next, now: Instant): Instant | null {
    if (next.do === 'rest' || (next.do === 'wait' && next.until === null)) return null;
    const dueAt = next.do === 'wait' ? later(next.until!, now) : now;
    const action = next.do === 'wait' ? next.toDo : next.action;
    const { beginsAt } = this.debtor.outside;
    return beginsAt ? later(dueAt, beginsAt(action, dueAt, this.known(now))) : dueAt;
  }
}
