import type { FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AttemptId } from '../../../domain/brand';
import type { Fact } from '../../../domain/message';
import { accountOfAttempt, accountOfLetter } from '../../../storage/queries/owners';
import type { Api, Parts } from '../../parts';
import { Problem, problemResponses } from '../../problem';
import { reference } from '../../schemas';
import { keepReport, NOBODY, reportReply } from './keepReport';

const code = z
  .string()
  .regex(/^[\w.:-]{0,60}$/, 'must be a word or number of at most 60 characters')
  .default('');
const letter = { kind: z.literal('letter'), registerNumber: reference };
const body = z.discriminatedUnion('kind', [
  z.discriminatedUnion('status', [
    z.strictObject({ ...letter, status: z.literal('mailed'), mailNumber: reference }),
    z.strictObject({ ...letter, status: z.literal('handedOver'), by: reference.describe('Who handed it over') }),
    z.strictObject({ ...letter, status: z.enum(['delivered', 'returned', 'spoiled']) }),
  ]),
  z.strictObject({
    kind: z.literal('message'),
    attemptId: reference,
    status: z.enum(['sent', 'delivered', 'undelivered']),
    code,
  }),
]);
type Report = z.output<typeof body>;

const webhookHeaders = z.object({
  'webhook-id': z.string().regex(/^[\x21-\x7e]{1,190}$/),
  'webhook-timestamp': z.string(),
  'webhook-signature': z.string(),
});

export function deliveryWebhook(app: Api, parts: Parts): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 65_536 }, (request, text, done) => {
      request.rawBody = text.toString();
      done(null, null);
    });
    scope.withTypeProvider<ZodTypeProvider>().route({
      method: 'POST',
      url: '/webhooks/deliveries',
      schema: {
        operationId: 'deliveryWebhook',
        tags: ['webhooks'],
        summary: 'Delivery reports of print house, mail and other providers, signed as Standard Webhooks say',
        description: `Signed with ARREARS_WEBHOOK_SECRET, at most five minutes old. A webhook-id counts once. A letter or attempt that
nobody knows is answered 202 too and waits in /unmatched-facts, because providers send again what is answered with an error.`,
        headers: webhookHeaders,
        body,
        response: { 202: reportReply, ...problemResponses(400, 401, 413, 415) },
      },
      preValidation: async (request) => {
        verify(parts, request);
        request.body = parsed(request.rawBody) as Report;
      },
      handler: async (request, reply) => {
        const { accountId, fact } = await factOf(parts, request.body);
        const externalId = request.headers['webhook-id'];
        return reply.code(202).send(await keepReport(parts, { accountId, source: 'webhook', externalId, fact }));
      },
    });
  });
}

function verify({ webhook }: Parts, { rawBody, headers }: FastifyRequest): void {
  if (!webhook) throw new Problem(503, 'webhookIsNotSetUp', 'ARREARS_WEBHOOK_SECRET is not set.');
  try {
    webhook.verify(rawBody, headers as Record<string, string>, { jsonParse: false });
  } catch {
    throw new Problem(401, 'signatureIsWrong', 'The signature is missing, not ours, or too old.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'bodyIsNotJson', 'The body is not valid JSON.');
  }
}

async function factOf({ db }: Parts, report: Report): Promise<{ accountId: string; fact: Fact }> {
  if (report.kind === 'letter') {
    const { kind: _, ...tracked } = report;
    const accountId = (await accountOfLetter(db, tracked.registerNumber)) ?? NOBODY;
    return { accountId, fact: { type: 'LetterTracked', ...tracked } };
  }
  const { attemptId, status, code } = report;
  const accountId = (await accountOfAttempt(db, attemptId)) ?? NOBODY;
  const fact = { type: 'DeliveryReported', attemptId: attemptId as AttemptId, status, code, providerRef: '' } as const;
  return { accountId, fact };
}
