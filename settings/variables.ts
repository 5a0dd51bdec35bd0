import { z } from 'zod';

const url = z.url();
const hostAndPort = z.string().regex(/^[^/\s]+:\d+$/, 'must be host:port');

/** PostgreSQL; `arrears migrate` and `arrears start` make the schema and bring it up to date. */
const database = { DATABASE_URL: url.startsWith('postgres') };
const temporal = {
  TEMPORAL_ADDRESS: hostAndPort,
  TEMPORAL_NAMESPACE: z.string().default('default'),
  /** Also the name of the workers' deployment, in which Temporal takes neither a dot nor a colon. */
  TEMPORAL_TASK_QUEUE: z
    .string()
    .regex(/^(?!__)[^.:\s]{1,200}$/, 'must not have . : or a space in it, nor begin with __')
    .default('arrears'),
};
const secrets = {
  /** 32 bytes in base64; opens the personal data. */
  ARREARS_MASTER_KEY: z.base64(),
};
const common = {
  ...database,
  ...temporal,
  ...secrets,
  ARREARS_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
};

/** Providers: one that is not configured is a local outbox below `ARREARS_OUTBOX`, so that nothing is sent anywhere. */
const providers = {
  ARREARS_OUTBOX: z.string().default('.arrears/outbox'),
  ARREARS_PUBLIC_URL: url.default('http://127.0.0.1:8080'),
  /** A call to a provider is over after this long; what did not answer by then is looked up, never blindly sent again. */
  PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(100).max(30_000).default(10_000),
  SMS_GATEWAY_URL: url.optional(),
  SMS_ACCOUNT_SID: z.string().optional(),
  SMS_AUTH_TOKEN: z.string().optional(),
  SMS_FROM: z.string().optional(),
  /** `true` only for a gateway whose list shows a message as soon as it has accepted it. */
  SMS_LOOKUP_IS_AUTHORITATIVE: z.stringbool().default(false),
  SMTP_URL: url.optional(),
  SMTP_FROM: z.string().optional(),
  LAW_FIRM_URL: url.optional(),
  LAW_FIRM_SECRET: z.string().optional(),
};

export const migrateVariables = z.object(database);

export const workerVariables = z.object({
  ...common,
  ...providers,
  /** Ed25519, as PKCS#8 or JWK: signs checkpoints of the journal and audit bundles. Without it the journal is not sealed. */
  ARREARS_SIGNING_KEY: z.string().optional(),
  /** Names what is deployed; without it the name is made of the code. */
  ARREARS_BUILD: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,80}$/, 'must be 1 to 80 characters of A-Z a-z 0-9 . _ -')
    .optional(),
  /** `host:port` on which Prometheus reads the worker's metrics; without it there are none. */
  WORKER_METRICS_ADDRESS: hostAndPort.optional(),
});

export const apiVariables = z.object({
  ...common,
  /** Who collects here; a policy pack may bind only one of them. */
  ARREARS_COLLECTOR: z.enum(['bank', 'agency']).default('bank'),
  ARREARS_PUBLIC_URL: providers.ARREARS_PUBLIC_URL,
  SMS_AUTH_TOKEN: providers.SMS_AUTH_TOKEN,
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  /** The public key, as JWK, that tokens are signed against. */
  ARREARS_JWT_PUBLIC_KEY: z.string(),
  /** Signs what the print house and other providers report, as Standard Webhooks say. */
  ARREARS_WEBHOOK_SECRET: z.string().optional(),
});

export type WorkerVariables = z.output<typeof workerVariables>;
export type ApiVariables = z.output<typeof apiVariables>;
