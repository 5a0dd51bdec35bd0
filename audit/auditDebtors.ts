import type { ProviderRecords } from '../activities/ports';
import { debtorRecords, type DebtorRecord } from '../storage/redecide/debtorRecord';
import { checkDecisions } from './checks/decisions';
import { openDeciders } from './checks/decisions/kept';
import { checkJournal } from './checks/journal';
import { checkProviders } from './checks/providers';
import { checkRecount } from './checks/recount';
import { checkReplay } from './checks/replay';
import { checkWitness, type KnownRows } from './checks/witness';
import { withoutPending } from './checks/witness/withoutPending';
import type { CodeOfBuilds } from './codeOfBuilds';
import { CHECKS, type Checked } from './finding';
import { historiesOf, type Histories, type Keepers } from './histories';
import { forgottenAccounts, knownRows } from './knownRows';
import { notChecked, orNotChecked } from './notChecked';

/** What an audit stands on. */
export type AuditParts = Keepers &
  Readonly<{
    builds: CodeOfBuilds;
    /** Opened before any account is asked about. */
    records: ProviderRecords;
  }>;
export type AuditDebtors = (debtorIds: readonly string[]) => Promise<readonly Checked[]>;

/** Asks all six questions of all accounts of some debtors. */
export function openAudit(parts: AuditParts): AuditDebtors {
  const deciders = openDeciders();
  const redecide = async (records: readonly DebtorRecord[]): Promise<readonly Checked[]> => {
    const checked: Checked[] = [];
    for (const record of records) checked.push(...(await checkDecisions(parts.builds, deciders, record)));
    return checked;
  };
  return async (debtorIds) => {
    // In this order: the histories know of every row up to these versions, and the journal of all that the histories say.
    const settled = await versionsOf(parts, debtorIds);
    const ids = [...settled.keys()];
    const histories = await orThrowLater(historiesOf(parts, ids));
    const read = await readJournal(parts, debtorIds, ids).catch((error: unknown) => error as Error);
    if (read instanceof Error) return CHECKS.flatMap((check) => ids.map((id) => notChecked(check, id, read)));
    return [
      ...(await orNotChecked('replay', ids, () => checkReplay(parts.builds, histories(), read.rows))),
      ...(await orNotChecked('witness', ids, () => witness(parts, histories(), read, settled))),
      ...(await orNotChecked('decisions', ids, () => redecide(read.records))),
      ...read.checked,
    ];
  };
}

/** Temporal may be away: the checks that need histories say so, and the others go on. */
const orThrowLater = <Value>(asked: Promise<Value>): Promise<() => Value> =>
  asked.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );

async function versionsOf({ db }: Keepers, debtorIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'version'])
    .where('debtor_id', 'in', debtorIds)
    .orderBy('debtor_id')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

type Read = Readonly<{
  rows: ReadonlyMap<string, KnownRows>;
  forgotten: ReadonlySet<string>;
  records: readonly DebtorRecord[];
  checked: readonly Checked[];
}>;

/** All that is asked of the database, in one snapshot. */
const readJournal = (parts: AuditParts, debtorIds: readonly string[], ids: readonly string[]): Promise<Read> =>
  parts.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => ({
      rows: await knownRows(trx, ids),
      forgotten: await forgottenAccounts(trx, ids),
      records: await debtorRecords(trx, debtorIds),
      checked: [
        ...(await orNotChecked('journal', ids, () => checkJournal(trx, ids))),
        ...(await orNotChecked('recount', ids, () => checkRecount(trx, debtorIds))),
        ...(await orNotChecked('providers', ids, () =>
          checkProviders({ trx, master: parts.master, records: parts.records }, ids),
        )),
      ],
    }));

async function witness(
  parts: AuditParts,
  histories: readonly Histories[],
  { rows, forgotten }: Read,
  settled: ReadonlyMap<string, number>,
): Promise<readonly Checked[]> {
  const hasTemporal = parts.temporal !== null;
  const check = (one: Histories, known: KnownRows): Checked => {
    const { accountId } = one;
    return checkWitness(one, known, {
      settled: settled.get(accountId)!,
      hasTemporal,
      isForgotten: forgotten.has(accountId),
    });
  };
  const checked = histories.map((one) => check(one, rows.get(one.accountId)!));
  return withoutPending(parts, checked, check);
}
