import type { RecountedDebtor, UnusablePack } from '../../recount/recountDebtors';
import { recountDebtors } from '../../recount/recountDebtors';
import type { Findings } from '../../recount/recountDebtor';
import type { Breach } from '../../recount/rules';
import type { AccountJournal } from '../../storage/accountJournals';
import type { Trx } from '../../storage/database';
import type { Checked, Finding } from '../finding';

/**
 * The second opinion on windows, caps and holds, by code that decides nothing. `looked` counts contacts and letters. Doubles and
 * gaps of the letter register are asked of the whole database: see `checkRegister`.
 */
export async function checkRecount(trx: Trx, debtorIds: readonly string[]): Promise<readonly Checked[]> {
  if (debtorIds.length === 0) return [];
  return (await recountDebtors(trx, debtorIds)).flatMap(checkedOf);
}

function checkedOf({ accountIds, journals, found }: RecountedDebtor): readonly Checked[] {
  const byId = new Map(journals.map((journal) => [journal.accountId, journal]));
  return accountIds.map((accountId) => {
    const journal = byId.get(accountId);
    const findings = isCounted(found)
      ? found.breaches
          .filter((breach) => breach.accountId === accountId)
          .map((breach) => breachFinding(accountId, breach))
      : packFindings(accountId, journal, found);
    return { check: 'recount', accountId, looked: isCounted(found) ? contactsIn(journal) : 0, findings };
  });
}

const isCounted = (found: RecountedDebtor['found']): found is Findings => 'breaches' in found;

const contactsIn = (journal: AccountJournal | undefined): number =>
  journal?.events.filter(({ type }) => type === 'ContactReserved' || type === 'LetterIssued').length ?? 0;

const breachFinding = (accountId: string, { rule, says, version }: Breach): Finding => ({
  check: 'recount',
  accountId,
  kind: 'broken',
  what: rule,
  says,
  ...(version === null ? {} : { version }),
});

/** An altered pack is damage to whoever follows it; the debtor's other accounts merely could not be counted without it. */
function packFindings(
  accountId: string,
  journal: AccountJournal | undefined,
  packs: readonly UnusablePack[],
): readonly Finding[] {
  const about = { check: 'recount', accountId } as const;
  return packs.map(({ hash, why }) => {
    const row = journal?.events.find((event) => event.policy_hash === hash);
    if (why === 'altered' && row) {
      const says = `The pack ${hash} is not the content that its hash stands for`;
      return { ...about, kind: 'broken', what: 'packIsAltered', says, version: row.version };
    }
    const says = `The pack ${hash}, which this debtor's journals name, cannot be counted by: it is ${why}`;
    return { ...about, kind: 'notChecked', what: 'packIsUnusable', says };
  });
}
