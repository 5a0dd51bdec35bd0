import type { Client, Connection } from '@temporalio/client';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Webhook } from 'standardwebhooks';
import type { PolicyInForce } from '../domain/policy';
import type { Db } from '../storage/database';
import type { MasterKey } from '../storage/personalData';
import type { Clock } from '../storage/rehearsalClock';
import type { Role } from './tokens';

/** What the routes stand on; `startApi` wires it. */
export type Parts = Readonly<{
  db: Db;
  connection: Connection;
  client: Client;
  clock: Clock;
  master: MasterKey;
  /** The packs of this build that the database knows. */
  packs: readonly PolicyInForce[];
  /** Where providers reach us, without a slash at its end: signatures are made over it. */
  publicUrl: string;
  smsAuthToken: string | undefined;
  webhook: Webhook | undefined;
}>;

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Who calls, as the token says. */
export type Caller = Readonly<{ sub: string; roles: readonly Role[] }>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on open routes and webhooks. */
    caller: Caller | null;
    /** The body of a webhook as it came: signatures are made over it. */
    rawBody: string;
  }
}
