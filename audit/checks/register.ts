import { recountRegister } from '../../recount/recountRegister';
import type { Trx } from '../../storage/database';
import type { Checked } from '../finding';
import { NO_ACCOUNT } from './orphans';

/** Doubles and gaps of the letter register, which only all journals together can tell. `looked` counts letters. */
export async function checkRegister(trx: Trx): Promise<Checked> {
  const { letters, breaches } = await recountRegister(trx);
  const findings = breaches.map(({ rule, accountId, version, says }) => ({
    check: 'recount' as const,
    accountId: accountId ?? NO_ACCOUNT,
    kind: 'broken' as const,
    what: rule,
    says,
    ...(version === null ? {} : { version }),
  }));
  return { check: 'recount', accountId: NO_ACCOUNT, looked: letters, findings };
}
