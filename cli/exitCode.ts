/** What scripts can rely on; `docs/cli.md` lists them. 0 is done, 1 is any failure, bad options included. */
export const EXIT = {
  someRejected: 2,
  differs: 3,
  late: 4,
  refused: 5,
  undecided: 6,
  stopped: 130,
} as const;
