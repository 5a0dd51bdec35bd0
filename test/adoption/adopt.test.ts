import { sql } from 'kysely';
import type { Day } from '../../domain/time';
import type { PolicyInForce } from '../../domain/policy';
import { adoptionNamed } from '../../storage/adoption/adoptionRows';
import { beginAdoption, type AdoptionOrder } from '../../storage/adoption/adopt';
import type { WhyRefused } from '../../storage/adoption/adoptionRefused';
import { dryRun } from '../../storage/adoption/dryRun';
import { namedPair } from '../../storage/adoption/packVersions';
import { giveOrders } from '../../storage/adoption/giveOrders';
import { beginRollback } from '../../storage/adoption/rollBack';
import { adoptionStatus } from '../../storage/adoption/status';
import { handOver } from '../../storage/handOver';
import { loadPolicies, policyInForce } from '../../storage/policies';
import { handedOver } from '../storage/handedOver';
import { MASTER, ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { anotherVersion, closesAt, learnt } from './versions';

let stored: StoredWorld;
let from: PolicyInForce;
let to: PolicyInForce;

const AT = ms('2026-03-02T12:00:00+08:00');
beforeEach(async () => {
  stored = await storedWorld();
  stored.clock.nowMs = AT;
  from = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  to = await anotherVersion(stored.db, 'narrower', closesAt('18:00'));
  await learnt(stored.world.policies, to.hash);
});
afterEach(() => stored.drop());

const looked = (version = to, before = from) =>
  dryRun(stored.db, { from: before, to: version, at: AT, by: 'supervisor-1' });
const ordered = (changes: Partial<AdoptionOrder> = {}): Promise<string> =>
  beginAdoption(stored.db, {
    from,
    to,
    by: 'supervisor-1',
    perSecond: 20,
    collector: 'bank',
    today: '2026-03-02' as Day,
    ...changes,
  });
/** As a person says it: only the version that is to be in force is named. */
const orderedByName = async (version: string): Promise<string> =>
  ordered(await namedPair(stored.db, await loadPolicies(stored.db), { policyId: 'tw-bank-card', to: version }));
const tell = async (adoptionId: string, isStopped = (): boolean => false) =>
  giveOrders(stored.db, adoptionId, { policies: await loadPolicies(stored.db), receivedAt: AT, isStopped });
const rollBack = (adoptionId: string) => beginRollback(stored.db, { adoptionId, by: 'supervisor-2', perSecond: 20 });
const refused = (reason: WhyRefused) => expect.objectContaining({ name: 'AdoptionRefused', reason });
const inForce = async () => (await policyInForce(stored.db, 'tw-bank-card'))?.hash;

type Bell = { account_id: string; ring_at: Date };
const bells = async (adoptionId: string): Promise<Bell[]> =>
  (
    await sql<Bell>`select account_id, ring_at from inbox where body ->> 'adoptionId' = ${adoptionId} order by ring_at, id`.execute(
      stored.db,
    )
  ).rows;
const adoptedBy = async (): Promise<string[]> =>
  (
    await sql<{ said: string }>`select account_id || ' ' || (body ->> 'policyHash') as said from journal
      where type = 'PolicyAdopted' order by account_id, version`.execute(stored.db)
  ).rows.map(({ said }) => said);
const policyOf = async (id: string): Promise<string> =>
  (await stored.db.selectFrom('accounts').select('policy_hash').where('id', '=', id).executeTakeFirstOrThrow())
    .policy_hash;
async function begin(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await stored.begin(id);
}

test('each account that lives under the old version adopts the new one, and nobody else', async () => {
  await begin('A-1', 'A-2', 'A-closed');
  await stored.post('A-closed', 'recall', { fact: { type: 'RecallReported', because: 'other' } });
  await stored.takeTurn('A-closed');
  await stored.take([handedOver('A-unborn')]);
  await looked();
  const id = await ordered();
  expect(await inForce()).toBe(to.hash);
  expect(await tell(id)).toEqual({ adoptionId: id, ordered: 3, isFinished: true });
  for (const account of ['A-1', 'A-2', 'A-closed', 'A-unborn']) await stored.takeTurn(account);
  expect(await adoptedBy()).toEqual(['A-1', 'A-2', 'A-unborn'].map((account) => `${account} ${to.hash}`));
  expect(await policyOf('A-closed')).toBe(from.hash);
  const { rows } = await sql<{
    body: object;
  }>`select body from journal where type = 'PolicyAdopted' and account_id = 'A-1'`.execute(stored.db);
  expect(rows[0]!.body).toMatchObject({ policyHash: to.hash, instead: from.hash, adoptionId: id, by: 'supervisor-1' });
  expect(await adoptionStatus(stored.db)).toMatchObject([
    { id, by: 'supervisor-1', accounts: 3, heard: 3, waiting: 0, finishedAt: expect.any(Date) },
  ]);
});

test('accounts keep the old version where the new one is not for them', async () => {
  await begin('A-card');
  const loan = handedOver('A-loan');
  await stored.take([{ ...loan, account: { ...loan.account, product: 'instalment-loan' } }]);
  await looked();
  expect((await tell(await ordered())).ordered).toBe(1);
  await stored.takeTurn('A-loan');
  expect(await policyOf('A-loan')).toBe(from.hash);
});

test('bells follow each other at the pace that was ordered, the first at once', async () => {
  await begin('A-1', 'A-2', 'A-3', 'A-4', 'A-5');
  await looked();
  const id = await ordered({ perSecond: 2 });
  const startedAt = Date.now();
  await tell(id);
  const endedAt = Date.now();
  const rings = (await bells(id)).map(({ ring_at }) => ring_at.getTime());
  expect(rings.slice(1).map((ring, i) => ring - rings[i]!)).toEqual([500, 500, 500, 500]);
  expect(rings[0]).toBeGreaterThanOrEqual(startedAt);
  expect(rings[0]).toBeLessThanOrEqual(endedAt);
});

test('an adoption that was stopped half way goes on behind it, tells nobody twice and keeps its pace', async () => {
  const ids = Array.from({ length: 700 }, (_, i) => `B-${String(i).padStart(3, '0')}`);
  await stored.take(ids.map((id) => handedOver(id)));
  await looked();
  const id = await ordered({ perSecond: 1000 });
  let pages = 0;
  expect(await tell(id, () => pages++ === 1)).toEqual({ adoptionId: id, ordered: 500, isFinished: false });
  const first = await bells(id);
  expect(await ordered({ perSecond: 100 })).toBe(id);
  expect(await tell(id)).toEqual({ adoptionId: id, ordered: 200, isFinished: true });
  const all = await bells(id);
  expect(all.map(({ account_id }) => account_id)).toEqual(ids);
  // The second half begins behind the first, or now, where that is past; and at the pace that was ordered last.
  expect(all[500]!.ring_at.getTime()).toBeGreaterThanOrEqual(first[499]!.ring_at.getTime() + 1);
  expect(all[699]!.ring_at.getTime() - all[500]!.ring_at.getTime()).toBe(1_990);
  expect(await ordered()).toBe(id);
  expect(await tell(id)).toEqual({ adoptionId: id, ordered: 0, isFinished: true });
  expect(await adoptionNamed(stored.db, id)).toMatchObject({ accounts: 700 });
});

test('two that give the same orders at once tell nobody twice', async () => {
  await stored.take(Array.from({ length: 600 }, (_, i) => handedOver(`C-${i}`)));
  await looked();
  const id = await ordered();
  const both = await Promise.all([tell(id), tell(id)]);
  expect(both[0].ordered + both[1].ordered).toBe(600);
  expect(await bells(id)).toHaveLength(600);
});

test('whoever is handed over under the old version meanwhile is told by the same command once more', async () => {
  await begin('A-1');
  await looked();
  const id = await ordered();
  await tell(id);
  await stored.take([handedOver('A-late')]);
  expect(await ordered()).toBe(id);
  expect((await tell(id)).ordered).toBe(1);
});

test('the same words go on with an adoption that was stopped half way, though its version is in force by then', async () => {
  await stored.take(Array.from({ length: 600 }, (_, i) => handedOver(`E-${String(i).padStart(3, '0')}`)));
  await looked();
  const id = await orderedByName('narrower');
  let pages = 0;
  expect(await tell(id, () => pages++ === 1)).toMatchObject({ ordered: 500, isFinished: false });
  expect(await inForce()).toBe(to.hash);
  expect(await orderedByName('narrower')).toBe(id);
  expect(await tell(id)).toMatchObject({ ordered: 100, isFinished: true });
  await stored.take([handedOver('E-late')]);
  expect(await orderedByName('narrower')).toBe(id);
  expect(await tell(id)).toMatchObject({ ordered: 1, isFinished: true });
});

test('a version that is in force without an adoption, or by a way back, has nothing to go on with', async () => {
  await expect(orderedByName(from.policy.version)).rejects.toEqual(refused('sameVersion'));
  await begin('A-1');
  await looked();
  await tell(await rollBack(await ordered()));
  await expect(orderedByName(from.policy.version)).rejects.toEqual(refused('sameVersion'));
});

test('whoever began under a version that was taken back is moved by an adoption of its own', async () => {
  await begin('A-1');
  await looked();
  const id = await ordered();
  await tell(id);
  await stored.db.transaction().execute((trx) => handOver(trx, MASTER, to.hash, AT, [handedOver('A-new')]));
  await tell(await rollBack(id));
  await expect(ordered({ from: to, to: from })).rejects.toEqual(refused('noDryRun'));
  await looked(from, to);
  expect((await tell(await ordered({ from: to, to: from }))).ordered).toBe(1);
  await stored.takeTurn('A-new');
  expect(await policyOf('A-new')).toBe(from.hash);
});

test('bells of the way back follow those of the adoption that still wait', async () => {
  await begin('A-1', 'A-2', 'A-3');
  await looked();
  const id = await ordered({ perSecond: 1 });
  await tell(id);
  const { ringsUntil } = (await adoptionNamed(stored.db, id))!;
  const back = await rollBack(id);
  await tell(back);
  const rings = (await bells(back)).map(({ ring_at }) => ring_at.getTime());
  expect(rings).toEqual([0, 50, 100].map((behindMs) => ringsUntil!.getTime() + behindMs));
});

test('the way back moves exactly the accounts that the adoption moved, whether they have heard of it or not', async () => {
  await begin('A-heard', 'A-deaf');
  await looked();
  const id = await ordered();
  await tell(id);
  await stored.takeTurn('A-heard');
  await stored.db.transaction().execute((trx) => handOver(trx, MASTER, to.hash, AT, [handedOver('A-new')]));
  await stored.takeTurn('A-new');

  const back = await rollBack(id);
  expect(back).toBe(`${id}-rollback`);
  expect(await inForce()).toBe(from.hash);
  expect((await tell(back)).ordered).toBe(2);
  for (const account of ['A-heard', 'A-deaf', 'A-new']) await stored.takeTurn(account);
  expect(await adoptedBy()).toEqual([
    `A-deaf ${to.hash}`,
    `A-deaf ${from.hash}`,
    `A-heard ${to.hash}`,
    `A-heard ${from.hash}`,
  ]);
  expect(await policyOf('A-new')).toBe(to.hash);
  expect(await rollBack(id)).toBe(back);
  expect((await tell(back)).ordered).toBe(0);
});

test('the way back stops an adoption that was still telling accounts', async () => {
  await stored.take(Array.from({ length: 600 }, (_, i) => handedOver(`D-${i}`)));
  await looked();
  const id = await ordered();
  let pages = 0;
  await tell(id, () => pages++ === 1);
  const back = await rollBack(id);
  expect((await tell(id)).ordered).toBe(0);
  expect((await tell(back)).ordered).toBe(500);
  // The same once more is another adoption.
  expect(await ordered()).not.toBe(id);
  expect(await inForce()).toBe(to.hash);
});

test('there is no way back from what is not in force, from a way back, or from what never was', async () => {
  await begin('A-1');
  await looked();
  const first = await ordered();
  await tell(first);
  const third = await anotherVersion(stored.db, 'third', closesAt('19:00'));
  await looked(third, to);
  const second = await ordered({ from: to, to: third });
  await expect(rollBack(first)).rejects.toEqual(refused('isNotInForce'));
  await expect(rollBack('nothing')).rejects.toEqual(refused('noSuchAdoption'));
  const back = await rollBack(second);
  await expect(rollBack(back)).rejects.toEqual(refused('isRollback'));
  expect(await inForce()).toBe(to.hash);
  await tell(back);
  await rollBack(first);
  expect(await inForce()).toBe(from.hash);
});

test('another adoption waits until all accounts are told, and then takes also those along that have not heard yet', async () => {
  await begin('A-1', 'A-2');
  await looked();
  const first = await ordered();
  const third = await anotherVersion(stored.db, 'third', closesAt('19:00'));
  await learnt(stored.world.policies, third.hash);
  await looked(third, to);
  await expect(ordered({ from: to, to: third })).rejects.toEqual(refused('anotherIsUnfinished'));
  await tell(first);
  await stored.takeTurn('A-1');
  const second = await ordered({ from: to, to: third });
  expect((await tell(second)).ordered).toBe(2);
  for (const account of ['A-1', 'A-2']) await stored.takeTurn(account);
  expect([await policyOf('A-1'), await policyOf('A-2')]).toEqual([third.hash, third.hash]);
});
