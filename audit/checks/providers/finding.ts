import type { Finding } from '../../finding';

export const broken = (accountId: string, what: string, says: string, version?: number): Finding => ({
  check: 'providers',
  accountId,
  kind: 'broken',
  what,
  says,
  ...(version === undefined ? {} : { version }),
});

export const notChecked = (accountId: string, what: string, says: string): Finding => ({
  check: 'providers',
  accountId,
  kind: 'notChecked',
  what,
  says,
});
