import { sql } from 'kysely';
import type { PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { beginAdoption, type AdoptionOrder } from '../../storage/adoption/adopt';
import type { WhyRefused } from '../../storage/adoption/adoptionRefused';
import { dryRun } from '../../storage/adoption/dryRun';
import { packVersion } from '../../storage/adoption/packVersions';
import { adoptionStatus } from '../../storage/adoption/status';
import { loadPolicies, policyInForce } from '../../storage/policies';
import { ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { anotherVersion, closesAt, learnt } from './versions';

let stored: StoredWorld;
let from: PolicyInForce;
let to: PolicyInForce;

beforeAll(async () => {
  stored = await storedWorld();
  from = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  to = await anotherVersion(stored.db, 'narrower', closesAt('18:00'));
});
afterAll(() => stored.drop());

const looked = (version = to) =>
  dryRun(stored.db, { from, to: version, at: ms('2026-03-02T12:00:00+08:00'), by: 'supervisor-1' });
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

/** Why an order was refused, and what is in force and under way after it. */
async function outcomeOf(order: Partial<AdoptionOrder> = {}) {
  const { reason } = await ordered(order).then(
    () => ({ reason: null }),
    (error: { reason?: WhyRefused }) => error,
  );
  const inForce = (await policyInForce(stored.db, 'tw-bank-card'))?.hash;
  return { reason, inForce, adoptions: await adoptionStatus(stored.db) };
}
const refused = (reason: WhyRefused) => ({ reason, inForce: from.hash, adoptions: [] });

describe('an adoption is refused, and nothing is in force or told', () => {
  test('without a dry run of the same two versions', async () => {
    expect(await outcomeOf()).toEqual(refused('noDryRun'));
    await looked(await anotherVersion(stored.db, 'third', closesAt('19:00')));
    expect(await outcomeOf()).toEqual(refused('noDryRun'));
  });
  test('with a dry run that is 24 hours old, and no longer with one that is a moment younger', async () => {
    const { id } = await looked();
    await sql`update policy_dry_runs set ran_at = now() - interval '24 hours' where id = ${id}::bigint`.execute(
      stored.db,
    );
    expect(await outcomeOf()).toEqual(refused('noDryRun'));
  });
  test('for a version that is not valid on the day', async () => {
    await looked();
    const { valid } = to.policy;
    const nextDay = '2028-01-01' as Day;
    expect(valid.through < nextDay).toBe(true);
    expect(await outcomeOf({ today: nextDay })).toEqual(refused('isNotValid'));
    expect(await outcomeOf({ today: '2023-12-31' as Day })).toEqual(refused('isNotValid'));
  });
  test('for a version that is not approved on the day, or one of whose texts is not; the last day is included [TEMPLATE]', async () => {
    const through = '2026-03-02' as Day;
    const nextDay = '2026-03-03' as Day;
    const unlooked = refused('noDryRun');
    for (const path of [
      ['approvals', 0, 'through'],
      ['templates', 'early-warning', 'approval', 'through'],
    ]) {
      const expiring = await anotherVersion(stored.db, String(path[0]), [path, through]);
      expect(await outcomeOf({ to: expiring, today: through })).toEqual(unlooked);
      expect(await outcomeOf({ to: expiring, today: nextDay })).toEqual(refused('isNotApproved'));
    }
  });
  test('for the version that is followed already, for another pack, and for a version that is for nobody here', async () => {
    expect(await outcomeOf({ to: from })).toEqual(refused('sameVersion'));
    const chinese = stored.packs.find(({ policy }) => policy.id === 'cn-bank-card')!;
    expect(await outcomeOf({ to: chinese })).toEqual(refused('anotherPack'));
    const loans = await anotherVersion(stored.db, 'loans', [['appliesTo', 'products'], ['instalment-loan']]);
    expect(await outcomeOf({ to: loans })).toEqual(refused('isForNobody'));
    const agencies = await anotherVersion(stored.db, 'agencies', [['appliesTo', 'collectors'], ['agency']]);
    expect(await outcomeOf({ to: agencies })).toEqual(refused('isForNobody'));
  });
});

test('a version is named by its version or its hash, and one that is not clear is refused with what there is', async () => {
  const policies = await loadPolicies(stored.db);
  const find = (named: string, id = 'tw-bank-card') => packVersion(stored.db, policies, id, named);
  expect((await find('narrower')).hash).toBe(to.hash);
  expect((await find(to.hash.slice(0, 8))).hash).toBe(to.hash);
  await expect(find(to.hash.slice(0, 7))).rejects.toThrow('is no version of it');
  await expect(find('none')).rejects.toThrow(to.hash);
  await expect(find('narrower', 'no-pack')).rejects.toThrow('There is no pack no-pack');
  const twin = await anotherVersion(stored.db, 'narrower', closesAt('17:00'));
  await expect(find('narrower')).rejects.toThrow('is the name of several versions');
  await learnt(policies, twin.hash);
  expect((await find(twin.hash)).policy.contactHours).toEqual([{ fromMinute: 420, toMinute: 1020 }]);
});
