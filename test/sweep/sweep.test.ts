import { randomUUID } from 'node:crypto';
import type { Finding, Sweep } from '../../activities/housekeeping';
import { takeTurn } from '../../activities/takeTurn';
import type { World } from '../../activities/world';
import { reportFacts } from '../../client/reportFacts';
import { resetAccount } from '../../client/resetAccount';
import type { AccountId } from '../../domain/brand';
import { loadPolicies } from '../../storage/policies';
import { beginSweep, leftOf, sweepStep } from '../../worker/sweep/sweep';
import { workflowIdOf } from '../../workflows/ids';
import { eventually } from '../embedded/eventually';
import { asOwner } from '../storage/asOwner';
import { livingHouse, type LivingHouse } from './livingHouse';

let living: LivingHouse;
beforeAll(async () => {
  living = await livingHouse();
}, 60_000);
afterAll(() => living?.stop(), 60_000);

async function swept(repairs: boolean, house = living.house): Promise<Sweep> {
  let sweep = beginSweep(repairs);
  while (sweep.phase !== 'done') sweep = await sweepStep(house, sweep);
  return sweep;
}
const findingOf = async (id: string, repairs: boolean): Promise<Finding | undefined> =>
  (await swept(repairs)).findings.find(({ accountId }) => accountId === id);

/** Nothing happened twice: what the journal and the provider's own list say. */
async function isWhole(id: string): Promise<void> {
  const types = (await living.journalOf(id)).map(({ type }) => type);
  expect(types.filter((type) => type === 'AccountOpened')).toHaveLength(1);
  expect(types.filter((type) => type === 'ContactReserved')).toHaveLength(1);
  expect(types.filter((type) => type === 'ContactSent')).toHaveLength(1);
  const [contact] = await living.contactsOf(id);
  expect(living.gateway.accepted().filter(({ reference }) => reference === contact!.id)).toHaveLength(1);
}

async function paid(id: string, paymentId: string, amountMinor: bigint): Promise<void> {
  const { db, clock } = living.house;
  const fact = {
    type: 'PaymentReported',
    paymentId,
    amountMinor,
    currency: 'TWD',
    paidAt: clock.now(),
    method: 'x',
  } as const;
  await reportFacts(db, clock, [{ accountId: id, source: 'test', externalId: paymentId, fact }]);
}

test('accounts whose workflows run are left alone', async () => {
  const id = await living.contacted('well');
  expect(await findingOf(id, true)).toBeUndefined();
  await isWhole(id);
});

test('a terminated workflow is found, only told when nobody wants a repair, and rung into life otherwise; nothing happens twice', async () => {
  const id = await living.contacted('terminated');
  await living.handleOf(id).terminate('test');
  const before = await living.journalOf(id);
  expect(await findingOf(id, false)).toEqual({ kind: 'lost', accountId: id, outcome: 'reported', failure: null });
  expect(await living.statusOf(id)).toBe('TERMINATED');
  expect(await findingOf(id, true)).toEqual({ kind: 'lost', accountId: id, outcome: 'repaired', failure: null });
  expect(await living.statusOf(id)).toBe('RUNNING');
  await paid(id, `P-${id}`, 1n);
  await eventually('it hears again', async () => (await living.journalOf(id)).length > before.length, 30_000);
  expect((await living.journalOf(id)).slice(before.length).map(({ type }) => type)).toEqual(['PaymentReceived']);
  await isWhole(id);
  expect(await findingOf(id, true)).toBeUndefined();
});

test('a whole Temporal that was lost is repaired: each open account has its workflow again, and no contact is made twice', async () => {
  const ids = await Promise.all(['lost-1', 'lost-2', 'lost-3'].map((name) => living.contacted(name)));
  const before = await Promise.all(ids.map(living.journalOf));
  const namespace = `lost-${randomUUID().slice(0, 8)}`;
  const { client } = living.house;
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await living.stopWorker();
  const empty = await living.houseOn(namespace);
  await eventually('the new namespace is known', () => startsIn(namespace), 60_000);
  const sweep = await swept(true, empty);
  const found = sweep.findings.filter(({ accountId }) => ids.includes(accountId));
  expect(found.map(({ kind, outcome }) => [kind, outcome])).toEqual(ids.map(() => ['lost', 'repaired']));
  for (const id of ids) {
    await paid(id, `P-${id}`, 1n);
    await eventually(
      'it hears again',
      async () => (await living.journalOf(id)).at(-1)!.type === 'PaymentReceived',
      30_000,
    );
    const types = (await living.journalOf(id)).map(({ type }) => type);
    expect(types).toEqual([...before[ids.indexOf(id)]!.map(({ type }) => type), 'PaymentReceived']);
    await isWhole(id);
  }
  await living.stopWorker();
  await living.startWorker();
}, 120_000);

