import type { PolicyInForce } from '../../domain/policy';
import { dayOf, earlier, type Day, type Instant, type TimeZone } from '../../domain/time';
import { lastHandOverOf, type Selection } from '../../simulation/whatIf/selectDebtors';
import type { Db } from '../../storage/database';
import { readPackFile } from '../policies/readPackFile';

const UTC = 'UTC' as TimeZone;

type Wanted = Readonly<{ path: string; selection: Selection; now: Instant; until: Instant }>;
export type OtherPack = Readonly<{ to: PolicyInForce; remarks: readonly string[] }>;

/** A pack that was approved on a day that the accounts lived may be asked about, also where its approvals have expired since. */
export async function readOtherPack(db: Db, { path, selection, now, until }: Wanted): Promise<OtherPack> {
  const today = dayOf(now, UTC);
  try {
    return { to: await readPackFile(path, today), remarks: [] };
  } catch (refused) {
    const lived = earlier(now, until);
    const handedOverAt = await lastHandOverOf(db, selection, lived);
    const days = new Set([dayOf(lived, UTC), ...(handedOverAt === null ? [] : [dayOf(handedOverAt, UTC)])]);
    for (const day of days) {
      const to = await approvedOn(path, day);
      // Of two days only the later one can find an approval expired.
      if (to && day < today)
        return { to, remarks: [`The pack was approved on ${day}; its approvals have expired since.`] };
    }
    throw refused;
  }
}

const approvedOn = (path: string, day: Day): Promise<PolicyInForce | undefined> =>
  readPackFile(path, day).catch(() => undefined);
