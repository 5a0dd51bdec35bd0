import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import type { Log } from '../worker/log';
import { answerError, answerErrors } from './answerErrors';
import { guardRoutes, type ReadToken } from './guard';
import { createMetrics, type Metrics } from './metrics';
import { collectOpenApi, serveOpenApi } from './openapi';
import type { Api, Parts } from './parts';
import { addRoutes } from './routes';
import { stopGently } from './stopGently';

const LIMITS = {
  bodyLimit: 1024 * 1024,
  /** For the whole request to arrive. */
  requestTimeout: 30_000,
  /** For the answer: a command waits up to 20 s for its account. */
  handlerTimeout: 30_000,
  connectionTimeout: 60_000,
  routerOptions: { maxParamLength: 200 },
};

export type Server = Readonly<{ app: Api; stop(): Promise<void> }>;

/** The HTTP server with all routes, not listening yet. */
export async function createServer(parts: Parts, readToken: ReadToken, log: Log): Promise<Server> {
  const app: Api = fastify({
    ...LIMITS,
    loggerInstance: quiet(log),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => answerError(error, request as never, reply as never),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('rawBody', '');

  const stop = stopGently(app);
  const metrics = createMetrics(parts.db, parts.clock);
  noteRequests(app, metrics);
  answerErrors(app);
  await collectOpenApi(app);
  guardRoutes(app, readToken);
  addRoutes(app, parts, metrics);
  serveOpenApi(app);
  return { app, stop };
}

/** Addresses, bodies and texts of errors may name a person: none of them is logged, whoever logs. */
const quiet = (log: Log): FastifyBaseLogger =>
  log.child(
    {},
    {
      serializers: {
        req: () => undefined,
        res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
        err: ({ name, code }: { name?: string; code?: unknown }) => ({ name, code }),
      },
    },
  );

function noteRequests(app: Api, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method, caller } = request;
    const ms = Math.round(reply.elapsedTime);
    metrics.observe(method, route, reply.statusCode, reply.elapsedTime / 1000);
    request.log.info({ method, route, status: reply.statusCode, ms, caller: caller?.sub }, 'answered');
  });
}
