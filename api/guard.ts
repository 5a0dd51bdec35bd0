import type { FastifyRequest } from 'fastify';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { z } from 'zod';
import { ACCESS, type Access } from './access';
import type { Api, Caller } from './parts';
import { Problem } from './problem';
import { ALGORITHM, AUDIENCE, ISSUER, ROLES } from './tokens';

/** The subject is written into the journal, so it must be a name of ours for somebody, not an e-mail address. */
const claims = z.object({
  sub: z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/),
  roles: z.array(z.string()).max(20),
});

export type ReadToken = (authorization: string | undefined) => Promise<Caller>;

/** Takes the public key as a JWK in JSON; gives what reads a bearer token or throws the problem 401. */
export async function tokenReader(publicJwk: string): Promise<ReadToken> {
  const key = await importJWK(JSON.parse(publicJwk) as JWK, ALGORITHM).catch(() => {
    throw new Error('ARREARS_JWT_PUBLIC_KEY must be the public JWK of an Ed25519 key, as JSON');
  });
  const expected = { issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], requiredClaims: ['exp', 'sub'] };
  return async (authorization) => {
    const token = /^Bearer ([\w.-]{1,4000})$/.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Problem(401, 'tokenIsMissing', 'Send a token: Authorization: Bearer …');
    const verified = await jwtVerify(token, key, expected).catch(() => null);
    const known = claims.safeParse(verified?.payload);
    if (!known.success)
      throw new Problem(401, 'tokenIsNotValid', 'The token is not ours, has expired or lacks a claim.');
    return { sub: known.data.sub, roles: ROLES.filter((role) => known.data.roles.includes(role)) };
  };
}

/** Lets a request through to its route as the table of access says. A route that is not in the table throws at the start. */
export function guardRoutes(app: Api, readToken: ReadToken): void {
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ method, url }) => {
    if (!ACCESS[`${String(method)} ${url}`])
      throw new Error(`access.ts does not say who may call ${String(method)} ${url}`);
  });
  app.addHook('onRequest', async (request) => {
    const access = ACCESS[`${request.method} ${request.routeOptions.url ?? ''}`];
    // Only addresses that do not exist are not in the table: they are answered 404.
    if (!access || access === 'open' || access === 'signed') return;
    if (access === 'loopbackOrToken' && isFromThisMachine(request)) return;
    request.caller = await readToken(request.headers.authorization);
    if (!mayCall(access, request.caller)) {
      throw new Problem(403, 'roleMayNot', `This needs one of the roles ${String(access)}.`);
    }
  });
}

const mayCall = (access: Access, { roles }: Caller): boolean =>
  typeof access === 'string' || roles.some((role) => access.includes(role));

/** A proxy on this machine speaks for somebody else. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}
