import type { FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { statusCallbackUrl } from '../../../activities/adapters/sms/twilioShapedGateway';
import { readTwilioStatus, type TwilioStatus } from '../../../activities/adapters/sms/twilioStatus';
import type { ReportedFact } from '../../../client/reportFacts';
import type { AttemptId } from '../../../domain/brand';
import { accountOfAttempt } from '../../../storage/queries/owners';
import type { Api, Parts } from '../../parts';
import { Problem, problemResponses } from '../../problem';
import { reference } from '../../schemas';
import { keepReport, NOBODY, reportReply } from './keepReport';
import { FORM, takeForms, verifyForm } from './signedForm';

const form = z.looseObject({ MessageSid: z.string(), MessageStatus: z.string(), ErrorCode: z.string().optional() });

export function smsWebhook(app: Api, parts: Parts): void {
  void app.register(async (scope) => {
    takeForms(scope);
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/webhooks/sms',
      schema: {
        operationId: 'smsWebhook',
        tags: ['webhooks'],
        summary: 'Status callback of an SMS gateway that speaks as Twilio does',
        description: `Signed with the header X-Twilio-Signature over the address below ARREARS_PUBLIC_URL. Kept once per message
and state. States on the way are answered \`ignored\`; a reference that nobody knows is answered 202 too and waits in
/unmatched-facts, because providers send again what is answered with an error.`,
        consumes: [FORM],
        querystring: z.object({ reference: reference.describe('The id of the attempt') }),
        body: form,
        response: { 202: reportReply, ...problemResponses(400, 401, 413, 415) },
      },
      preValidation: async (request) => verifyForm(parts, request, addressOf(parts, request)),
      handler: async (request, reply) => {
        const report = readTwilioStatus(addressOf(parts, request), new URLSearchParams(request.rawBody));
        if (report === 'malformed') throw new Problem(400, 'reportIsMalformed', 'The report lacks a field.');
        if (report === 'ignored') return reply.code(202).send({ outcome: 'ignored', matched: true });
        const accountId = (await accountOfAttempt(parts.db, report.reference)) ?? NOBODY;
        return reply.code(202).send(await keepReport(parts, factOf(report, accountId)));
      },
    });
  });
}

/** The address as we gave it to the gateway: behind a proxy the request's own differs. */
const addressOf = ({ publicUrl }: Parts, { query }: FastifyRequest): string =>
  statusCallbackUrl(publicUrl, String((query as { reference?: unknown }).reference));

const factOf = ({ reference, providerRef, status, code }: TwilioStatus, accountId: string): ReportedFact => ({
  accountId,
  source: 'sms-report',
  externalId: `${providerRef} ${status}`,
  fact: {
    type: 'DeliveryReported',
    attemptId: reference as AttemptId,
    status: status === 'failed' ? 'undelivered' : status,
    code: code ?? '',
    providerRef,
  },
});
