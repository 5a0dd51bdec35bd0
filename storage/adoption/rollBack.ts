import type { Db } from '../database';
import { activate, hashInForce, lockActivations } from './adopt';
import { AdoptionRefused } from './adoptionRefused';
import { addAdoption, adoptionNamed, finish, isRollback, lockAdoption, reopen, rollbackOf } from './adoptionRows';

type Rollback = Readonly<{ adoptionId: string; by: string; perSecond: number }>;

/**
 * Puts the version before in force again and begins to move back exactly the accounts that an adoption moved, or was about to
 * move; `giveOrders` tells them. Accounts that began under the new version stay with it. Gives the way back's own id.
 */
export async function beginRollback(db: Db, { adoptionId, by, perSecond }: Rollback): Promise<string> {
  if (isRollback(adoptionId)) throw new AdoptionRefused('isRollback');
  return db.transaction().execute(async (trx) => {
    await lockActivations(trx);
    if (!(await adoptionNamed(trx, adoptionId))) throw new AdoptionRefused('noSuchAdoption');
    const { policyId, fromHash, toHash, replacedHash, ringsUntil } = await lockAdoption(trx, adoptionId);
    const id = rollbackOf(adoptionId);
    const isBegun = (await adoptionNamed(trx, id)) !== undefined;
    const inForce = await hashInForce(trx, policyId);
    if (inForce !== (isBegun ? replacedHash : toHash)) throw new AdoptionRefused('isNotInForce');
    if (isBegun) {
      await reopen(trx, id, perSecond);
      return id;
    }
    // Whoever still gives orders for it finds it finished and stops.
    await finish(trx, adoptionId);
    // Bells that wait for it ring on: those of the way back follow them, so that no more ring in a second than were ordered.
    const hashes = { fromHash: toHash, toHash: fromHash, replacedHash: toHash };
    await addAdoption(trx, { id, policyId, ...hashes, by, perSecond, dryRunId: null, ringsUntil });
    await activate(trx, policyId, replacedHash, by);
    return id;
  });
}
