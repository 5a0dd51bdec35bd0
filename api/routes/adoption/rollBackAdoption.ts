import { z } from 'zod';
import { beginRollback } from '../../../storage/adoption/rollBack';
import type { Api, Parts } from '../../parts';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { giveSome, ORDER_DESCRIPTION, orderReplies } from './orders';
import { orProblem, perSecond } from './versionPair';

export function rollBackAdoption(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'rollBackAdoption',
    url: '/adoptions/:id/rollback',
    tag: 'policies',
    summary: 'Put the version before in force again and move back exactly the accounts that an adoption moved',
    description: ORDER_DESCRIPTION,
    params: z.object({ id: reference.describe('The id of the adoption') }),
    body: z.strictObject({ perSecond }),
    replies: orderReplies,
    handle: async ({ params, body, caller }) => {
      const order = { adoptionId: params.id, by: caller.sub, perSecond: body.perSecond };
      return giveSome(parts, await beginRollback(parts.db, order).catch(orProblem));
    },
  });
}
