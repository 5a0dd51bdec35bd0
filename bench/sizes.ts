/** How much is measured. Everything is done in `rounds` in which the raw limit and ours take turns. */
export type Sizes = Readonly<{
  rounds: number;
  /** Workflows, accounts, signals and payments in a round. */
  perRound: number;
  /** Accounts of which each takes three turns in the storage alone. */
  turns: number;
  /** Turns of 100 journal rows each, and as many raw inserts of the same rows, in a round. */
  journalTurns: number;
  /** Handed over one after the other within 7 days. */
  lives: number;
  daysPerSecond: number;
  /** After so many days the last payment settles the balance; after `WHOLE_LIFE_DAYS` all twelve contacts were made. */
  lifeDays: number;
}>;

/** From 14 days past due, when an account is handed over, through reminder, negotiation and disposal. */
export const WHOLE_LIFE_DAYS = 93;

export const FULL: Sizes = {
  rounds: 5,
  perRound: 80,
  turns: 300,
  journalTurns: 20,
  lives: 12,
  daysPerSecond: 1,
  lifeDays: WHOLE_LIFE_DAYS,
};

export const QUICK: Sizes = {
  ...FULL,
  rounds: 3,
  perRound: 50,
  turns: 100,
  journalTurns: 5,
  lives: 4,
  daysPerSecond: 2,
};
