import { z } from 'zod';
import { matchFact } from '../../../storage/inbox';
import { findAccount } from '../../../storage/queries/accounts';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { accountId } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const reply = z.object({ outcome: z.literal('matched') });

export function matchUnmatchedFact(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'matchUnmatchedFact',
    url: '/unmatched-facts/:id/match',
    tag: 'facts',
    summary: 'Say which account an unmatched fact belongs to',
    params: z.object({ id: z.string().regex(/^\d{1,18}$/, 'must be the id of GET /unmatched-facts') }),
    body: z.strictObject({ accountId }),
    replies: { 200: reply },
    handle: async ({ params: { id }, body }) => {
      if (!(await findAccount(parts.db, body.accountId))) {
        throw new Problem(409, 'noSuchAccount', 'Nobody handed the account over that this should belong to.');
      }
      if (await matchFact(parts.db, id, body.accountId)) return { status: 200, body: { outcome: 'matched' as const } };
      throw new Problem(404, 'noSuchUnmatchedFact', 'There is no unmatched fact with this id.');
    },
  });
}
