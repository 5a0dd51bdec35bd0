import { z } from 'zod';
import { reportFacts, type ReportedFact } from '../../../client/reportFacts';
import type { Parts } from '../../parts';

/** No account has this id: what a report names is known to nobody, and a person has to match it. */
export const NOBODY = '?';

export const reportReply = z.object({
  outcome: z.enum(['added', 'repeated', 'conflict', 'ignored']),
  matched: z.boolean().describe('false: it names nothing we know and waits in /unmatched-facts'),
});

/** Keeps what a provider reports. It is never answered with an error: a provider would send the same again and again. */
export async function keepReport({ db, clock }: Parts, fact: ReportedFact): Promise<z.output<typeof reportReply>> {
  const [posted] = await reportFacts(db, clock, [fact]);
  return { outcome: posted?.outcome ?? 'ignored', matched: fact.accountId !== NOBODY };
}