const startsIn = (namespace: string): Promise<boolean> =>
  living.startWorker(namespace).then(
    () => true,
    () => false,
  );

test('a workflow of an account that nobody handed over is told and left alone', async () => {
  const { client, taskQueue } = living.house;
  const id = `nobody-${randomUUID()}`;
  await client.workflow.start('collectAccount', { workflowId: workflowIdOf(id), taskQueue, args: [id] });
  let found: Finding | undefined;
  await eventually('it is found', async () => !!(found = await findingOf(id, true)), 30_000);
  expect(found).toEqual({ kind: 'unknownAccount', accountId: id, outcome: 'reported', failure: null });
  expect(await living.statusOf(id)).toBe('RUNNING');
  await living.handleOf(id).terminate('test');
});

/** The account is closed in its journal while no worker lets the workflow know. */
async function closedBehindItsBack(id: string): Promise<void> {
  const { db, clock, master } = living.house;
  await living.stopWorker();
  const owed = 1_000_000n;
  await paid(id, `P-${id}`, owed);
  const world = { db, clock, master, policies: await loadPolicies(db), build: 'test', callTimeoutMs: 1_000 };
  await takeTurn(world as unknown as World)(id as AccountId, Date.now());
  const longAgo = new Date(clock.now() - 11 * 60_000);
  await asOwner(living.database.url, (owner) =>
    owner.updateTable('accounts').set({ closed_at: longAgo }).where('id', '=', id).execute(),
  );
  expect(await living.statusOf(id)).toBe('RUNNING');
}

test('a workflow that outlives its account is rung, and ends', async () => {
  const id = await living.contacted('lingers');
  await closedBehindItsBack(id);
  await living.startWorker();
  let sweep = beginSweep(true);
  await eventually(
    'it is found',
    async () => {
      sweep = beginSweep(true);
      while (sweep.phase !== 'again' && sweep.phase !== 'done') sweep = await sweepStep(living.house, sweep);
      return sweep.findings.some(({ accountId }) => accountId === id);
    },
    30_000,
  );
  await eventually('it ends', async () => (await living.statusOf(id)) === 'COMPLETED', 30_000);
  const { findings } = await sweepStep(living.house, sweep);
  const expected = { kind: 'lingers', accountId: id, outcome: 'repaired', failure: null };
  expect(findings.find(({ accountId }) => accountId === id)).toEqual(expected);
});

test('a workflow that outlives its account and does not answer is told as one that stays', async () => {
  const id = await living.contacted('stays');
  await closedBehindItsBack(id);
  expect(await findingOf(id, true)).toEqual({ kind: 'lingers', accountId: id, outcome: 'stays', failure: null });
  await living.startWorker();
  await eventually('it ends', async () => (await living.statusOf(id)) === 'COMPLETED', 30_000);
});

const overdue = (id: string): Promise<unknown> =>
  asOwner(living.database.url, (db) =>
    db
      .updateTable('accounts')
      .set({ next_at: new Date(living.house.clock.now() - 11 * 60_000) })
      .where('id', '=', id)
      .execute(),
  );

/** A workflow that begins with something it cannot go on from: as after a bad deploy, or a change of its arguments. */
async function begunWrongly(id: string, ...args: unknown[]): Promise<void> {
  await living.handleOf(id).terminate('test');
  const { client, taskQueue } = living.house;
  await client.workflow.start('collectAccount', { workflowId: workflowIdOf(id), taskQueue, args });
  await overdue(id);
}

