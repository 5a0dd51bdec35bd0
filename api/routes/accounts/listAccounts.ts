import { z } from 'zod';
import { HOLD_KINDS } from '../../../domain/rules/holds';
import { stage } from '../../../storage/codecParts';
import { listAccounts as queryAccounts } from '../../../storage/queries/accounts';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { amount, day, isoOrNull, moment, next, noParams, page, pageOf } from '../../schemas';

const query = z.strictObject({
  stage: stage.optional(),
  status: z.enum(['handedOver', 'open', 'closed']).optional(),
  bucket: z.enum(['not due', 'M1', 'M2', 'M3', 'M4+']).optional().describe('As of the last event of the account'),
  hold: z.enum(HOLD_KINDS).optional(),
  ...page,
});

const item = z.object({
  id: z.string(),
  debtorId: z.string(),
  status: z.string().describe('`handedOver` until the first turn, then `open`, at last `closed`'),
  stage: z.string().nullable(),
  bucket: z.string().nullable(),
  holds: z.array(z.string()),
  risk: z.string().nullable(),
  currency: z.string().nullable(),
  balanceMinor: amount.nullable(),
  arrearsMinor: amount.nullable(),
  dueOn: day.nullable(),
  waitsFor: z.string().nullable(),
  nextAt: moment.nullable(),
  closedBecause: z.string().nullable(),
});

export function listAccounts(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listAccounts',
    url: '/accounts',
    tag: 'accounts',
    summary: 'List accounts by id',
    params: noParams,
    query,
    reply: z.object({ accounts: z.array(item), next }),
    handle: async ({ query: { after, limit, ...filter } }) => {
      const found = await queryAccounts(db, filter, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => row.id);
      return { accounts: rows.map(itemOf), next };
    },
  });
}

const itemOf = (row: Awaited<ReturnType<typeof queryAccounts>>[number]) => ({
  id: row.id,
  debtorId: row.debtor_id,
  status: row.status,
  stage: row.stage,
  bucket: row.bucket,
  holds: row.holds,
  risk: row.risk,
  currency: row.currency,
  balanceMinor: row.balance_minor?.toString() ?? null,
  arrearsMinor: row.arrears_minor?.toString() ?? null,
  dueOn: row.due_on,
  waitsFor: row.waits_for,
  nextAt: isoOrNull(row.next_at),
  closedBecause: row.closed_because,
});
