import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { writeRoute } from '../../writeRoute';
import { messageParams } from './messageParams';

export function approveMessage(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'approveMessage',
    url: '/accounts/:id/messages/:messageId/approval',
    tag: 'commands',
    summary: 'Approve a message that is held [CONDUCT]',
    description: `Not by the one who wrote it. ${COMMAND_DESCRIPTION}`,
    params: messageParams,
    body: z.strictObject({}),
    replies: commandReplies,
    handle: (given) => {
      const { messageId } = given.params;
      return obey(parts, given.params.id, given, { type: 'ApproveMessage', messageId, by: given.caller.sub });
    },
  });
}
