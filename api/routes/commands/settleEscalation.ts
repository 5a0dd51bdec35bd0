import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountId, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

/** Made of the kind, and of the ids and the day that it is about: longer than an id from outside. */
const escalationId = z
  .string()
  .regex(/^[A-Za-z]{1,40}:[A-Za-z0-9._:/-]{1,150}$/, 'must be the id of GET /escalations')
  .describe('As GET /escalations gives it');

export function settleEscalation(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'settleEscalation',
    url: '/accounts/:id/escalations/:escalationId/settlement',
    tag: 'commands',
    summary: 'Say that a person has seen to an escalation',
    description: COMMAND_DESCRIPTION,
    params: z.object({ id: accountId, escalationId }),
    body: z.strictObject({ because: reference }),
    replies: commandReplies,
    handle: (given) => {
      const { params, body, caller } = given;
      const { escalationId } = params;
      const { because } = body;
      return obey(parts, params.id, given, { type: 'SettleEscalation', escalationId, because, by: caller.sub });
    },
  });
}
