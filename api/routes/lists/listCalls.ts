import { z } from 'zod';
import { listCalls as queryCalls, type CallRow } from '../../../storage/queries/calls';
import { mayReadContacts } from '../../access';
import type { HeardSoFar } from '../../../client/heardSoFar';
import { mustHaveHeard } from '../../heardSoFar';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { next, noParams, page, pageOf } from '../../schemas';
import { callItem, callItemOf } from './callItem';

export function listCalls(app: Api, parts: Parts): void {
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
      const found = await queryCalls(parts.db, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => row.id);
      const accounts = await accountsOf(parts, rows);
      const isCaller = mayReadContacts(caller.roles);
      const calls = rows.map((row) => callItemOf(row, accounts.get(row.account_id)!, parts.master, isCaller));
      return { calls, next };
    },
  });
}

async function accountsOf(parts: Parts, rows: readonly CallRow[]): Promise<Map<string, HeardSoFar>> {
  const ids = [...new Set(rows.map((row) => row.account_id))];
  return new Map(await Promise.all(ids.map(async (id) => [id, await mustHaveHeard(parts, id)] as const)));
}
