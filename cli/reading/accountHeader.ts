import type { Account } from '../../domain/account';
import { bucketOf, daysPastDue } from '../../domain/bucket';
import { totalOf } from '../../domain/money';
import { instant, type Instant } from '../../domain/time';
import type { Loaded } from '../../storage/journal';
import type { findAccount } from '../../storage/queries/accounts';
import { labelled, type Line } from '../terminal/labelled';
import { inForceAt, inForceLines } from './inForce';
import { CLOSED_BECAUSE, ESCALATIONS, STAGES, type Words } from './words';

export type AccountRow = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** What an account is at `now`, a line a fact, for people. */
export const accountHeader = (row: AccountRow, loaded: Loaded, account: Account, words: Words, now: Instant): string =>
  `Account ${account.id}, debtor ${account.debtorId}, ${account.product}\n${labelled(accountLines(row, loaded, account, words, now))}`;

/** The same lines for whoever sets them otherwise. */
export function accountLines(
  row: AccountRow,
  { waiting }: Loaded,
  account: Account,
  words: Words,
  now: Instant,
): readonly Line[] {
  const { money } = words;
  const { balance } = account;
  const days = daysPastDue(account, now);
  return [
    ['status', statusText(account, words)],
    ['age', `${bucketOf(account, now)}, due on ${account.dueOn}${days > 0 ? `, ${days} days ago` : ''}`],
    ['balance', `${money(totalOf(balance))}, of which ${money(account.arrearsMinor)} in arrears`],
    [
      'made of',
      `fees ${money(balance.fees)}, interest ${money(balance.interest)}, principal ${money(balance.principal)}`,
    ],
    ['promise', promiseText(account, words)],
    ['arrangement', arrangementText(account, words)],
    ['referral', account.referral ? `${account.referral.referralId}, ${account.referral.state}` : undefined],
    ...inForceLines(inForceAt(account, now), words),
    ['escalated', escalationsText(account, words)],
    ['waits for', waitText(row, words)],
    ['unheard', waiting.length > 0 ? `${waiting.length} messages; a worker hears them within a second` : undefined],
    ['policy', row.policy_hash.slice(0, 12)],
    ['times', `local, ${account.timeZone}`],
  ];
}

function statusText({ closed, stage, segment }: Account, { moment }: Words): string {
  if (closed) return `closed ${moment(closed.at)}: ${CLOSED_BECAUSE[closed.because]}`;
  return `open, in ${STAGES[stage]}; ${segment.risk} risk, ${segment.behaviour}`;
}

function promiseText({ promise }: Account, { money }: Words): string | undefined {
  if (!promise) return undefined;
  return `${money(promise.amountMinor)} for ${promise.promisedOn}, ${money(promise.paidMinor)} paid so far`;
}

function arrangementText({ arrangement }: Account, { money }: Words): string | undefined {
  if (!arrangement) return undefined;
  const { arrangementId, instalments, paidMinor } = arrangement;
  const wholeMinor = instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const days = `${instalments[0]?.dueOn} to ${instalments.at(-1)?.dueOn}`;
  return `${arrangementId}: ${instalments.length} instalments of ${money(wholeMinor)} from ${days}, ${money(paidMinor)} paid so far`;
}

function escalationsText({ escalations }: Account, { moment }: Words): string | undefined {
  const open = escalations.filter(({ isSettled }) => !isSettled);
  const lines = open.map(({ escalationId, kind, since }) => `${moment(since)}: ${ESCALATIONS[kind]} (${escalationId})`);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function waitText({ waits_for, next_at }: AccountRow, { moment }: Words): string | undefined {
  if (waits_for === null) return undefined;
  return next_at ? `${waits_for}, until ${moment(instant(next_at.getTime()))}` : `${waits_for}, whenever it comes`;
}
