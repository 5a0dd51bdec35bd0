import type { FastifySchema } from 'fastify';
import type { z } from 'zod';
import type { Api, Caller } from './parts';
import { problemResponses } from './problem';

type Read<Params extends z.ZodType, Query extends z.ZodType, Reply extends z.ZodType> = Readonly<{
  name: string;
  url: string;
  tag: string;
  summary: string;
  description?: string;
  params: Params;
  query: Query;
  reply: Reply;
  handle(
    given: Readonly<{ params: z.output<Params>; query: z.output<Query>; caller: Caller }>,
  ): Promise<z.output<Reply>>;
}>;

/** A GET route for somebody with a token. */
export function readRoute<Params extends z.ZodType, Query extends z.ZodType, Reply extends z.ZodType>(
  app: Api,
  { name, url, tag, summary, description = '', params, query, reply, handle }: Read<Params, Query, Reply>,
): void {
  const schema: FastifySchema = {
    operationId: name,
    tags: [tag],
    summary,
    description,
    params,
    querystring: query,
    response: { 200: reply, ...problemResponses(400, 401, 403, 404) },
  };
  app.get(url, { schema }, async (request, answer) => {
    const params = request.params as z.output<Params>;
    const query = request.query as z.output<Query>;
    return answer.send(await handle({ params, query, caller: request.caller! }));
  });
}
