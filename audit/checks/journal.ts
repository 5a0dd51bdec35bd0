import { accountJournals, type AccountJournal } from '../../storage/accountJournals';
import { compareAccounts, type DifferingRow } from '../../storage/compareAccounts';
import type { Trx } from '../../storage/database';
import { EventIsUnreadable, rowsToldBy, type ToldRows } from '../../storage/projections/toldRows';
import { brokenLinks, type BrokenLink } from '../../storage/verifyChain';
import type { Checked, Finding } from '../finding';

type Told = Readonly<{ looked: number; findings: readonly Finding[]; rows: ToldRows | null }>;

/**
 * Whether each chain is whole, and folds to the stored snapshot and to every row that the lists hold of these accounts.
 * `looked` counts rows of the journal; an account that has had no turn yet has none.
 */
export async function checkJournal(trx: Trx, accountIds: readonly string[]): Promise<readonly Checked[]> {
  const journals = new Map<string, Told>();
  for await (const journal of accountJournals(trx, accountIds)) journals.set(journal.accountId, read(journal));
  const emptied = await emptiedAmong(
    trx,
    accountIds.filter((id) => !journals.has(id)),
  );
  // Of a journal that cannot be told nobody knows what the lists should say.
  const compared = accountIds.filter((id) => journals.get(id)?.rows !== null && !emptied.has(id));
  const told = compared.flatMap((id) => journals.get(id)?.rows ?? []);
  const differing = byAccount(await compareAccounts(trx, compared, told));
  return accountIds.map((accountId) => {
    const journal = journals.get(accountId);
    const own = journal?.findings ?? (emptied.has(accountId) ? [journalIsEmpty(accountId)] : []);
    const rows = (differing.get(accountId) ?? []).map(rowFinding);
    return { check: 'journal', accountId, looked: journal?.looked ?? 0, findings: [...own, ...rows] };
  });
}

function byAccount(rows: readonly DifferingRow[]): ReadonlyMap<string, readonly DifferingRow[]> {
  const grouped = new Map<string, DifferingRow[]>();
  for (const row of rows) grouped.set(row.accountId, [...(grouped.get(row.accountId) ?? []), row]);
  return grouped;
}

function read(journal: AccountJournal): Told {
  const links = brokenLinks(journal);
  const findings = links.map(linkFinding);
  const looked = journal.events.length;
  if (links.some(({ reason }) => reason === 'missing'))
    return { looked, findings: [...findings, listsNotCompared(journal.accountId)], rows: null };
  try {
    return { looked, findings, rows: rowsToldBy(journal) };
  } catch (error) {
    if (!(error instanceof EventIsUnreadable)) throw error;
    return { looked, findings: [...findings, unreadable(error), listsNotCompared(journal.accountId)], rows: null };
  }
}

async function emptiedAmong(trx: Trx, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (accountIds.length === 0) return new Set();
  const rows = await trx
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', accountIds)
    .where('version', '>', 0)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

const broken = (accountId: string, what: string, says: string, version?: number): Finding => ({
  check: 'journal',
  accountId,
  kind: 'broken',
  what,
  says,
  ...(version === undefined ? {} : { version }),
});

function linkFinding({ accountId, version, reason }: BrokenLink): Finding {
  switch (reason) {
    case 'altered':
      return broken(accountId, 'eventAltered', `The row of version ${version} is not what was hashed`, version);
    case 'missing':
      return broken(accountId, 'eventIsMissing', `There is no row of version ${version}`, version);
    case 'head differs':
      return broken(accountId, 'headDiffers', `The account's own row names another end of the chain`, version);
  }
}

const journalIsEmpty = (accountId: string): Finding =>
  broken(accountId, 'journalIsEmpty', 'The account has had turns, and of its journal nothing is left', 1);

const unreadable = ({ accountId, version }: EventIsUnreadable): Finding =>
  broken(
    accountId,
    'eventIsUnreadable',
    `The row of version ${version} is no event that this build can follow`,
    version,
  );

const listsNotCompared = (accountId: string): Finding => ({
  check: 'journal',
  accountId,
  kind: 'notChecked',
  what: 'listsNotCompared',
  says: 'Without a whole journal nobody can say what the snapshot and the lists should hold',
});

function rowFinding({ accountId, table, key, kind, columns }: DifferingRow): Finding {
  const row = `the row ${key} of ${table}`;
  if (kind === 'missing') return broken(accountId, 'rowIsMissing', `The journal tells ${row}, which is not there`);
  if (kind === 'surplus') return broken(accountId, 'rowIsExtra', `The journal tells nothing of ${row}`);
  const isSnapshotAlone = columns.every((name) => name === 'snapshot');
  const what = isSnapshotAlone ? 'snapshotDiffers' : 'projectionDiffers';
  return broken(accountId, what, `The journal tells something else than ${row} in ${columns.join(', ')}`);
}
