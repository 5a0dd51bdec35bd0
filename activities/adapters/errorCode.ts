/** The code of a system error (`ECONNRESET`, `EEXIST` …), which unlike its message quotes nothing; undefined without one. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
