import { STATUS_CODES } from 'node:http';
import { z } from 'zod';

export type FieldError = Readonly<{ path: string; message: string }>;

/** What a caller is told when a request is not done. Texts name fields and rules, never what was sent in them. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    /** A stable word for programs; `detail` is for people. */
    readonly code: string,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(code);
  }
}

/** The problem of one wrong field that a schema could not find. */
export const wrongField = (path: string, message: string): Problem =>
  new Problem(400, 'requestIsNotValid', 'Some fields are wrong; see errors.', [{ path, message }]);

/** The account said no: final, so that asking again with the same key is answered the same. */
export class RefusedCommand extends Problem {}

export const PROBLEM_TYPE = 'application/problem+json';

export const problemSchema = z
  .object({
    type: z.string().describe('`urn:arrears:problem:` and the code'),
    title: z.string().describe('The words of the HTTP status'),
    status: z.number().int(),
    detail: z.string().describe('What is wrong and what to do, for people'),
    code: z.string().describe('A stable word for programs'),
    instance: z.string().optional().describe('Names this one occurrence in the log, for unexpected errors'),
    errors: z
      .array(z.object({ path: z.string().describe('The wrong field'), message: z.string() }))
      .optional()
      .describe('Each wrong field; never its value'),
  })
  .describe('A problem as RFC 9457 describes it');

export type ProblemBody = z.output<typeof problemSchema>;

/** The document for one problem; `instance` is the id under which the log knows it. */
export function problemBody({ status, code, detail, errors }: Problem, instance?: string): ProblemBody {
  return {
    type: `urn:arrears:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    ...(instance === undefined ? {} : { instance }),
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
  };
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'A field is wrong or missing; `errors` says which',
  401: 'No token, or one that is not valid; for webhooks: the signature is wrong',
  403: 'None of the roles of the token may do this, or it takes somebody else',
  404: 'It does not exist',
  409: 'It contradicts what is known, the account refuses it, or the same request is still running',
  413: 'The body is larger than 1 MiB',
  415: 'The content type is not the one that is expected',
  422: 'The Idempotency-Key was used for another body, or what is reported could never have an effect',
  500: 'An unexpected error; `instance` names it in the log',
  503: 'The database, Temporal or a setting is missing; try again later',
};

/** For the OpenAPI document: the problems that a route may answer with. */
export const problemResponses = (...statuses: readonly number[]) =>
  Object.fromEntries(
    [...statuses, 500, 503].map((status) => [
      status,
      { description: REASONS[status] ?? '', content: { [PROBLEM_TYPE]: { schema: problemSchema } } },
    ]),
  );
