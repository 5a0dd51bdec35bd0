import type { CheckId, Checked } from './finding';

/** A check that ended before it had an answer: no account may pass because of that. */
export async function orNotChecked(
  check: CheckId,
  accountIds: readonly string[],
  run: () => Promise<readonly Checked[]>,
): Promise<readonly Checked[]> {
  try {
    return await run();
  } catch (error) {
    return accountIds.map((accountId) => notChecked(check, accountId, error));
  }
}

export const notChecked = (check: CheckId, accountId: string, error: unknown): Checked => ({
  check,
  accountId,
  looked: 0,
  findings: [
    { check, accountId, kind: 'notChecked', what: 'checkFailed', says: `The check ended early: ${kindOf(error)}` },
  ],
});

/** Only the kind and the code of an error: its text may quote what it failed on. */
function kindOf(error: unknown): string {
  const { name = 'Error', code = '' } = error as { name?: string; code?: unknown };
  return [name, String(code)].filter((part) => /^[\w-]{1,60}$/.test(part)).join('/');
}
