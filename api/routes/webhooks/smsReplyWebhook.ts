import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { problemResponses } from '../../problem';
import { reportReply } from './keepReport';
import { keepReply } from './keepReply';
import { isOptOut } from './optOutWords';
import { FORM, takeForms, verifyForm } from './signedForm';

const LONGEST_TEXT = 4000;

const form = z.looseObject({
  MessageSid: z.string().regex(/^[\w-]{1,64}$/, 'must be an id of at most 64 characters'),
  From: z.string().min(1).max(40).describe('Who wrote'),
  Body: z.string().default(''),
  OptOutType: z.string().optional().describe('STOP, START or HELP, where the gateway knows the word itself'),
});

export function smsReplyWebhook(app: Api, parts: Parts): void {
  void app.register(async (scope) => {
    takeForms(scope);
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/webhooks/sms-replies',
      schema: {
        operationId: 'smsReplyWebhook',
        tags: ['webhooks'],
        summary: 'An SMS that a debtor wrote, from a gateway that speaks as Twilio does [CONSENT]',
        description: `Signed with the header X-Twilio-Signature over \`/webhooks/sms-replies\` below ARREARS_PUBLIC_URL. STOP and its
like are an opt-out for every account of every debtor with that number; anything else waits for a person, also START. Kept once per
MessageSid. A number that nobody has is answered 202 too; the reply waits in /unmatched-facts, without number and text.`,
        consumes: [FORM],
        body: form,
        response: { 202: reportReply, ...problemResponses(400, 401, 413, 415) },
      },
      preValidation: async (request) => verifyForm(parts, request, `${parts.publicUrl}/webhooks/sms-replies`),
      handler: async (request, reply) => {
        const { MessageSid: replyId, From: from, Body, OptOutType } = request.body;
        const text = Body.slice(0, LONGEST_TEXT);
        const wantsNoMore = OptOutType === undefined ? isOptOut(text) : OptOutType.toUpperCase() === 'STOP';
        return reply.code(202).send(await keepReply(parts, { replyId, from, text, wantsNoMore }));
      },
    });
  });
}
