import { z } from 'zod';
import { adoptionStatus } from '../../../storage/adoption/status';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { iso, isoOrNull, moment, noParams } from '../../schemas';

const count = z.number().int();
const item = z.object({
  id: z.string(),
  policyId: z.string(),
  fromHash: z.string(),
  toHash: z.string(),
  by: z.string(),
  startedAt: moment,
  perSecond: count,
  accounts: count.describe('How many were told'),
  heard: count,
  waiting: count.describe('Told, and not heard yet'),
  ringsUntil: moment.nullable().describe('By then the last one that was told should have heard it'),
  finishedAt: moment.nullable().describe('null: not all are told; send the request again'),
});

export function listAdoptions(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listAdoptions',
    url: '/adoptions',
    tag: 'policies',
    summary: 'How far each change of packs is, in the order in which they were begun',
    params: noParams,
    query: z.strictObject({ policyId: z.string().max(200).optional().describe('Only of this pack') }),
    reply: z.object({ adoptions: z.array(item) }),
    handle: async ({ query }) => {
      const adoptions = (await adoptionStatus(db, query.policyId)).map((one) => ({
        ...one,
        startedAt: iso(one.startedAt),
        ringsUntil: isoOrNull(one.ringsUntil),
        finishedAt: isoOrNull(one.finishedAt),
      }));
      return { adoptions };
    },
  });
}
