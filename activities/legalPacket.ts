import { stringify } from 'csv-stringify/sync';
import type { AccountId } from '../domain/brand';
import { formatMoney, totalOf } from '../domain/money';
import { dayOf, type Instant } from '../domain/time';
import { openPerson, readText } from '../storage/debtors';
import { loadAccount } from '../storage/journal';
import { letterPdf } from './adapters/letter/letterPdf';
import type { LegalPacket, OutgoingLetter, PacketFile } from './ports';
import type { World } from './world';

/**
 * Everything the law firm needs: statement of account, contact and payment history, the delivered letters. Built from the
 * state at the approval, so that a retry delivers the same bytes.
 */
export async function legalPacket(
  world: World,
  accountId: AccountId,
  referralId: string,
  now: Instant,
): Promise<LegalPacket> {
  const files = [
    await statement(world, accountId, referralId, now),
    await contactHistory(world, accountId),
    await paymentHistory(world, accountId),
    ...(await letters(world, accountId)),
  ];
  return { referralId, accountId, files };
}

const csv = (name: string, rows: readonly object[]): PacketFile => ({
  name,
  mediaType: 'text/csv; charset=utf-8',
  content: Buffer.from(stringify([...rows], { header: true, cast: { date: (date) => date.toISOString() } })),
});

async function statement(world: World, accountId: AccountId, referralId: string, now: Instant): Promise<PacketFile> {
  const { account } = await loadAccount(world.db, accountId);
  if (!account) throw new Error(`Account ${accountId} has no journal`);
  const point = account.contactPoints.find(({ kind }) => kind === 'address') ?? account.contactPoints[0];
  const person = await openPerson(world.db, world.master, account.debtorId, point?.id ?? '');
  const decided = account.referral?.at ?? now;
  const content = {
    referralId,
    accountId,
    product: account.product,
    statedOn: dayOf(decided, account.timeZone),
    debtor: { ...person.identity, address: person.address.split('|') },
    dueOn: account.dueOn,
    balance: formatMoney(totalOf(account.balance), account.currency),
    fees: formatMoney(account.balance.fees, account.currency),
    interest: formatMoney(account.balance.interest, account.currency),
    principal: formatMoney(account.balance.principal, account.currency),
    segment: account.segment,
    policyHash: account.policyHash,
  };
  return {
    name: 'statement.json',
    mediaType: 'application/json',
    content: Buffer.from(JSON.stringify(content, null, 2)),
  };
}

async function contactHistory(world: World, accountId: AccountId): Promise<PacketFile> {
  const rows = await world.db
    .selectFrom('attempts')
    .select(['id', 'decided_at', 'channel', 'rung', 'status', 'rule', 'result'])
    .where('account_id', '=', accountId)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return csv('contact-history.csv', rows);
}

async function paymentHistory(world: World, accountId: AccountId): Promise<PacketFile> {
  const rows = await world.db
    .selectFrom('payments')
    .select(['payment_id', 'paid_at', 'amount_minor', 'fees_minor', 'interest_minor', 'principal_minor', 'method'])
    .where('account_id', '=', accountId)
    .orderBy('paid_at')
    .orderBy('payment_id')
    .execute();
  return csv(
    'payment-history.csv',
    rows.map((row) => ({ ...row, amount_minor: String(row.amount_minor) })),
  );
}

async function letters(world: World, accountId: AccountId): Promise<PacketFile[]> {
  const rows = await world.db
    .selectFrom('letters')
    .select('register_number')
    .where('account_id', '=', accountId)
    .where('status', '=', 'delivered')
    .orderBy('register_number')
    .execute();
  return Promise.all(
    rows.map(async ({ register_number }) => {
      const letter = JSON.parse((await readText(world.db, world.master, register_number)) ?? '{}') as OutgoingLetter;
      const { pdf } = await letterPdf(letter);
      return { name: `letter-${register_number}.pdf`, mediaType: 'application/pdf', content: pdf };
    }),
  );
}