test('a workflow that fails again and again is told with the kind of its failure, and goes on after a fresh reset', async () => {
  const id = await living.contacted('stuck');
  const { raw } = await living.handleOf(id).describe();
  const build = raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? null;
  await begunWrongly(id, id, { do: 'perform', action: null, says: 'x' }, build);
  let found: Finding | undefined;
  await eventually('it is found', async () => (found = await findingOf(id, true))?.kind === 'stuck', 60_000);
  expect(found).toEqual({ kind: 'stuck', accountId: id, outcome: 'reported', failure: 'workflowCodeFails' });
  await resetAccount(living.house.client, { accountId: id, by: 'engineer-1', reason: 'test', to: 'fresh' });
  await paid(id, `P-${id}`, 1n);
  await eventually('it hears', async () => (await living.journalOf(id)).at(-1)!.type === 'PaymentReceived', 30_000);
  await isWhole(id);
  expect(await findingOf(id, true)).toBeUndefined();
}, 120_000);

test('an effect that fails again and again is told by its name and the kind of its failure', async () => {
  const id = await living.contacted('effect');
  const { raw } = await living.handleOf(id).describe();
  const build = raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? null;
  const action = { type: 'contactDebtor', rung: 'first-sms', channel: 'sms' };
  await begunWrongly(id, 'nobody', { do: 'perform', action, says: 'x' }, build);
  let found: Finding | undefined;
  await eventually('it is found', async () => (found = await findingOf(id, false))?.kind === 'effectFails', 60_000);
  expect(found).toEqual({ kind: 'effectFails', accountId: id, outcome: 'reported', failure: 'contactDebtor: Error' });
  await living.handleOf(id).terminate('test');
});

test('an account that was closed a moment ago is left alone', async () => {
  const id = await living.contacted('closing');
  const closedAt = new Date(living.house.clock.now() - 9 * 60_000);
  await asOwner(living.database.url, (db) =>
    db.updateTable('accounts').set({ status: 'closed', closed_at: closedAt }).where('id', '=', id).execute(),
  );
  expect(await findingOf(id, true)).toBeUndefined();
  await living.handleOf(id).terminate('test');
});

test('an account whose moment passed unnoticed is rung, and told as late', async () => {
  const id = await living.contacted('late');
  const before = await living.journalOf(id);
  await overdue(id);
  expect(await findingOf(id, false)).toMatchObject({ kind: 'late', outcome: 'reported' });
  expect(await findingOf(id, true)).toMatchObject({ kind: 'late', outcome: expect.stringMatching('repaired|stays') });
  await eventually('it was seen to', async () => (await findingOf(id, false)) === undefined, 30_000);
  expect(await living.journalOf(id)).toEqual(before);
});

test('an account without journal and without a hand-over is told, and nothing is begun', async () => {
  const id = await living.handOver('never');
  await eventually('it has begun', async () => (await living.journalOf(id)).length > 0, 30_000);
  const ghost = `${id}-ghost`;
  const { debtor_id, policy_hash } = await living.house.db
    .selectFrom('accounts')
    .select(['debtor_id', 'policy_hash'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await living.house.db.insertInto('accounts').values({ id: ghost, debtor_id, policy_hash }).execute();
  expect(await findingOf(ghost, true)).toEqual({
    kind: 'neverBegun',
    accountId: ghost,
    outcome: 'reported',
    failure: null,
  });
  await living.house.db.deleteFrom('accounts').where('id', '=', ghost).execute();
});

test('more than can be named is counted all the same, and what was repaired does not count as left', async () => {
  const id = await living.contacted('many');
  await living.handleOf(id).terminate('test');
  const { db } = living.house;
  const { debtor_id, policy_hash } = await db
    .selectFrom('accounts')
    .select(['debtor_id', 'policy_hash'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const ghosts = Array.from({ length: 250 }, (_, i) => ({ id: `${id}-ghost-${i}`, debtor_id, policy_hash }));
  await db.insertInto('accounts').values(ghosts).execute();
  const sweep = await swept(true);
  const { counts, outcomes, findings } = sweep;
  expect(findings).toHaveLength(200);
  expect(findings.find(({ accountId }) => accountId === id)).toMatchObject({ outcome: 'repaired' });
  expect(counts).toMatchObject({ neverBegun: 250 });
  expect(sumOf(outcomes)).toBe(sumOf(counts));
  expect(leftOf(sweep)).toBe(sumOf(counts) - outcomes.repaired!);
  await db.deleteFrom('accounts').where('id', 'like', `${id}-ghost-%`).execute();
});

const sumOf = (numbers: Readonly<Record<string, number>>): number =>
  Object.values(numbers).reduce((sum, number) => sum + number, 0);
