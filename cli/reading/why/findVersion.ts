import type { AccountEvent } from '../../../domain/events';

/** The version of the event that somebody means by a version, an attempt's id or a register number. Throws when there is none. */
export function findVersion(accountId: string, events: readonly AccountEvent[], named: string): number {
  const version = /^\d{1,9}$/.test(named) ? Number(named) : versionOfContact(accountId, events, named);
  if (version >= 1 && version <= events.length) return version;
  throw new Error(
    `${accountId} has no event ${named}: its journal goes from 1 to ${events.length}. An event is named by its version there, by ` +
      'the id of an attempt, or by the register number of a letter.',
  );
}

/** An attempt's id ends with the version that decided it; so does that of a contact that was forbidden, which has no other name. */
function versionOfContact(accountId: string, events: readonly AccountEvent[], named: string): number {
  const decided = events.findIndex(
    (event) =>
      (event.type === 'ContactReserved' && event.attemptId === named) ||
      (event.type === 'LetterIssued' && event.registerNumber === named),
  );
  if (decided >= 0) return decided + 1;
  const tail = named.startsWith(`${accountId}-`) ? named.slice(accountId.length + 1) : '';
  return /^\d{1,9}$/.test(tail) ? Number(tail) : 0;
}
