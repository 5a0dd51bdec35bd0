import type { ReportedFact } from '../client/reportFacts';
import { hearDebtor } from '../domain/hearDebtor';
import type { DebtorFact } from '../domain/message';
import { dayOf } from '../domain/time';
import type { Answer } from './answerOnce';
import { heardSoFar, type HeardSoFar } from './heardSoFar';
import type { Parts } from './parts';
import { Problem, wrongField } from './problem';
import { reportFact, type FactReply } from './reportFact';

export type ReportedDebtorFact = Omit<ReportedFact, 'fact'> & Readonly<{ fact: DebtorFact }>;

/** Facts are never refused by an account; what it would only note is said here, to somebody who can still put it right. */
const WOULD_CHANGE_NOTHING: Readonly<Record<string, readonly [number, string]>> = {
  noSuchHold: [404, 'This account has no such hold, or it has ended.'],
  onlyVulnerabilityHasTerms: [409, 'Only a hold for vulnerability has terms; any other hold stops collection.'],
  complaintHasToBeAnswered: [409, 'A complaint is answered by its day, which nobody moves; end the hold instead.'],
  termsAreOutsideLawfulHours: [422, 'These hours lie wholly outside the lawful ones of the policy.'],
  preferredHoursAreUnlawful: [422, 'These hours lie wholly outside the lawful ones; agree on each such time instead.'],
  agreedTimeIsOver: [422, 'This time is over.'],
};

/** Keeps a fact about a debtor that `checkDebtorFact` has nothing against. */
export async function reportDebtorFact(parts: Parts, reported: ReportedDebtorFact): Promise<Answer<FactReply>> {
  await checkDebtorFact(parts, reported);
  return reportFact(parts, reported);
}

/** Throws a problem for a new fact that would change nothing. What is known is answered as before, whatever became of it since. */
export async function checkDebtorFact(parts: Parts, reported: ReportedDebtorFact): Promise<void> {
  if (await isKnown(parts, reported)) return;
  const heard = await heardSoFar(parts, reported.accountId);
  // A closed account may not know what its debtor's other accounts know, and all of them are told.
  if (heard && !heard.account.closed) mustMeanSomething(heard, reported.fact);
}

function mustMeanSomething({ account, policy, now }: HeardSoFar, fact: DebtorFact): void {
  const noted = hearDebtor(account, policy, fact, now, now);
  if (typeof noted === 'string') sayWhy(noted);
  if (!('reviewOn' in fact) || fact.reviewOn === null || fact.reviewOn >= dayOf(now, account.timeZone)) return;
  // It would be escalated as late at once.
  throw wrongField('reviewOn', 'must not have passed where the debtor lives');
}

function sayWhy(noted: string): void {
  const problem = WOULD_CHANGE_NOTHING[noted];
  if (!problem) return;
  const [status, detail] = problem;
  throw new Problem(status, noted, detail);
}

async function isKnown({ db }: Parts, { source, externalId }: ReportedDebtorFact): Promise<boolean> {
  const known = await db
    .selectFrom('inbox')
    .select('id')
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return known !== undefined;
}
