import { z } from 'zod';
import { dayOf, type TimeZone } from '../../../domain/time';
import { beginAdoption } from '../../../storage/adoption/adopt';
import type { Api, Parts } from '../../parts';
import { writeRoute } from '../../writeRoute';
import { giveSome, ORDER_DESCRIPTION, orderReplies } from './orders';
import { orProblem, packParams, pairFields, perSecond, versionPair } from './versionPair';

export function adoptPolicy(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'adoptPolicy',
    url: '/policies/:id/adoptions',
    tag: 'policies',
    summary: 'Put a version of a pack in force and move the accounts that live to it',
    description: `Needs a dry run of the same two versions within 24 hours. ${ORDER_DESCRIPTION}`,
    params: packParams,
    body: z.strictObject({ ...pairFields, perSecond }),
    replies: orderReplies,
    handle: async ({ params, body, caller }) => {
      const { db, clock, collector } = parts;
      const pair = await versionPair(db, params.id, body);
      const today = dayOf(clock.now(), 'UTC' as TimeZone);
      const order = { ...pair, by: caller.sub, perSecond: body.perSecond, collector, today };
      return giveSome(parts, await beginAdoption(db, order).catch(orProblem));
    },
  });
}
