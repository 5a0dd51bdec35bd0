import type { Client, Connection } from '@temporalio/client';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Webhook } from 'standardwebhooks';
import type { Collector } from '../domain/policy';
import type { Policies } from '../domain/turn';
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
  /** Every policy that the database knows, by hash. */
  policies: Policies;
  /** Who collects here: some laws bind only one kind of collector. */
  collector: Collector;
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
