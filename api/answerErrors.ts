import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { framesOf } from '../worker/failureShield';
import type { Api } from './parts';
import { Problem, PROBLEM_TYPE, problemBody } from './problem';
import { problemOf } from './problemOf';

/** Every error leaves as a problem document; what nobody foresaw is logged under an id, without its text. */
export function answerErrors(app: Api): void {
  app.setNotFoundHandler((_, reply) => send(reply, new Problem(404, 'noSuchRoute', 'There is no such route.')));
  app.setErrorHandler(answerError);
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem) {
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    send(reply, problem);
    return;
  }
  const instance = `urn:uuid:${randomUUID()}`;
  request.log.error({ instance, err: error, frames: framesOf(error) }, 'a request failed');
  send(reply, new Problem(500, 'unexpected', 'An unexpected error; the log knows it by the instance.'), instance);
}

function send(reply: FastifyReply, problem: Problem, instance?: string): void {
  void reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    // As bytes, because JSON has no charset and Fastify gives one to every text.
    .send(Buffer.from(JSON.stringify(problemBody(problem, instance))));
}
