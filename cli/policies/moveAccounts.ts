import type { Db } from '../../storage/database';
import { beginAdoption } from '../../storage/adoption/adopt';
import { giveOrders, type Ordered } from '../../storage/adoption/giveOrders';
import { namedPair } from '../../storage/adoption/packVersions';
import { beginRollback } from '../../storage/adoption/rollBack';
import { dayOf, type TimeZone } from '../../domain/time';
import { loadPolicies } from '../../storage/policies';
import { withDatabase } from '../../storage/prepareDatabase';
import { loadClock } from '../../storage/rehearsalClock';
import { apiVariables, workerVariables } from '../../settings/variables';
import { userOfTerminal } from '../commands/options';
import { EXIT } from '../exitCode';
import { findService, onDatabase } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { untilStopped } from '../untilStopped';

type Pace = Readonly<{ perSecond: number; by?: string; json: boolean }>;
export type AdoptOptions = Pace & Readonly<{ to: string; from?: string }>;

/** Who collects: some packs bind only one kind of collector. */
const variables = workerVariables
  .pick({ DATABASE_URL: true })
  .extend(apiVariables.pick({ ARREARS_COLLECTOR: true }).shape);

/** Puts a version in force and tells each account that lives under the old one to adopt it. The same command goes on. */
export async function adoptPack(policyId: string, options: AdoptOptions): Promise<void> {
  const { DATABASE_URL, ARREARS_COLLECTOR: collector } = await findService(variables);
  return withDatabase(DATABASE_URL, async (db) => {
    const pair = await namedPair(db, await loadPolicies(db), { policyId, from: options.from, to: options.to });
    const { perSecond, by = userOfTerminal() } = options;
    const today = dayOf((await loadClock(db)).now(), 'UTC' as TimeZone);
    await order(db, await beginAdoption(db, { ...pair, by, perSecond, collector, today }), options);
  });
}

/** Puts the version before in force again and moves back the accounts that an adoption moved. The same command goes on. */
export const rollBackAdoption = (adoptionId: string, options: Pace): Promise<void> =>
  onDatabase(async (db) => {
    const { perSecond, by = userOfTerminal() } = options;
    await order(db, await beginRollback(db, { adoptionId, by, perSecond }), options);
  });

async function order(db: Db, adoptionId: string, { perSecond, json }: Pace): Promise<void> {
  const orders = await giveAll(db, adoptionId);
  if (json) printJson(orders);
  else print(`${adoptionId}: ${orders.ordered} accounts told now; ${perSecond} a second hear it.`);
  if (orders.isFinished) return;
  say('Stopped. Who was told stays told; the same command goes on behind them.');
  process.exitCode = EXIT.stopped;
}

async function giveAll(db: Db, adoptionId: string): Promise<Ordered> {
  const stop = { wanted: false };
  void untilStopped().then(() => (stop.wanted = true));
  const line = openProgressLine();
  try {
    return await giveOrders(db, adoptionId, {
      policies: await loadPolicies(db),
      receivedAt: (await loadClock(db)).now(),
      onProgress: (ordered) => line.show(`${adoptionId}: ${ordered} accounts told`),
      isStopped: () => stop.wanted,
    });
  } finally {
    await line.end();
  }
}
