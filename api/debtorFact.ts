import { objectionTo, reviewHasPassed, type Objection } from '../client/debtorFactObjection';
import { heardSoFar, type HeardSoFar } from '../client/heardSoFar';
import type { ReportedFact } from '../client/reportFacts';
import type { DebtorFact } from '../domain/message';
import { accountOfMessage } from '../storage/queries/ownerOfMessage';
import type { Answer } from './answerOnce';
import type { Parts } from './parts';
import { Problem, wrongField } from './problem';
import { reportFact, type FactReply } from './reportFact';

export type ReportedDebtorFact = Omit<ReportedFact, 'fact'> & Readonly<{ fact: DebtorFact }>;

const STATUS: Readonly<Record<Objection, number>> = {
  noSuchHold: 404,
  onlyVulnerabilityHasTerms: 409,
  complaintHasToBeAnswered: 409,
  termsAreOutsideLawfulHours: 422,
  preferredHoursAreUnlawful: 422,
  agreedTimeIsOver: 422,
};

/** Keeps a fact about a debtor that `checkDebtorFact` has nothing against. */
export async function reportDebtorFact(parts: Parts, reported: ReportedDebtorFact): Promise<Answer<FactReply>> {
  await checkDebtorFact(parts, reported);
  return reportFact(parts, reported);
}

/** Throws a problem for a new fact that would change nothing. What is known is answered as before, whatever became of it since. */
export async function checkDebtorFact(parts: Parts, reported: ReportedDebtorFact): Promise<void> {
  const { accountId, source, externalId, fact } = reported;
  if ((await accountOfMessage(parts.db, source, externalId)) !== undefined) return;
  const heard = await heardSoFar(parts, accountId);
  // A closed account may not know what its debtor's other accounts know, and all of them are told.
  if (heard && !heard.account.closed) mustMeanSomething(heard, fact);
}

function mustMeanSomething(heard: HeardSoFar, fact: DebtorFact): void {
  const objection = objectionTo(heard, fact);
  if (objection) throw new Problem(STATUS[objection.because], objection.because, objection.text);
  if (reviewHasPassed(heard, fact)) throw wrongField('reviewOn', 'must not have passed where the debtor lives');
}
