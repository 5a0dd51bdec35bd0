import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies } from '../../command';
import type { Api, Parts } from '../../parts';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { obeyForReferral, referralParams } from './referralCommand';

export function refuseReferral(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'refuseReferral',
    url: '/referrals/:id/refusal',
    tag: 'commands',
    summary: 'Legal declines a referral',
    description: COMMAND_DESCRIPTION,
    params: referralParams,
    body: z.strictObject({ because: reference }),
    replies: commandReplies,
    handle: (given) => {
      const { because } = given.body;
      const by = given.caller.sub;
      return obeyForReferral(parts, given, { type: 'DeclineReferral', referralId: given.params.id, because, by });
    },
  });
}
