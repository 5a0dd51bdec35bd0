import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { PolicyHash } from '../../domain/brand';
import type { Policy, PolicyInForce } from '../../domain/policy';
import type { Day } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import {
  activateFirst,
  keepPolicies,
  loadPolicies,
  policiesInForce,
  policyInForce,
  PolicyNotLoaded,
} from '../../storage/policies';
import { hashOf } from '../../storage/policyCodec';
import { prepareDatabase } from '../../storage/prepareDatabase';
import { packOf, PACK_DAY } from '../domain/policies';
import { edited, readPack, type Edit } from '../policies/editedPack';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

const tw = packOf('tw-bank-card');
const other = (...edits: readonly Edit[]): PolicyInForce => readPack(edited('tw-bank-card', ...edits), 'tw-bank-card');
const fourTries = () => other([['triesPerRung'], 4]);
const activate = ({ policy, hash }: PolicyInForce) =>
  database.db.insertInto('policy_activations').values({ policy_id: policy.id, hash, by: 'a supervisor' }).execute();
const activations = () =>
  database.db.selectFrom('policy_activations').select(['policy_id', 'hash', 'by']).orderBy('id').execute();
/** Asks again and again, as an activity does that is tried again, for two seconds at most. */
async function askUntil<Answer>(ask: () => Answer | undefined): Promise<Answer> {
  for (let tries = 0; tries < 40; tries++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
  throw new Error('There was no answer in time');
}
const found = (policies: Policies, hash: PolicyHash): Policy | PolicyNotLoaded => {
  try {
    return policies(hash);
  } catch (error) {
    if (error instanceof PolicyNotLoaded) return error;
    throw error;
  }
};

describe('the packs of a database', () => {
  test('a pack is kept under the hash of its content, and every version for ever', async () => {
    const edition = fourTries();
    expect(edition.hash).not.toBe(tw.hash);
    await keepPolicies(database.db, [tw, edition]);
    await keepPolicies(database.db, [edition]);
    const policies = await loadPolicies(database.db);
    expect(policies(tw.hash)).toEqual(tw.policy);
    expect(policies(edition.hash).triesPerRung).toBe(4);
  });
  test('nothing to keep is no error', async () => {
    await expect(keepPolicies(database.db, [])).resolves.toBeUndefined();
  });
  test('a pack whose approval has run out since, and one that a new rule would refuse, are still obeyed', async () => {
    const { approvals, contactHours } = tw.policy;
    const expired = approvals.map((approval) => ({ ...approval, through: approval.on }));
    const policy = { ...tw.policy, approvals: expired, contactHours: [...contactHours, ...contactHours], sources: {} };
    const old = { policy, hash: hashOf(policy) };
    await keepPolicies(database.db, [old]);
    await activate(old);
    expect((await loadPolicies(database.db))(old.hash)).toEqual(policy);
    expect(await policyInForce(database.db, 'tw-bank-card')).toEqual(old);
  });
  test('a policy that was altered in the database is not obeyed', async () => {
    await sql`update policies set content = jsonb_set(content, '{triesPerRung}', '9')`.execute(database.db);
    await expect(loadPolicies(database.db)).rejects.toThrow(/altered/);
    await expect(policiesInForce(database.db)).rejects.toThrow(/altered/);
  });
});

describe('which version of a pack new accounts follow', () => {
  test('the first that was ever loaded, until somebody activates another', async () => {
    expect(database.packs.map(({ policy }) => policy.id)).toEqual([
      'cn-bank-card',
      'cn-micro-loan',
      'tw-bank-card',
      'us-reg-f',
    ]);
    const edition = fourTries();
    await keepPolicies(database.db, [edition]);
    await activateFirst(database.db, [edition]);
    expect(await policyInForce(database.db, 'tw-bank-card')).toEqual(tw);
    await activate(edition);
    expect(await policyInForce(database.db, 'tw-bank-card')).toEqual(edition);
    await activate(tw);
    expect(await policyInForce(database.db, 'tw-bank-card')).toEqual(tw);
  });
  test('a pack that was never loaded is not in force', async () => {
    expect(await policyInForce(database.db, 'us-bank-card')).toBeUndefined();
  });
  test('who prepares the database again activates nothing anew', async () => {
    const before = await activations();
    const prepared = await prepareDatabase(database.url, PACK_DAY);
    expect(prepared.refused).toEqual([]);
    expect(prepared.loaded).toEqual(prepared.packs);
    expect(await activations()).toEqual(before);
    expect(before).toHaveLength(4);
  });
  test('packs that are refused by now stay in force', async () => {
    const later = await prepareDatabase(database.url, '2028-01-01' as Day);
    expect(later.loaded).toEqual([]);
    expect(later.refused.map(({ file }) => file)).toEqual(database.packs.map(({ policy }) => `${policy.id}.yaml`));
    expect(later.refused[0]!.reason).toContain('expired on 2027-12-31');
    expect(later.packs).toEqual(database.packs);
  });
  test('of versions that are loaded for the first time at once, one is in force', async () => {
    const versions = [1, 2, 3, 4, 5, 6].map((tries) => other([['id'], 'new-pack'], [['triesPerRung'], tries]));
    await keepPolicies(database.db, versions);
    await Promise.all(versions.map((version) => activateFirst(database.db, [version])));
    expect((await activations()).filter(({ policy_id }) => policy_id === 'new-pack')).toHaveLength(1);
  });
});

describe('packs that come while a worker runs', () => {
  test('are found at the next try', async () => {
    const policies = await loadPolicies(database.db);
    const edition = fourTries();
    expect(() => policies(edition.hash)).toThrow(PolicyNotLoaded);
    await keepPolicies(database.db, [edition]);
    const policy = await askUntil(() => {
      const answer = found(policies, edition.hash);
      return answer instanceof PolicyNotLoaded ? undefined : answer;
    });
    expect(policy).toEqual(edition.policy);
    expect(policies(tw.hash)).toEqual(tw.policy);
  });
  test('a hash that nobody knows is an error that names it, however often it is asked for', async () => {
    const policies = await loadPolicies(database.db);
    for (let tries = 0; tries < 200; tries++) {
      expect(() => policies('f'.repeat(64) as PolicyHash)).toThrow(`Policy ${'f'.repeat(64)} is not loaded`);
    }
  });
  test('one that was altered is not obeyed, and the error says why', async () => {
    const policies = await loadPolicies(database.db);
    const edition = fourTries();
    await keepPolicies(database.db, [edition]);
    await sql`update policies set content = jsonb_set(content, '{triesPerRung}', '9')
      where hash = ${edition.hash}`.execute(database.db);
    const cause = await askUntil(() => (found(policies, edition.hash) as PolicyNotLoaded).cause);
    expect(cause).toMatchObject({ message: expect.stringContaining('altered') });
  });
});
