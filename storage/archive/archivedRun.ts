/** How a run ended. `closed`: the account had nothing left to do. */
export type RunStatus = 'closed' | 'continued' | 'terminated' | 'failed' | 'canceled' | 'timedOut';

/** What a history says about its own run. */
export type RunFacts = Readonly<{
  workflowId: string;
  runId: string;
  continuedFrom: string | null;
  continuedTo: string | null;
  /** An engineer reset that run, and this one took its place. */
  resetFrom: string | null;
  status: RunStatus;
  build: string | null;
  startedAt: Date;
  closedAt: Date;
  events: number;
}>;

/** A run as it was kept: its facts and its whole history, as Temporal's own tools read it. */
export type ArchivedRun = RunFacts & Readonly<{ sha256: string; historyJson: string }>;

/** What was kept cannot be trusted, and nothing that is said about it may count as checked. */
export class ArchiveIsDamaged extends Error {
  override readonly name = 'ArchiveIsDamaged';

  constructor(
    readonly workflowId: string,
    readonly runId: string,
    readonly because: string,
  ) {
    super(`The archived run ${runId} of ${workflowId} is damaged: ${because}`);
  }
}
