import type { AdoptionPair } from '../../domain/adoption/adoptionPair';
import { compareContact, ruledContact, type Compared } from '../../domain/adoption/contactChange';
import { whyLeftOut, type LeftOut } from '../../domain/adoption/leftOut';
import { compareNext, type NextChange } from '../../domain/adoption/nextChange';
import type { Account } from '../../domain/account';
import type { Circumstances } from '../../domain/rules/circumstances';
import type { Instant } from '../../domain/time';
import { decodeEvent } from '../eventCodec';
import { tell, type Told } from '../projections/tell';
import type { DebtorJournal } from './debtorJournals';
import { SeenContacts } from './seenContacts';

/** One account under both packs: each contact of its past, and how it goes on. One that has not begun has no journal yet. */
export type Reviewed = Readonly<{
  contacts: readonly Compared[];
  next: NextChange | LeftOut | 'same' | 'notBegun';
}>;

const UNTOLD: Told = { account: null, version: 0, openedMinor: 0n };

/** Lives a debtor's past again, all accounts together, and asks at each contact what the other pack would have said. */
export function reviewDebtor({ followers, events }: DebtorJournal, pair: AdoptionPair, at: Instant): Reviewed[] {
  const told = new Map<string, Told>();
  const seen = new SeenContacts();
  const contacts = new Map<string, Compared[]>(followers.map((id) => [id, []]));
  for (const { account_id: id, version, body } of events) {
    const event = decodeEvent(body);
    const before = told.get(id) ?? UNTOLD;
    if (before.account && contacts.has(id) && ruledContact(event)) {
      contacts.get(id)!.push(compareContact(before.account, { event, version }, seen.at(event.at), pair)!);
    }
    const after = tell(before, event);
    told.set(id, after);
    seen.tell(id, after.changes);
  }
  return followers.map((id) => {
    const account = told.get(id)?.account;
    return { contacts: contacts.get(id)!, next: account ? nextOf(account, pair, seen.at(at), at) : 'notBegun' };
  });
}

function nextOf(account: Account, pair: AdoptionPair, seen: Circumstances, at: Instant): Reviewed['next'] {
  const because = whyLeftOut(account, pair.to.policy);
  if (because !== undefined) return { kind: 'leftOut', accountId: account.id, because };
  return compareNext(account, pair, seen, at);
}
