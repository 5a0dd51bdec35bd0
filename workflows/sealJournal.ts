import { proxyActivities } from '@temporalio/workflow';
import type { Housekeeping, JournalSeal } from '../activities/housekeeping';

/** A day of very many rows takes its time; it is begun anew where the worker ends in between. */
const { sealJournalStep } = proxyActivities<Housekeeping>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '10s', maximumInterval: '10m', maximumAttempts: 20 },
});

/** Seals what the journal holds since the last checkpoint. */
export const sealJournal = (): Promise<JournalSeal | null> => sealJournalStep();
