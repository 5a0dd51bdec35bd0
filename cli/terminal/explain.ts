const NO_SCHEMA = 'The database is not prepared for this build. Run `arrears migrate` with the same DATABASE_URL.';
const NO_ANSWER = 'Nobody answers at that address. Is the service running, and is the address right?';

/** Failures that come as a code, told as what to do. PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: NO_ANSWER,
  ENOTFOUND: NO_ANSWER,
  ETIMEDOUT: NO_ANSWER,
  '42P01': NO_SCHEMA,
  '42703': NO_SCHEMA,
  '22023': NO_SCHEMA,
};

/** One message for the person at the terminal out of whatever was thrown. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : BY_CODE[code];
  return known === undefined ? error.message : `${known}${error.message && ` (${error.message})`}`;
}
