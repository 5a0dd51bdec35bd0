import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

export function writeOff(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'writeOff',
    url: '/accounts/:id/write-off',
    tag: 'commands',
    summary: 'Write the account off',
    description: COMMAND_DESCRIPTION,
    params: accountParams,
    body: z.strictObject({ because: reference }),
    replies: commandReplies,
    handle: (given) =>
      obey(parts, given.params.id, given, { type: 'WriteOff', because: given.body.because, by: given.caller.sub }),
  });
}
