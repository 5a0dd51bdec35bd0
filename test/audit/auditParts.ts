import type { AuditParts } from '../../audit/auditDebtors';
import type { KnownRows } from '../../audit/checks/witness';
import type { Reach } from '../../audit/checks/witness/unnamed';
import { codeOfBuilds } from '../../audit/codeOfBuilds';
import { knownRows } from '../../audit/knownRows';
import { buildOf } from '../../worker/build';
import { wireRecords } from '../../worker/wireRecords';
import type { ServedAccounts } from './servedAccounts';

/** What an audit of served accounts stands on; the build that serves them is the one that audits. */
export async function auditParts({ db, master, temporal, bundle, settings }: ServedAccounts): Promise<AuditParts> {
  const current = await buildOf(undefined, bundle);
  return { db, master, temporal, builds: codeOfBuilds(db, current), records: await wireRecords(settings) };
}

/** What the journal holds of one account. */
export const rowsKnown = async ({ db }: Pick<ServedAccounts, 'db'>, accountId: string): Promise<KnownRows> =>
  (await knownRows(db, [accountId])).get(accountId)!;

/** An account with Temporal at hand, whose rows up to a version were written before its histories were read. */
export const reachTo = (settled: number): Reach => ({ settled, hasTemporal: true, isForgotten: false });
