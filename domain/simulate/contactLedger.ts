import type { AccountId } from '../brand';
import type { AccountEvent, EventOf } from '../events';
import { LOOKS_BACK_MS, type Circumstances, type CountedContact } from '../rules/circumstances';
import type { Instant } from '../time';

/** The contacts of one debtor, all accounts together, as FREQUENCY counts them; what is older than any rule looks is let go. */
export class ContactLedger {
  readonly #contacts = new Map<string, CountedContact>();

  /** What would be counted at `now`, the oldest first. Asked in the order of time. */
  at(now: Instant): Circumstances {
    const contacts: CountedContact[] = [];
    for (const [id, contact] of this.#contacts) {
      if (contact.at > now - LOOKS_BACK_MS) contacts.push(contact);
      else this.#contacts.delete(id);
    }
    return { contacts };
  }

  tell(accountId: AccountId, version: number, event: AccountEvent): void {
    if (event.type === 'ContactReserved')
      this.#contacts.set(event.attemptId, { ...made(accountId, event), channel: event.channel });
    if (event.type === 'LetterIssued') this.#contacts.set(event.registerNumber, made(accountId, event));
    if (event.type === 'CallResultRecorded') this.#called(accountId, version, event);
    // What was not made after all counts no more.
    if (event.type === 'ContactWithdrawn' || event.type === 'ContactMissed') this.#remove(accountId, event.attemptId);
    if (event.type === 'LetterSpoiled') this.#remove(accountId, event.registerNumber);
  }

  /** Without an attempt it is the debtor who called. */
  #called(accountId: AccountId, version: number, event: EventOf<'CallResultRecorded'>): void {
    const { attemptId, at, result } = event;
    if (attemptId === null) {
      const called = { accountId, channel: 'call', at, contactPointId: null, result, isInbound: true } as const;
      this.#contacts.set(`${accountId}-${version}`, called);
      return;
    }
    const contact = this.#contacts.get(attemptId);
    if (contact?.accountId === accountId) this.#contacts.set(attemptId, { ...contact, result });
  }

  #remove(accountId: AccountId, id: string | null): void {
    if (id !== null && this.#contacts.get(id)?.accountId === accountId) this.#contacts.delete(id);
  }
}

const made = (accountId: AccountId, { at, contactPointId }: EventOf<'ContactReserved' | 'LetterIssued'>) =>
  ({ accountId, at, contactPointId, result: null, isInbound: false, channel: 'letter' }) as const;
