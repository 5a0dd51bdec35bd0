import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { PolicyNotLoaded } from '../storage/policies';
import { Problem, type FieldError } from './problem';

type Failure = Readonly<{ code?: unknown; statusCode?: unknown }>;

const KNOWN: Readonly<Record<string, readonly [number, string, string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'bodyIsNotJson', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'bodyIsNotJson', 'The body is empty; it must be JSON.'],
  FST_ERR_BAD_URL: [400, 'addressIsNotValid', 'The address is not validly encoded.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'bodyIsTooLarge', 'The body is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'contentTypeIsNotTaken', 'Send the body as application/json.'],
  FST_ERR_HANDLER_TIMEOUT: [503, 'tookTooLong', 'The request took too long; try again with the same key.'],
};

/** Errors of a database that is away, starting or full: codes of Node.js, PostgreSQL (class 08, 53, 57P) and the pool. */
const DATABASE_IS_AWAY = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|08\w{3}|53\w{3}|57P\w\d)$/;

/** The problem that an error is to a caller; undefined for one that nobody foresaw. No text of the error is passed on. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Problem(
      400,
      'requestIsNotValid',
      'Some fields are wrong; see errors.',
      error.validation.map(fieldError),
    );
  }
  if (error instanceof PolicyNotLoaded) {
    return new Problem(
      503,
      'policyIsNotLoaded',
      'A policy has just come and is being looked up; try again in a moment.',
    );
  }
  const { code, statusCode } = (error ?? {}) as Failure;
  const known = KNOWN[String(code)];
  if (known) return new Problem(...known);
  if (DATABASE_IS_AWAY.test(String(code)) || isPoolTimeout(error)) {
    return new Problem(503, 'databaseIsAway', 'The database does not answer; try again later with the same key.');
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new Problem(statusCode, 'requestIsNotValid', 'The request cannot be read.');
  }
  return undefined;
}

const isPoolTimeout = (error: unknown): boolean =>
  error instanceof Error && /^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message);

type Invalid = Readonly<{ keyword: string; instancePath: string; message?: string; params: unknown }>;

function fieldError({ keyword, instancePath, message = 'is wrong', params }: Invalid): FieldError {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword !== 'unrecognized_keys') return { path, message };
  const names = (params as { keys?: readonly string[] }).keys ?? [];
  return { path: [path, ...names.slice(0, 1).map(fieldName)].filter(Boolean).join('.'), message: 'is not known here' };
}

/** What does not look like the name of a field could be somebody's data. */
const fieldName = (name: string): string => (/^[A-Za-z]{1,40}$/.test(name) ? name : '(not a field name)');
