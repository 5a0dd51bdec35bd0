import { z } from 'zod';
import { listCalls as queryCalls } from '../../../storage/queries/calls';
import { mayReadContacts } from '../../access';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { next, noParams, page, pageOf } from '../../schemas';
import { callItem, callItemOf } from './callItem';

export function listCalls(app: Api, { db, master, clock }: Parts): void {
  readRoute(app, {
    name: 'listCalls',
    url: '/calls',
    tag: 'calls',
    summary: 'Calls that were decided and have no result yet, the newest first',
    description: 'The result goes to POST /accounts/:id/call-results.',
    params: noParams,
    query: z.strictObject(page),
    reply: z.object({ calls: z.array(callItem), next }),
    handle: async ({ query: { after, limit }, caller }) => {
      const found = await queryCalls(db, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => row.id);
      const isCaller = mayReadContacts(caller.roles);
      return { calls: rows.map((row) => callItemOf(row, master, isCaller, clock.now())), next };
    },
  });
}
