import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
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
  },
});

export function letterEnded(event: EventOf<'LetterDelivered' | 'LetterReturned' | 'LetterSpoiled'>): RowChange[] {
  const ends = { LetterDelivered: 'delivered', LetterReturned: 'returned', LetterSpoiled: 'spoiled' } as const;
  const attemptEnds = {
    LetterDelivered: 'delivered',
    LetterReturned: 'undelivered',
    LetterSpoiled: 'withdrawn',
  } as const;
  const rule = event.type === 'LetterSpoiled' ? { rule: event.rule, counts: false } : {};
  const id = event.registerNumber;
  return [
    { table: 'letters', id, set: { status: ends[event.type], changed_at: new Date(event.at) } },
    { table: 'attempts', id, set: { status: attemptEnds[event.type], ended_at: new Date(event.at), ...rule } },
  ];
}
