import { setTimeout as sleep } from 'node:timers/promises';
import { workflowIdOf } from '../../../workflows/ids';
import type { Checked } from '../../finding';
import { newestRun } from '../../histories/live';
import { historiesOf, type Histories, type Keepers } from '../../histories';
import { knownRows } from '../../knownRows';
import type { KnownRows } from './holdAgainst';

const PAUSE_MS = 1_000;
const LOOKS_MAX = 15;

/**
 * A turn that is asked for by an update is in no history until it has ended, so a row that nobody names may just be being written.
 * Such accounts are looked at again, once Temporal says that nothing is under way. A turn may take 10 seconds.
 */
export async function withoutPending(
  keepers: Keepers,
  checked: readonly Checked[],
  check: (histories: Histories, rows: KnownRows) => Checked,
): Promise<readonly Checked[]> {
  const { temporal } = keepers;
  const suspicious = checked.filter(isUnnamed).map(({ accountId }) => accountId);
  if (!temporal || suspicious.length === 0) return checked;
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const busy = await Promise.all(suspicious.map((id) => isBusy(temporal, workflowIdOf(id))));
    if (!busy.includes(true)) break;
    await sleep(PAUSE_MS);
  }
  const histories = await historiesOf(keepers, suspicious);
  // Read after them: they name what was written since the first look.
  const rows = await knownRows(keepers.db, suspicious);
  const again = new Map(histories.map((one) => [one.accountId, check(one, rows.get(one.accountId)!)]));
  return checked.map((one) => again.get(one.accountId) ?? one);
}

const isUnnamed = ({ findings }: Checked): boolean => findings.some(({ what }) => what === 'eventWithoutHistory');

async function isBusy(temporal: NonNullable<Keepers['temporal']>, workflowId: string): Promise<boolean> {
  const found = await newestRun(temporal, workflowId);
  return Boolean(found?.raw.pendingWorkflowTask) || (found?.raw.pendingActivities?.length ?? 0) > 0;
}
