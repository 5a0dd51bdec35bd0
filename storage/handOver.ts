import type { PolicyHash } from '../domain/brand';
import type { FactOf } from '../domain/message';
import type { Instant } from '../domain/time';
import type { Trx } from './database';
import { tellNewAccounts } from './debtorFacts';
import { keepPeople, type Person } from './debtors';
import { handOverBegins } from './handOverLock';
import { postMessages, ringFor, type Posted } from './inbox';
import type { MasterKey } from './personalData';

/** An account as the bank hands it over: the fact, and the person behind it, who is kept apart. */
export type HandOver = Readonly<{
  account: Omit<FactOf<'AccountHandedOver'>, 'type' | 'contactPoints' | 'policyHash'>;
  person: Person;
}>;

/**
 * Takes accounts over: person, account row and the first fact of each, in the caller's transaction. The account begins to
 * live when its doorbell is rung, and hears what is known of its debtor. An account that is here already is `repeated`, or a
 * `conflict` when its figures differ.
 */
export async function handOver(
  trx: Trx,
  master: MasterKey,
  policyHash: PolicyHash,
  receivedAt: Instant,
  accounts: readonly HandOver[],
): Promise<Posted[]> {
  if (accounts.length === 0) return [];
  await handOverBegins(trx);
  const points = await keepPeople(
    trx,
    master,
    accounts.map(({ person }) => person),
  );
  const rows = [...new Map(accounts.map(({ account }) => [account.accountId as string, account])).values()].map(
    (account) => ({
      id: account.accountId,
      debtor_id: account.debtorId,
      policy_hash: policyHash,
    }),
  );
  // In one order, so that two imports of the same accounts wait for each other and never both.
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const added = await trx
    .insertInto('accounts')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'debtor_id as debtorId'])
    .execute();
  await ringFor(
    trx,
    rows.map(({ id }) => id),
  );
  const posted = await postMessages(
    trx,
    accounts.map(({ account }, i) => ({
      accountId: account.accountId,
      source: 'hand-over',
      externalId: account.accountId,
      receivedAt,
      fact: {
        ...account,
        type: 'AccountHandedOver',
        policyHash,
        contactPoints: points[i] ?? [],
      },
    })),
  );
  if (added.length > 0) await tellNewAccounts(trx, added);
  return posted;
}
