import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({ rung: reference.describe('Which letter of the policy, by the name of its rung') });

export function requestLetterByHand(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'requestLetterByHand',
    url: '/accounts/:id/letters-by-hand',
    tag: 'commands',
    summary: 'Ask for a letter that is handed over at a visit, also for a small balance [LETTER-MIN]',
    description: COMMAND_DESCRIPTION,
    params: accountParams,
    body,
    replies: commandReplies,
    handle: (given) => {
      const { params, body, caller, requestId } = given;
      return obey(parts, params.id, given, {
        type: 'RequestLetterByHand',
        requestId: `visit-${requestId}`,
        rung: body.rung,
        by: caller.sub,
      });
    },
  });
}
