import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { sha256 } from '../storage/json';
import { answerOnce, type Answer } from './answerOnce';
import type { Api, Caller, Parts } from './parts';
import { problemResponses } from './problem';

const headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
    .describe(
      'Names this request of this caller: sent again with the same body, it is done once and answered the same',
    ),
});

/** What a write is given. `requestId` is the same whenever the same request is sent again. */
export type Given<Params, Body> = Readonly<{ params: Params; body: Body; caller: Caller; requestId: string }>;

type Write<Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType> = Readonly<{
  name: string;
  url: string;
  tag: string;
  summary: string;
  description?: string;
  params: Params;
  body: Body;
  /** What is answered with each status. */
  replies: Partial<Record<200 | 202, Reply>>;
  handle(given: Given<z.output<Params>, z.output<Body>>): Promise<Answer<z.output<Reply>>>;
}>;

/** A POST route of a person or a system: it is done once per Idempotency-Key. */
export function writeRoute<Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
  app: Api,
  parts: Parts,
  { name, url, tag, summary, description = '', params, body, replies, handle }: Write<Params, Body, Reply>,
): void {
  const schema: FastifySchema = {
    operationId: name,
    tags: [tag],
    summary,
    description,
    headers,
    params,
    body,
    response: { ...replies, ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422) },
  };
  app.post(url, { schema }, async (request, reply) => {
    const caller = request.caller!;
    const key = String(request.headers['idempotency-key']);
    const route = `POST ${request.url.split('?')[0]}`;
    const given = {
      params: request.params as z.output<Params>,
      body: request.body as z.output<Body>,
      caller,
      requestId: sha256(`${caller.sub}\n${route}\n${key}`).slice(0, 40),
    };
    const named = { caller: caller.sub, route, key };
    const answer = await answerOnce(parts, named, given.body, () => handle(given));
    return reply.code(answer.status).send(answer.body);
  });
}
