/** The six questions that an audit asks of each account, in this order. */
export const CHECKS = ['replay', 'journal', 'witness', 'decisions', 'recount', 'providers'] as const;
export type CheckId = (typeof CHECKS)[number];

/**
 * What an audit has to say about an account. `broken`: it is not as it should be. `notChecked`: nobody can say, which is never
 * counted as passed. `note`: worth knowing, and nothing is wrong. `what` is a word for programs and the glossary, `says` a
 * sentence for people; neither is personal.
 */
export type Finding = Readonly<{
  check: CheckId;
  accountId: string;
  kind: 'broken' | 'notChecked' | 'note';
  what: string;
  says: string;
  version?: number;
  runId?: string;
}>;

/** One question asked of one account: `looked` counts what was looked at, such as runs, rows, turns or contacts. */
export type Checked = Readonly<{
  check: CheckId;
  accountId: string;
  looked: number;
  findings: readonly Finding[];
}>;
