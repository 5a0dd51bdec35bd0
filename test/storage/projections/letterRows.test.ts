import { letterMoved } from '../../../storage/projections/letterRows';
import { taipei } from '../../domain/accounts';

const at = taipei('2026-03-02 10:00');
const when = new Date(at);
const letter = { at, registerNumber: 'TWL-1' } as const;
const sha256 = 'a'.repeat(64);

/** What becomes of the number in the register, and of the contact that the letter is. */
test.each([
  [
    { ...letter, type: 'LetterPrinted', providerRef: 'p', sha256 },
    { status: 'printed', provider_ref: 'p', sha256 },
    { status: 'sent', provider_ref: 'p' },
  ],
  [{ ...letter, type: 'LetterMailed', mailNumber: 'RR1' }, { status: 'mailed', mail_number: 'RR1' }, undefined],
  [{ ...letter, type: 'LetterHandedOver', by: 'visitor-1' }, { status: 'handedOver' }, { status: 'delivered' }],
  [{ ...letter, type: 'LetterDelivered' }, { status: 'delivered' }, { status: 'delivered' }],
  [{ ...letter, type: 'LetterReturned' }, { status: 'returned' }, { status: 'undelivered' }],
  [
    { ...letter, type: 'LetterSpoiled', rule: 'LETTER-CLOSED' },
    { status: 'spoiled' },
    { status: 'withdrawn', rule: 'LETTER-CLOSED', counts: false },
  ],
] as const)(
  'the register and the list of contacts say what became of a letter [LETTER-REGISTERED]: %j',
  (event, ...sets) => {
    const [register, contact] = sets;
    const changes = letterMoved(event);
    expect(changes).toEqual([
      { table: 'letters', id: 'TWL-1', set: { ...register, changed_at: when } },
      ...(contact ? [{ table: 'attempts', id: 'TWL-1', set: { ...contact, ended_at: when } }] : []),
    ]);
  },
);
