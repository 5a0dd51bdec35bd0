import { sql } from 'kysely';
import { whyLeftOut } from '../../domain/adoption/leftOut';
import type { Collector, PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import type { Db, Trx } from '../database';
import { approvalsHold } from '../packRules/approvals';
import { addAdoption, adoptionsOf, isRollback, reopen, rollbackOf, type Adoption } from './adoptionRows';
import { AdoptionRefused } from './adoptionRefused';
import { freshDryRun } from './dryRunRecords';

/** Who orders that accounts follow another version of their pack, how many a second, and on which day. */
export type AdoptionOrder = Readonly<{
  from: PolicyInForce;
  to: PolicyInForce;
  by: string;
  perSecond: number;
  collector: Collector;
  today: Day;
}>;

/**
 * Puts a version in force for new accounts and begins to move those that live; `giveOrders` tells them. The same once more goes
 * on with the adoption that is there. Refused unless somebody has looked at a dry run of the same two versions within a day.
 */
export async function beginAdoption(db: Db, order: AdoptionOrder): Promise<string> {
  mayBeAdopted(order);
  return db.transaction().execute(async (trx) => {
    await lockActivations(trx);
    const begun = await adoptionsOf(trx, order.to.policy.id);
    const known = await goesOnWith(trx, begun, order);
    if (known) {
      await reopen(trx, known.id, order.perSecond);
      return known.id;
    }
    const dryRunId = await freshDryRun(trx, order.from.hash, order.to.hash);
    if (dryRunId === undefined) throw new AdoptionRefused('noDryRun');
    if (begun.some(({ finishedAt }) => finishedAt === null)) throw new AdoptionRefused('anotherIsUnfinished');
    return add(trx, begun.length + 1, order, dryRunId);
  });
}

function mayBeAdopted({ from, to, collector, today }: AdoptionOrder): void {
  if (from.hash === to.hash) throw new AdoptionRefused('sameVersion');
  if (from.policy.id !== to.policy.id) throw new AdoptionRefused('anotherPack');
  const { valid, appliesTo, currency } = to.policy;
  if (today < valid.from || today > valid.through) throw new AdoptionRefused('isNotValid');
  approvalsHold(to.policy, refuseUnapproved, today);
  if (!appliesTo.collectors.includes(collector)) throw new AdoptionRefused('isForNobody');
  const { jurisdiction, appliesTo: before } = from.policy;
  const fits = before.products.some(
    (product) => whyLeftOut({ product, currency, jurisdiction }, to.policy) === undefined,
  );
  if (!fits || from.policy.currency !== currency) throw new AdoptionRefused('isForNobody');
}

function refuseUnapproved(): never {
  throw new AdoptionRefused('isNotApproved');
}

/** As the first loading of a pack takes it: one after the other decides which version is in force. */
export const lockActivations = (trx: Trx) =>
  sql`lock table policy_activations in share row exclusive mode`.execute(trx);

export async function hashInForce(db: Db | Trx, policyId: string): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string }>`
    select hash from policy_activations where policy_id = ${policyId} order by id desc limit 1`.execute(db);
  return rows[0]?.hash;
}

export async function activate(trx: Trx, policyId: string, hash: string, by: string): Promise<void> {
  if ((await hashInForce(trx, policyId)) === hash) return;
  await sql`insert into policy_activations (policy_id, hash, by) values (${policyId}, ${hash}, ${by})`.execute(trx);
}

/** The last adoption of the same two versions, while what it put in force is in force. */
async function goesOnWith(trx: Trx, begun: readonly Adoption[], { from, to }: AdoptionOrder) {
  const last = begun.findLast(
    ({ id, fromHash, toHash }) => !isRollback(id) && fromHash === from.hash && toHash === to.hash,
  );
  if (!last || begun.some(({ id }) => id === rollbackOf(last.id))) return undefined;
  return (await hashInForce(trx, to.policy.id)) === to.hash ? last : undefined;
}

async function add(trx: Trx, number: number, { from, to, by, perSecond }: AdoptionOrder, dryRunId: string) {
  const policyId = to.policy.id;
  const id = `${policyId.slice(0, 40)}-${to.hash.slice(0, 8)}-${number}`;
  const replacedHash = (await hashInForce(trx, policyId)) ?? from.hash;
  const hashes = { fromHash: from.hash, toHash: to.hash, replacedHash };
  await addAdoption(trx, { id, policyId, ...hashes, by, perSecond, dryRunId, ringsUntil: null });
  await activate(trx, policyId, to.hash, by);
  return id;
}
