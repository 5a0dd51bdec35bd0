import type { Account, Letter, LetterState } from '../account';
import type { EventOf } from '../events';
import { asked, climbed } from './contacts';
import { settle } from './escalations';
import { onCollectionClock } from './holds';

type Of = EventOf<
  | 'LetterRequested'
  | 'LetterIssued'
  | 'LetterPrinted'
  | 'LetterMailed'
  | 'LetterHandedOver'
  | 'LetterDelivered'
  | 'LetterReturned'
  | 'LetterSpoiled'
>;

export function letter(account: Account, event: Of): Account {
  switch (event.type) {
    case 'LetterRequested': {
      const { requestId, rung } = event;
      return settle({ ...account, letterRequests: [{ requestId, rung }] }, 'demand');
    }
    case 'LetterIssued':
      return issued(account, event);
    case 'LetterPrinted':
      return letterIs(account, event, 'printed');
    case 'LetterMailed':
      return letterIs(account, event, 'mailed');
    case 'LetterHandedOver':
      return letterIs(account, event, 'handedOver');
    case 'LetterDelivered':
      return letterIs(account, event, 'delivered');
    case 'LetterReturned':
      return unread(account, event, 'returned');
    case 'LetterSpoiled':
      return unread(account, event, 'spoiled');
  }
}

function issued(account: Account, event: EventOf<'LetterIssued'>): Account {
  const { registerNumber, rung, purpose, contactPointId, balanceMinor, byHand } = event;
  const since = onCollectionClock(account, event.at);
  const letter = { registerNumber, rung, purpose, contactPointId, balanceMinor, state: 'issued', since } as const;
  const letters = [...account.letters, letter];
  const letterRequests = account.letterRequests.filter(({ requestId }) => requestId !== byHand);
  return { ...climbed(asked(account, event.at, purpose), rung, purpose), letters, letterRequests };
}

function letterIs(
  account: Account,
  event: { registerNumber: string; at: Account['openedAt'] },
  state: LetterState,
): Account {
  const since = onCollectionClock(account, event.at);
  const letters = account.letters.map((letter) =>
    letter.registerNumber === event.registerNumber ? { ...letter, state, since } : letter,
  );
  return { ...account, letters };
}

/** A letter that came back, or never left, has not been read: its rung is open again, unless another one took its place. */
function unread(account: Account, event: EventOf<'LetterReturned' | 'LetterSpoiled'>, state: LetterState): Account {
  const marked = letterIs(account, event, state);
  const letter = marked.letters.find(({ registerNumber }) => registerNumber === event.registerNumber);
  const hasAnother = marked.letters.some((one) => one.rung === letter?.rung && !isUnread(one));
  if (hasAnother) return marked;
  const others = (rungs: readonly string[]): readonly string[] => rungs.filter((rung) => rung !== letter?.rung);
  const fraud = account.fraud && { ...account.fraud, rungsDone: others(account.fraud.rungsDone) };
  return { ...marked, fraud, rungsDone: others(account.rungsDone) };
}

const isUnread = ({ state }: Letter): boolean => state === 'returned' || state === 'spoiled';
