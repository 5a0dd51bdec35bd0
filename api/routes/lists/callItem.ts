import { z } from 'zod';
import type { Instant } from '../../../domain/time';
import type { Identity } from '../../../storage/debtors';
import { openDebtorKey, unseal, type MasterKey } from '../../../storage/personalData';
import type { CallRow } from '../../../storage/queries/calls';
import { maskNumber } from '../../maskNumber';
import { amount, iso, isoOrNull, moment } from '../../schemas';

export const callItem = z.object({
  attemptId: z.string(),
  accountId: z.string(),
  rung: z.string(),
  stage: z.string().nullable(),
  decidedAt: moment,
  mayCallUntil: moment.nullable().describe('When the lawful window closes [HOURS]'),
  mayBeMade: z.boolean(),
  because: z
    .enum(['windowHasClosed', 'collectionIsSuspended', 'accountIsClosed'])
    .nullable()
    .describe('Why it may not'),
  balanceMinor: amount.nullable().describe('The balance of this moment [AMOUNT]'),
  currency: z.string().nullable(),
  name: z.string().nullable().describe('Whom to ask for [IDENTITY]; null unless it may be shown in clear'),
  contactPoint: z.object({
    id: z.string(),
    kind: z.string(),
    value: z.string().describe('In clear for operations, while the call may be made; masked for all others'),
  }),
});

/** One call to make. Name and number are opened only for whoever makes it, and only while it may be made. */
export function callItemOf(
  row: CallRow,
  master: MasterKey,
  isCaller: boolean,
  now: Instant,
): z.output<typeof callItem> {
  const because = whyNot(row, now);
  const { name, number } = opened(row, master);
  const inClear = isCaller && because === null;
  return {
    attemptId: row.id,
    accountId: row.account_id,
    rung: row.rung,
    stage: row.stage,
    decidedAt: iso(row.decided_at),
    mayCallUntil: isoOrNull(row.not_after),
    mayBeMade: because === null,
    because,
    balanceMinor: row.balance_minor?.toString() ?? null,
    currency: row.currency,
    name: inClear ? name : null,
    contactPoint: {
      id: row.contact_point_id ?? '',
      kind: row.kind,
      value: inClear ? number : maskNumber(number),
    },
  };
}

function whyNot({ status, holds, not_after }: CallRow, now: Instant) {
  if (status === 'closed') return 'accountIsClosed';
  if (holds.length > 0) return 'collectionIsSuspended';
  return not_after !== null && now >= not_after.getTime() ? 'windowHasClosed' : null;
}

function opened(row: CallRow, master: MasterKey) {
  const key = openDebtorKey(master, row.debtor_id, row.wrapped_key);
  const identity = unseal(key, row.identity, `identity of ${row.debtor_id}`).toString();
  const { name } = JSON.parse(identity) as Identity;
  return { name, number: unseal(key, row.value, row.contact_point_id ?? '').toString() };
}
