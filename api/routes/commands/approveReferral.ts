import { z } from 'zod';
import { COMMAND_DESCRIPTION, commandReplies } from '../../command';
import type { Api, Parts } from '../../parts';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { obeyForReferral, referralParams } from './referralCommand';

const body = z.strictObject({
  consulted: reference.describe('The consultation that preceded: its file number or minutes'),
});

export function approveReferral(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'approveReferral',
    url: '/referrals/:id/approval',
    tag: 'commands',
    summary: 'Legal approves a referral [LEGAL-READY]',
    description: COMMAND_DESCRIPTION,
    params: referralParams,
    body,
    replies: commandReplies,
    handle: (given) => {
      const { consulted } = given.body;
      const by = given.caller.sub;
      return obeyForReferral(parts, given, { type: 'ApproveReferral', referralId: given.params.id, consulted, by });
    },
  });
}
