/** Rehearsed days per real second at which a contact window of half a day is still longer than the machine's delays. */
const FASTEST = 1.2;
/** Accounts that two cores carry at one rehearsed day a second; measured, see docs/performance.md. */
const ACCOUNTS_AT_ONE_DAY = 70;

/** A speed that the machine can hold: more accounts live slower. */
export const daysPerSecond = (accounts: number): number =>
  Math.min(FASTEST, ACCOUNTS_AT_ONE_DAY / Math.max(1, accounts));
