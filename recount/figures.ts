import type { Situation } from './contact';
import { keptUnless, type Verdict } from './rules';

/** What a message names is the balance of its moment, added up from the journal; where nothing is owed nothing is claimed. */
export function amount({ contact, account }: Situation): Verdict {
  if (contact.balanceMinor !== account.balanceMinor) {
    return { says: `it names ${contact.balanceMinor}, but ${account.balanceMinor} was owed` };
  }
  return keptUnless(account.endedAt !== null && contact.channel !== 'letter', 'nothing was to be collected any more');
}

export function letterMin({ contact, account, pack }: Situation): Verdict {
  if (contact.channel !== 'letter' || contact.isByHand) return 'notAsked';
  const { floorMinor } = pack.letter;
  return keptUnless(
    account.balanceMinor <= floorMinor,
    `${account.balanceMinor} is not above the floor of ${floorMinor}`,
  );
}

export function letterThird({ contact, account }: Situation): Verdict {
  if (contact.channel !== 'letter') return 'notAsked';
  const kind = account.points.get(contact.contactPointId);
  return keptUnless(kind !== 'address', `it went to ${kind ?? 'somebody'} and not to the debtor's address`);
}

export const letterClosed = ({ contact, account }: Situation): Verdict =>
  contact.channel === 'letter'
    ? keptUnless(account.endedAt !== null, 'issued when nothing was to be collected any more')
    : 'notAsked';

/** Where the pack has a notice of the debt, every other word comes after it. */
export function notice({ contact, account, pack }: Situation): Verdict {
  if (!pack.notice) return 'notAsked';
  return keptUnless(contact.purpose !== 'notice' && account.notices.size === 0, 'no notice of the debt came before it');
}
