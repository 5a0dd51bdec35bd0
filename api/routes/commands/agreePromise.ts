import { z } from 'zod';
import type { Day } from '../../../domain/time';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountParams, amountIn, day } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  amountMinor: amountIn,
  promisedOn: day.describe('The day on which the debtor will pay, where the debtor lives'),
});

export function agreePromise(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'agreePromise',
    url: '/accounts/:id/promises',
    tag: 'commands',
    summary: 'Agree a promise to pay',
    description: COMMAND_DESCRIPTION,
    params: accountParams,
    body,
    replies: commandReplies,
    handle: (given) => {
      const { amountMinor, promisedOn } = given.body;
      return obey(parts, given.params.id, given, {
        type: 'AgreePromise',
        promiseId: `promise-${given.requestId}`,
        amountMinor,
        promisedOn: promisedOn as Day,
        by: given.caller.sub,
      });
    },
  });
}
