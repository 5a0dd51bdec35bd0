import { checkRegister } from '../../audit/checks/register';
import { orphanRecords, orphanRows } from '../../audit/checks/orphans';
import type { Finding } from '../../audit/finding';
import type { WorkerVariables } from '../../settings/variables';
import type { Db } from '../../storage/database';
import { wireRecords } from '../../worker/wireRecords';
import { unknownWorkflows } from './unknownWorkflows';

/** What only all accounts together can tell: the letter register, and rows and records that belong to no account. */
export async function besideAccounts(
  db: Db,
  settings: WorkerVariables,
  temporalAddress: string | null,
): Promise<readonly Finding[]> {
  const records = await wireRecords(settings);
  const workflows = temporalAddress === null ? [] : await unknownWorkflows(db, temporalAddress, settings);
  const others = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const found: Finding[] = [...(await checkRegister(trx)).findings];
      for await (const finding of orphanRows(trx)) found.push(finding);
      for await (const finding of orphanRecords(trx, records)) found.push(finding);
      return found;
    });
  return [...others, ...workflows];
}
