import { z } from 'zod';
import type { Purpose } from '../../../domain/events';
import { totalOf } from '../../../domain/money';
import { heldBy, termsForbid } from '../../../domain/rules/holds';
import { isOpen, nextLawfulWindow } from '../../../domain/rules/windows';
import type { Identity } from '../../../storage/debtors';
import { openDebtorKey, unseal, type MasterKey } from '../../../storage/personalData';
import type { CallRow } from '../../../storage/queries/calls';
import type { HeardSoFar } from '../../../client/heardSoFar';
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
    .enum([
      'windowHasClosed',
      'collectionIsSuspended',
      'debtorOptedOut',
      'numberIsBarred',
      'termsForbidCalls',
      'accountIsClosed',
    ])
    .nullable()
    .describe('Why it may not'),
  script: z.string().nullable().describe('The approved text that the call uses, by the name of its template'),
  identityToBeVerified: z
    .boolean()
    .describe(
      'true: ask for nothing but the identity; report it as `identityVerified` before the debt is named [IDENTITY]',
    ),
  isThirdParty: z
    .boolean()
    .describe('true: somebody else, who is asked for the whereabouts and told nothing of a debt [THIRD-PARTY]'),
  balanceMinor: amount.nullable().describe('The balance of this moment [AMOUNT]; null for a third party'),
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
  heard: HeardSoFar,
  master: MasterKey,
  isCaller: boolean,
): z.output<typeof callItem> {
  const { account, policy } = heard;
  const because = whyNot(row, heard);
  const { name, number } = opened(row, master);
  const inClear = isCaller && because === null;
  const isThirdParty = row.kind === 'emergency';
  return {
    attemptId: row.id,
    accountId: row.account_id,
    rung: row.rung,
    stage: row.stage,
    decidedAt: iso(row.decided_at),
    mayCallUntil: isoOrNull(row.not_after),
    mayBeMade: because === null,
    because,
    script: row.template,
    identityToBeVerified: row.template === policy.identity.template && account.identityVerifiedAt === null,
    isThirdParty,
    balanceMinor: isThirdParty ? null : String(totalOf(account.balance)),
    currency: row.currency,
    name: inClear ? name : null,
    contactPoint: {
      id: row.contact_point_id ?? '',
      kind: row.kind,
      value: inClear ? number : maskNumber(number),
    },
  };
}

/** What has been said since the call was decided counts: it is made by hand, maybe hours later. */
function whyNot({ contact_point_id, purpose, not_after }: CallRow, { account, policy, now }: HeardSoFar) {
  if (account.closed) return 'accountIsClosed';
  if (heldBy(account, purpose as Purpose)) return 'collectionIsSuspended';
  if (account.optedOut.includes('call')) return 'debtorOptedOut';
  if (account.barredPoints.includes(contact_point_id ?? '')) return 'numberIsBarred';
  if (termsForbid(account, 'call')) return 'termsForbidCalls';
  const isOver = not_after !== null && now >= not_after.getTime();
  return isOver || !isOpen(nextLawfulWindow(account, policy, now), now) ? 'windowHasClosed' : null;
}

function opened(row: CallRow, master: MasterKey) {
  const key = openDebtorKey(master, row.debtor_id, row.wrapped_key);
  const identity = unseal(key, row.identity, `identity of ${row.debtor_id}`).toString();
  const { name } = JSON.parse(identity) as Identity;
  return { name, number: unseal(key, row.value, row.contact_point_id ?? '').toString() };
}
