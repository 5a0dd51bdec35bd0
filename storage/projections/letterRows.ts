import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
import type { AttemptRow, LetterRow } from '../database';
import type { RowChange } from './rowChanges';

export const letter = (account: Account, event: EventOf<'LetterIssued'>): RowChange => ({
  table: 'letters',
  id: event.registerNumber,
  insert: {
    register_number: event.registerNumber,
    account_id: account.id,
    rung: event.rung,
    status: 'issued',
    issued_at: new Date(event.at),
    changed_at: new Date(event.at),
    sha256: null,
    provider_ref: null,
    template: event.template,
    mail_number: null,
    by_hand: event.byHand !== null,
  },
});

type OnItsWay = EventOf<'LetterPrinted' | 'LetterMailed'>;
type Ended = EventOf<'LetterHandedOver' | 'LetterDelivered' | 'LetterReturned' | 'LetterSpoiled'>;

/** What becomes of a number of the register, there and in the list of contacts [LETTER-REGISTERED]. */
export function letterMoved(event: OnItsWay | Ended): RowChange[] {
  switch (event.type) {
    case 'LetterPrinted': {
      const { providerRef: provider_ref, sha256 } = event;
      return moved(event, { status: 'printed', provider_ref, sha256 }, { status: 'sent', provider_ref });
    }
    case 'LetterMailed':
      return moved(event, { status: 'mailed', mail_number: event.mailNumber });
    case 'LetterHandedOver':
      return moved(event, { status: 'handedOver' }, { status: 'delivered' });
    case 'LetterDelivered':
      return moved(event, { status: 'delivered' }, { status: 'delivered' });
    case 'LetterReturned':
      return moved(event, { status: 'returned' }, { status: 'undelivered' });
    case 'LetterSpoiled':
      return moved(event, { status: 'spoiled' }, { status: 'withdrawn', rule: event.rule, counts: false });
  }
}

function moved(event: OnItsWay | Ended, letter: Partial<LetterRow>, attempt?: Partial<AttemptRow>): RowChange[] {
  const at = new Date(event.at);
  const id = event.registerNumber;
  const letters: RowChange = { table: 'letters', id, set: { ...letter, changed_at: at } };
  return attempt ? [letters, { table: 'attempts', id, set: { ...attempt, ended_at: at } }] : [letters];
}
