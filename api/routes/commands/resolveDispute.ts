import { z } from 'zod';
import { amountMinor } from '../../../intake/fields';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  disputeId: reference,
  upheld: z.boolean().describe('true: the debtor was right, the balance becomes the corrected one'),
  correctedBalance: z
    .strictObject({ fees: amountMinor, interest: amountMinor, principal: amountMinor })
    .optional()
    .describe('Minor units. Left out when the dispute is upheld: nothing is owed'),
});

export function resolveDispute(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'resolveDispute',
    url: '/accounts/:id/dispute-resolution',
    tag: 'commands',
    summary: 'Resolve the dispute',
    description: COMMAND_DESCRIPTION,
    params: accountParams,
    body,
    replies: commandReplies,
    handle: (given) => {
      const { disputeId, upheld, correctedBalance = null } = given.body;
      const by = given.caller.sub;
      return obey(parts, given.params.id, given, { type: 'ResolveDispute', disputeId, upheld, correctedBalance, by });
    },
  });
}
