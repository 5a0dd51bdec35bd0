import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies, obey } from '../../command';
import type { Api, Parts } from '../../parts';
import { accountParams, amountIn, dayIn, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  instalments: z
    .array(z.strictObject({ dueOn: dayIn.describe('Paid by the end of this day'), amountMinor: amountIn }))
    .min(1)
    .max(600)
    .describe('In the order of their days; together at most the balance'),
  method: reference.describe('How the debtor pays, in a word: transfer, debit …'),
});

export function agreeArrangement(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'agreeArrangement',
    url: '/accounts/:id/arrangements',
    tag: 'commands',
    summary: 'Agree a written repayment agreement of instalments [ARRANGEMENT]',
    description: `Collection stops until it is broken or completed. ${COMMAND_DESCRIPTION}`,
    params: accountParams,
    body,
    replies: commandReplies,
    handle: (given) => {
      const { params, body, caller, requestId } = given;
      const arrangementId = `arrangement-${requestId}`;
      return obey(parts, params.id, given, { type: 'AgreeArrangement', arrangementId, ...body, by: caller.sub });
    },
  });
}
