import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { messageParams } from './messageParams';

export function rejectMessage(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'rejectMessage',
    url: '/accounts/:id/messages/:messageId/rejection',
    tag: 'commands',
    summary: 'Reject a message that is held [CONDUCT]',
    description: `Not by the one who wrote it. ${COMMAND_DESCRIPTION}`,
    params: messageParams,
    body: z.strictObject({ because: reference }),
    replies: commandReplies,
    handle: (given) => {
      const { params, body, caller } = given;
      const { messageId } = params;
      return obey(parts, given.params.id, given, {
        type: 'RejectMessage',
        messageId,
        because: body.because,
        by: caller.sub,
      });
    },
  });
}
