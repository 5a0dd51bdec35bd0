/** What keeps the house in order beside the accounts' own work. Ids, names and moments only: histories hold nothing personal. */

/** A part of the past that nobody can show any more. `lostRun`: another run names it. `noHistory`: the account had turns. */
export type Gap = Readonly<{ kind: 'lostRun' | 'noHistory'; workflowId: string; runId: string | null }>;
/** A run that could not be kept, with the kind of the failure. */
export type Unkept = Readonly<{ workflowId: string; runId: string; failure: string }>;

/** How far a look through the runs that have ended is; it is carried from step to step. Moments on Temporal's clock, ms. */
export type ArchiveScan = Readonly<{
  /** Otherwise it only looks, and counts what would be kept. */
  keeps: boolean;
  startedAt: number;
  /** Runs that closed before are known to be kept; null looks through all, and for gaps as well. */
  since: number | null;
  phase: 'closedRuns' | 'namedRuns' | 'accounts' | 'done';
  /** Where the next page of this phase begins; '' is its first. */
  page: string;
  listed: number;
  /** Found and not in the archive before: kept now, or to be kept. */
  found: number;
  oldestFoundAt: number | null;
  failed: number;
  oldestFailedAt: number | null;
  /** The first of those that failed. */
  failures: readonly Unkept[];
  gapCount: number;
  /** The first of them. */
  gaps: readonly Gap[];
}>;

/**
 * `lost`: an open account without a running workflow. `neverBegun`: an account without journal and without a hand-over.
 * `unknownAccount`: a workflow of an account that nobody handed over. `lingers`: a workflow whose account was closed long ago.
 * `stuck`: a workflow task that fails again and again. `effectFails`: an activity that does. `late`: none of these, and overdue.
 */
export type FindingKind = 'lost' | 'neverBegun' | 'unknownAccount' | 'lingers' | 'stuck' | 'effectFails' | 'late';
/** `rung`: the doorbell was rung, and nobody has looked again yet; then it is `repaired` or `stays`. */
export type Outcome = 'reported' | 'rung' | 'repaired' | 'stays';
export type Finding = Readonly<{
  kind: FindingKind;
  accountId: string;
  outcome: Outcome;
  /** The kind of failure that Temporal shows, never its text. */
  failure: string | null;
}>;

/** How far a sweep is; it is carried from step to step. */
export type Sweep = Readonly<{
  repairs: boolean;
  phase: 'openAccounts' | 'runningWorkflows' | 'again' | 'done';
  page: string;
  looked: number;
  counts: Readonly<Partial<Record<FindingKind, number>>>;
  rung: number;
  /** What became of all that was found; beyond the first of them nobody looks again at whom it rang. */
  outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** The first of them. */
  findings: readonly Finding[];
}>;

/** The checkpoint that seals the journal now; its hash is to be found in more places than one database. */
export type JournalSeal = Readonly<{ number: number; leaves: number; hash: string; isNew: boolean }>;

/** One bounded step each; the workflows of the same names call them until they are done. */
export type Housekeeping = {
  keepHistoriesStep(scan: ArchiveScan | null): Promise<ArchiveScan>;
  sweepAccountsStep(sweep: Sweep | null): Promise<Sweep>;
  /** Null where there is no key to sign with. */
  sealJournalStep(): Promise<JournalSeal | null>;
};
