import { z } from 'zod';
import { unmatchedFacts } from '../../../storage/inbox';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { iso, limit, moment, noParams } from '../../schemas';

const item = z.object({
  id: z.string(),
  accountId: z.string().describe('The account that was named; `?` for a report about something nobody knows'),
  source: z.string(),
  externalId: z.string(),
  type: z.string(),
  receivedAt: moment,
});

export function listUnmatchedFacts(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listUnmatchedFacts',
    url: '/unmatched-facts',
    tag: 'facts',
    summary: 'Facts about accounts that nobody handed over, the oldest first',
    description:
      'They match by themselves once the account comes, or POST /unmatched-facts/:id/match says where they belong.',
    params: noParams,
    query: z.strictObject({ limit }),
    reply: z.object({ facts: z.array(item) }),
    handle: async ({ query: { limit } }) => {
      const rows = await unmatchedFacts(db, limit);
      return {
        facts: rows.map((row) => ({
          id: String(row.id),
          accountId: row.account_id,
          source: row.source,
          externalId: row.external_id,
          type: row.type,
          receivedAt: iso(row.received_at),
        })),
      };
    },
  });
}
