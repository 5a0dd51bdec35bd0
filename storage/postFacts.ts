import type { Db, Trx } from './database';
import { concernsDebtor, spread, type FactFor } from './debtorFacts';
import { lockDebtorOf } from './debtors';
import { handOversHaveEnded } from './handOverLock';
import { encodeFact } from './messageCodec';
import { markOf, postMessages, type Posted } from './postMessages';

/**
 * Keeps facts in the inbox, as `postMessages` does; what is true of the debtor, and not of one debt, is told to all accounts
 * of the debtor in the same transaction. One for an account that nobody handed over waits, and is told with the hand-over.
 */
export async function postFacts(db: Db, facts: readonly FactFor[]): Promise<Posted[]> {
  const ofAccounts = facts.filter(({ fact }) => !concernsDebtor(fact));
  const answers = (await postMessages(db, ofAccounts)).values();
  const posted: Posted[] = [];
  for (const one of facts) posted.push(concernsDebtor(one.fact) ? await postForDebtor(db, one) : answers.next().value!);
  return posted;
}

const postForDebtor = (db: Db, one: FactFor): Promise<Posted> =>
  db.transaction().execute(async (trx) => {
    const debtorId = await lockKnownDebtor(trx, one.accountId);
    const [posted] = (await postMessages(trx, [one])) as [Posted];
    if (debtorId === undefined) return posted;
    const { id: inboxId, outcome } = posted;
    if (outcome === 'added') await spread(trx, debtorId, { ...one, inboxId });
    const isSame = outcome === 'conflict' && (await isTold(trx, debtorId, one));
    return isSame ? { id: inboxId, outcome: 'repeated' } : posted;
  });

/** An account that is being handed over in this moment is waited for: what is true of its debtor must not pass it by. */
async function lockKnownDebtor(trx: Trx, accountId: string): Promise<string | undefined> {
  const debtorId = await lockDebtorOf(trx, accountId);
  if (debtorId !== undefined) return debtorId;
  await handOversHaveEnded(trx);
  return lockDebtorOf(trx, accountId);
}

/** The same fact may come again by way of another account of the debtor. */
async function isTold(trx: Trx, debtorId: string, { source, externalId, fact }: FactFor): Promise<boolean> {
  const told = await trx
    .selectFrom('debtor_facts')
    .select('id')
    .where('source', '=', source)
    .where('external_id', '=', externalId)
    .where('debtor_id', '=', debtorId)
    .where('body_sha256', '=', markOf(encodeFact(fact) as object))
    .executeTakeFirst();
  return told !== undefined;
}
