import type { AccountEvent } from '../../domain/events';

/** Ids of the attempts and numbers of the letters that were decided on and never went out. */
export const undoneIn = (events: readonly AccountEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => undoneBy(event) ?? []));

function undoneBy(event: AccountEvent): string | null {
  if (event.type === 'LetterSpoiled') return event.registerNumber;
  const isUndone =
    event.type === 'ContactWithdrawn' || event.type === 'ContactMissed' || event.type === 'ContactFailed';
  return isUndone ? event.attemptId : null;
}

/** Whether an event tells of a contact in the making that never went out. */
export function isUndone(event: AccountEvent, undone: ReadonlySet<string>): boolean {
  if (event.type === 'ContactReserved') return undone.has(event.attemptId);
  return (event.type === 'LetterIssued' || event.type === 'LetterPrinted') && undone.has(event.registerNumber);
}
