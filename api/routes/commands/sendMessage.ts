import { z } from 'zod';
import type { Policy } from '../../../domain/policy';
import { findingsIn, forbiddenWords } from '../../../domain/rules/conduct';
import { sealWords } from '../../../storage/queries/texts';
import { COMMAND_DESCRIPTION, commandReply, obey } from '../../command';
import { mustHaveHeard } from '../../heardSoFar';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { accountParams, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  channel: z.enum(['sms', 'email']),
  text: text.max(1000).describe('Free text, set into the approved template of the policy; kept sealed'),
});

const reply = commandReply.extend({
  messageId: z.string(),
  isHeld: z.boolean().describe('true: it waits for a supervisor, because of words that the policy forbids [CONDUCT]'),
  forbiddenWords: z.array(z.string()).describe('Which of the words of the policy were found in it'),
});

export function sendMessage(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'sendMessage',
    url: '/accounts/:id/messages',
    tag: 'commands',
    summary: 'Write to the debtor in words of your own [CONDUCT]',
    description: `It is sent as soon as the rules allow it. ${COMMAND_DESCRIPTION}`,
    params: accountParams,
    body,
    replies: { 200: reply, 202: reply },
    handle: async (given) => {
      const { params, body, caller, requestId } = given;
      const { account, policy } = await mustHaveHeard(parts, params.id);
      const sealed = await sealWords(parts.db, parts.master, account.id, body.text);
      if (!sealed) throw new Problem(409, 'debtorIsErased', 'The data of this debtor were erased.');
      const { forbidden } = policy.freeText;
      const findings = findingsIn(body.text, forbidden);
      const message = { messageId: requestId, channel: body.channel, ...sealed, findings, by: caller.sub };
      const answer = await obey(parts, account.id, given, { type: 'SendMessage', ...message });
      const isHeld = findings.length > 0;
      const found = wordsAt(findings, forbidden);
      return { ...answer, body: { ...answer.body, messageId: requestId, isHeld, forbiddenWords: found } };
    },
  });
}

/** A word that several languages have stands in the list of each. */
const wordsAt = (findings: readonly number[], forbidden: Policy['freeText']['forbidden']): string[] => [
  ...new Set(findings.map((number) => forbiddenWords(forbidden)[number] ?? '')),
];
