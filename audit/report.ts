import type { Total } from './total';

/** What an audit has to say, with all that is needed to say it again. */
export type AuditReport = Total &
  Readonly<{
    format: 'arrears-audit/1';
    /** ISO 8601, UTC. */
    beganAt: string;
    seconds: number;
    accountsPerMinute: number;
    /** The build that audited. */
    build: string;
    asked: string;
    /** Where histories came from. */
    histories: 'Temporal and the archive' | 'the archive alone';
    /** The last row of the journal when the audit began; null of an empty one. */
    journalHead: Readonly<{ position: string; at: string }> | null;
  }>;

const VERDICTS = {
  clean: 'Clean: every check of every account has passed.',
  broken: 'Broken: something is not as it should be.',
  notChecked: 'Not checked: nothing is known to be broken, but not everything could be checked.',
} as const;

/** The verdict in one sentence. */
export function verdictText({ verdict, accounts }: Total): string {
  if (accounts.accounts === 0 && verdict === 'notChecked') return 'Nothing was audited: no account was chosen.';
  return VERDICTS[verdict];
}
