import type { AccountSoFar } from './accountSoFar';
import type { Contact } from './contact';
import type { Made } from './frequency';
import type { PackOf } from './pack';
import { openTally, type Tally } from './tally';

/** All journals of one debtor, as far as they have been read, and what was found in them. */
export type DebtorSoFar = Readonly<{
  tally: Tally;
  packOf: PackOf;
  accounts: Map<string, AccountSoFar>;
  /** In the order in which they were made, and by attempt or register number. */
  made: Made[];
  byId: Map<string, Made>;
  sent: Set<string>;
  letters: Contact[];
}>;

export const openDebtor = (packOf: PackOf): DebtorSoFar => ({
  tally: openTally(),
  packOf,
  accounts: new Map(),
  made: [],
  byId: new Map(),
  sent: new Set(),
  letters: [],
});
