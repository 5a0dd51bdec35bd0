import type { Account } from '../../domain/account';
import { bucketOf } from '../../domain/bucket';
import { totalOf } from '../../domain/money';
import type { Instant } from '../../domain/time';
import type { Next } from '../../domain/turn';

const date = (at: Instant): Date => new Date(at);

/** The account's own row in the lists, told by its state; `openedMinor` is what it began with. */
export function accountColumns(account: Account, openedMinor: bigint) {
  return {
    status: account.closed ? 'closed' : 'open',
    stage: account.stage,
    bucket: bucketOf(account, account.lastEventAt),
    holds: account.holds.map((hold) => hold.kind),
    jurisdiction: account.jurisdiction,
    risk: account.segment.risk,
    currency: account.currency,
    balance_minor: totalOf(account.balance),
    arrears_minor: account.arrearsMinor,
    opened_minor: openedMinor,
    due_on: account.dueOn,
    opened_at: date(account.openedAt),
    closed_at: account.closed && date(account.closed.at),
    closed_because: account.closed?.because ?? null,
    policy_hash: account.policyHash,
  };
}

/** What the account waits for; recomputed at every turn and therefore no part of a rebuild. */
export const waitingColumns = (next: Next) => ({
  waits_for: next.do === 'wait' ? next.for : null,
  next_at: next.do === 'wait' && next.until !== null ? date(next.until) : null,
});
