import { z } from 'zod';
import { listReferrals as queryReferrals } from '../../../storage/queries/referrals';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { iso, isoOrNull, moment, next, noParams, page, pageOf } from '../../schemas';

const item = z.object({
  id: z.string(),
  accountId: z.string(),
  status: z.string(),
  demandNumber: z.string().describe('The register number of the demand that was delivered'),
  proposedAt: moment,
  decidedAt: moment.nullable(),
  decidedBy: z.string().nullable(),
  latestOutcome: z.string().nullable(),
});

export function listReferrals(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listReferrals',
    url: '/referrals',
    tag: 'legal',
    summary: "The legal team's inbox",
    params: noParams,
    query: z.strictObject({ status: z.enum(['proposed', 'approved', 'declined', 'delivered']).optional(), ...page }),
    reply: z.object({ referrals: z.array(item), next }),
    handle: async ({ query: { status, after, limit } }) => {
      const found = await queryReferrals(db, status, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => row.id);
      return { referrals: rows.map(itemOf), next };
    },
  });
}

const itemOf = (row: Awaited<ReturnType<typeof queryReferrals>>[number]) => ({
  id: row.id,
  accountId: row.account_id,
  status: row.status,
  demandNumber: row.demand_number,
  proposedAt: iso(row.proposed_at),
  decidedAt: isoOrNull(row.decided_at),
  decidedBy: row.decided_by,
  latestOutcome: row.latest_outcome,
});
