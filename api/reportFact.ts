import { z } from 'zod';
import { reportFacts, type ReportedFact } from '../client/reportFacts';
import { findAccount } from '../storage/queries/accounts';
import { keepWords } from '../storage/queries/texts';
import type { Answer } from './answerOnce';
import type { Parts } from './parts';
import { Problem } from './problem';

export const factReply = z.object({
  outcome: z.enum(['added', 'repeated']).describe('`repeated`: it was known already and counts once'),
  matched: z.boolean().describe('false: nobody handed the account over yet; the fact waits in /unmatched-facts'),
});
export type FactReply = z.output<typeof factReply>;

/** Keeps a fact; needs no Temporal. Throws 409 when it is known under the same id with other contents. */
export async function reportFact({ db, clock }: Parts, fact: ReportedFact): Promise<Answer<FactReply>> {
  const [posted] = await reportFacts(db, clock, [fact]);
  if (!posted || posted.outcome === 'conflict') {
    throw new Problem(409, 'knownWithOtherContents', 'This id is known with other contents; nothing was changed.');
  }
  const matched = (await findAccount(db, fact.accountId)) !== undefined;
  return { status: 202, body: { outcome: posted.outcome, matched } };
}

export const factWithTextReply = factReply.extend({
  textKept: z
    .boolean()
    .describe('false: no text was sent, or the account is unknown or erased, so there is no key to seal it with'),
});

/** Keeps a fact and, sealed under its debtor's key, the free text that came with it. `factOf` is given the text's id. */
export async function reportFactWithText(
  parts: Parts,
  accountId: string,
  text: string | undefined,
  factOf: (textId: string | null) => ReportedFact,
): Promise<Answer<z.output<typeof factWithTextReply>>> {
  const textId = text === undefined ? null : await keepWords(parts.db, parts.master, accountId, text);
  const { status, body } = await reportFact(parts, factOf(textId));
  return { status, body: { ...body, textKept: textId !== null } };
}
