import { reportFacts, type ReportedFact } from '../../client/reportFacts';
import { isOfDebtor, type Fact } from '../../domain/message';
import type { Db } from '../../storage/database';
import { findAccount } from '../../storage/queries/accounts';
import { accountOfAttempt } from '../../storage/queries/owners';
import { loadClock } from '../../storage/rehearsalClock';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { checkDebtorFact } from './checkDebtorFact';

/** A fact under the name by which file, API and this command line know it as the same: so it counts once. */
export type FactToSend = Omit<ReportedFact, 'accountId'>;

/** Keeps one fact for an account that is here. Throws when it is not, or the id is known with other contents. */
export const sendFact = (accountId: string, fact: FactToSend, json: boolean): Promise<void> =>
  onDatabase(async (db) => {
    await mustBeHere(db, accountId);
    await mustBeItsAttempt(db, accountId, fact.fact);
    if (isOfDebtor(fact.fact)) await checkDebtorFact(db, accountId, { ...fact, fact: fact.fact });
    await postFact(db, { accountId, ...fact }, json);
  });

/** At a terminal an unknown account is a slip of the hand; files and the API may report before the hand-over. */
export async function mustBeHere(db: Db, accountId: string): Promise<void> {
  if (!(await findAccount(db, accountId))) throw new Error(`Nobody handed over an account ${accountId}.`);
}

/** A result under another account's attempt would be written into that one's record. */
async function mustBeItsAttempt(db: Db, accountId: string, fact: Fact): Promise<void> {
  if (!('attemptId' in fact) || fact.attemptId === null) return;
  if ((await accountOfAttempt(db, fact.attemptId)) === accountId) return;
  throw new Error(`${fact.attemptId} is no attempt of ${accountId}. Leave --attempt-id out when the debtor called.`);
}

export async function postFact(db: Db, reported: ReportedFact, json: boolean): Promise<void> {
  const [posted] = await reportFacts(db, await loadClock(db), [reported]);
  const { externalId: id, accountId, fact } = reported;
  if (!posted || posted.outcome === 'conflict') {
    throw new Error(`${id} is known with other contents; nothing was changed. Take another id.`);
  }
  if (json) printJson({ outcome: posted.outcome, id, accountId, type: fact.type });
  else if (posted.outcome === 'added') print(`${id}: kept for ${hearers(accountId, fact)} hear it.`);
  else print(`${id}: repeated. It was known already with the same contents and counts once.`);
}

const hearers = (accountId: string, fact: Fact): string =>
  isOfDebtor(fact)
    ? `the debtor of ${accountId}; a worker lets every account of the debtor`
    : `${accountId}; a worker lets the account`;
