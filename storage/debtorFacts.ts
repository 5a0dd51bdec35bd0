import { barsNumber, DEBTOR_FACTS, isOfDebtor, type Fact, type FactOf } from '../domain/message';
import { instant, type Instant } from '../domain/time';
import type { Trx } from './database';
import { decodeFact, encodeFact } from './messageCodec';
import { markOf, postMessages, type Incoming } from './postMessages';

/** A fact on its way to an account's inbox. */
export type FactFor = Extract<Incoming, { fact: Fact }>;
/** One that lies there, under the name that it came with. */
export type Kept = FactFor & Readonly<{ inboxId: string }>;

const mayBar = (fact: Fact): fact is FactOf<'CallResultReported'> =>
  fact.type === 'CallResultReported' && fact.attemptId !== null && barsNumber(fact.result);

/** Whether a fact about one account says something about the debtor, that is, about all of the debtor's accounts. */
export const concernsDebtor = (fact: Fact): boolean => isOfDebtor(fact) || mayBar(fact);

/**
 * Under the lock on the debtor: tells the debtor's other accounts what one of them has in its inbox. Accounts that it is
 * `notFor` are about to hear everything.
 */
export async function spread(trx: Trx, debtorId: string, kept: Kept, notFor: readonly string[] = []): Promise<void> {
  if (isOfDebtor(kept.fact)) return tellOthers(trx, debtorId, kept, notFor);
  const bar = await barredBy(trx, kept);
  if (!bar) return;
  const [posted] = await postMessages(trx, [bar]);
  if (posted) await tellOthers(trx, debtorId, { ...bar, inboxId: posted.id }, notFor);
}

/** The number that was called is called no more, for whichever account. A result names its own account's calls only. */
async function barredBy(trx: Trx, { accountId, receivedAt, fact, inboxId }: Kept): Promise<FactFor | undefined> {
  if (!mayBar(fact)) return undefined;
  const call = await trx
    .selectFrom('attempts')
    .select('contact_point_id')
    .where('id', '=', fact.attemptId)
    .where('account_id', '=', accountId)
    .where('contact_point_id', 'is not', null)
    .executeTakeFirst();
  if (!call?.contact_point_id) return undefined;
  const bar = { type: 'ContactPointBarReported', contactPointId: call.contact_point_id, because: fact.result } as const;
  return { accountId, receivedAt, source: 'call-result', externalId: inboxId, fact: bar };
}

/** What comes late is told first and all that is newer once more: the debtor's last word stays the last. */
async function tellOthers(trx: Trx, debtorId: string, kept: Kept, notFor: readonly string[]): Promise<void> {
  const { id } = await trx
    .insertInto('debtor_facts')
    .values(rowOf(debtorId, kept))
    .returning('id')
    .executeTakeFirstOrThrow();
  const newer = (await factsOf(trx, [debtorId])).filter(({ receivedAt }) => receivedAt > kept.receivedAt);
  const accounts = await openAccountsOf(trx, debtorId);
  await postMessages(
    trx,
    accounts
      .filter((accountId) => !notFor.includes(accountId))
      .flatMap((accountId) => [
        ...(accountId === kept.accountId ? [] : [copyFor(accountId, { ...kept, id })]),
        ...newer.map((fact) => copyFor(accountId, fact, `/after-${id}`)),
      ]),
  );
}

function rowOf(debtorId: string, { source, externalId, receivedAt, fact }: Kept) {
  const body = encodeFact(fact) as object;
  return {
    debtor_id: debtorId,
    source,
    external_id: externalId,
    type: fact.type,
    body: JSON.stringify(body),
    body_sha256: markOf(body),
    received_at: new Date(receivedAt),
  };
}

type Told = Readonly<{ id: bigint; receivedAt: Instant; fact: Fact }>;
type Standing = Told & Readonly<{ debtorId: string }>;

/** No outside name can be like this: of each fact each account hears one copy, on each occasion. */
const copyFor = (accountId: string, { id, receivedAt, fact }: Told, occasion = ''): FactFor => ({
  accountId,
  source: 'debtor-fact',
  externalId: `${id}/${accountId}${occasion}`,
  receivedAt,
  fact,
});

/** All that is known of debtors, in the order in which it came. */
async function factsOf(trx: Trx, debtorIds: readonly string[]): Promise<Standing[]> {
  const rows = await trx
    .selectFrom('debtor_facts')
    .select(['id', 'debtor_id', 'body', 'received_at'])
    .where('debtor_id', 'in', debtorIds)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, debtor_id: debtorId, body, received_at }) => ({
    id,
    debtorId,
    fact: decodeFact(body),
    receivedAt: instant(received_at.getTime()),
  }));
}

/** A closed account contacts nobody, so nothing about the debtor would change it. */
async function openAccountsOf(trx: Trx, debtorId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('accounts')
    .select('id')
    .where('debtor_id', '=', debtorId)
    .where('status', '<>', 'closed')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

type NewAccount = Readonly<{ id: string; debtorId: string }>;

/**
 * Under the locks on their debtors: new accounts hear all that is known of their debtors, and what waited for them until now
 * is told to the debtors' other accounts. An account may hear a fact of its own twice, which changes nothing.
 */
export async function tellNewAccounts(trx: Trx, accounts: readonly NewAccount[]): Promise<void> {
  const debtorOf = new Map(accounts.map(({ id, debtorId }) => [id, debtorId]));
  const ids = [...debtorOf.keys()];
  for (const kept of await waitingFor(trx, ids)) await spread(trx, debtorOf.get(kept.accountId)!, kept, ids);
  const standing = await factsOf(trx, [...new Set(debtorOf.values())]);
  if (standing.length === 0) return;
  await postMessages(
    trx,
    accounts.flatMap(({ id, debtorId }) =>
      standing.filter((fact) => fact.debtorId === debtorId).map((fact) => copyFor(id, fact)),
    ),
  );
}

async function waitingFor(trx: Trx, accountIds: readonly string[]): Promise<Kept[]> {
  const rows = await trx
    .selectFrom('inbox')
    .select(['id', 'account_id', 'source', 'external_id', 'body', 'received_at'])
    .where('account_id', 'in', accountIds)
    .where('heard_version', 'is', null)
    .where('type', 'in', [...DEBTOR_FACTS])
    .orderBy('id')
    .execute();
  return rows.map(({ id, account_id: accountId, source, external_id: externalId, body, received_at }) => ({
    inboxId: String(id),
    accountId,
    source,
    externalId,
    receivedAt: instant(received_at.getTime()),
    fact: decodeFact(body),
  }));
}
