import { CannotReset, resetAccount, type ResetTo } from '../../client/resetAccount';
import { reportFacts } from '../../client/reportFacts';
import { archivedRunsOf } from '../../storage/archive/archive';
import { verifyChain } from '../../storage/verifyChain';
import { beginScan, scanStep } from '../../worker/archive/scan';
import { workflowIdOf } from '../../workflows/ids';
import { eventually } from '../embedded/eventually';
import { livingHouse, type LivingHouse } from '../sweep/livingHouse';

let living: LivingHouse;
beforeAll(async () => {
  living = await livingHouse();
}, 60_000);
afterAll(() => living?.stop(), 60_000);

const reset = (accountId: string, to: ResetTo) =>
  resetAccount(living.house.client, { accountId, by: 'engineer-1', reason: 'test', to });

async function paid(id: string, paymentId: string): Promise<void> {
  const { db, clock } = living.house;
  const fact = {
    type: 'PaymentReported',
    paymentId,
    amountMinor: 1n,
    currency: 'TWD',
    paidAt: clock.now(),
    method: 'transfer',
  } as const;
  await reportFacts(db, clock, [{ accountId: id, source: 'test', externalId: paymentId, fact }]);
  await eventually(
    'the payment was heard',
    async () =>
      (await living.journalOf(id)).some(({ body }) => (body as { paymentId?: string }).paymentId === paymentId),
    30_000,
  );
}

/** The journal as it was and the one payment; the provider was asked once for each contact. */
async function livesOn(id: string, before: Awaited<ReturnType<LivingHouse['journalOf']>>): Promise<void> {
  await paid(id, `after-${id}`);
  const after = await living.journalOf(id);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length).map(({ type }) => type)).toEqual(['PaymentReceived']);
  const contacts = await living.contactsOf(id);
  expect(contacts).toHaveLength(1);
  expect(living.gateway.accepted().filter(({ reference }) => reference === contacts[0]!.id)).toHaveLength(1);
  expect(await verifyChain(living.house.db)).toBeNull();
}

test.each(['first', 'last'] as const)(
  'an account that made a contact and is reset to its %s workflow task goes on, with no event and no contact twice',
  async (to) => {
    const id = await living.contacted(`reset-${to}`);
    await paid(id, `before-${id}`);
    const before = await living.journalOf(id);
    const done = await reset(id, to);
    expect(done).toMatchObject({ workflowId: workflowIdOf(id), wasRunning: true });
    expect(done.newRunId).not.toBe(done.resetRunId);
    expect((await living.handleOf(id).describe()).runId).toBe(done.newRunId);
    expect(done.toEvent < 6).toBe(to === 'first');
    await livesOn(id, before);
  },
);

test('a fresh run without a history asks the journal, and does nothing twice', async () => {
  const id = await living.contacted('reset-fresh');
  const before = await living.journalOf(id);
  const done = await reset(id, 'fresh');
  expect(done).toMatchObject({ wasRunning: true, toEvent: 0 });
  expect((await living.handleOf(id).describe()).runId).toBe(done.newRunId);
  await livesOn(id, before);
});

test('a run that was continued and still knows an old next step asks again, and contacts nobody a second time', async () => {
  const id = await living.contacted('stale');
  await living.continued(id);
  await paid(id, `before-${id}`);
  const before = await living.journalOf(id);
  expect(await reset(id, 'first')).toMatchObject({ wasRunning: true });
  await livesOn(id, before);
});

test('a terminated run can be reset, and an account can be reset again', async () => {
  const id = await living.contacted('terminated');
  const before = await living.journalOf(id);
  await living.handleOf(id).terminate('test');
  expect(await reset(id, 'first')).toMatchObject({ wasRunning: false });
  await eventually('it runs', async () => (await living.statusOf(id)) === 'RUNNING', 10_000);
  await reset(id, 'first');
  await livesOn(id, before);
});

test('the archive knows which run was reset and which took its place', async () => {
  const id = await living.contacted('archived');
  const { resetRunId, newRunId } = await reset(id, 'first');
  await living.handleOf(id).terminate('test');
  let runs: Awaited<ReturnType<typeof archivedRunsOf>> = [];
  await eventually(
    'both are kept',
    async () => {
      let scan = await beginScan(living.house);
      while (scan.phase !== 'done') scan = await scanStep(living.house, scan);
      runs = await archivedRunsOf(living.house.db, living.house.master, workflowIdOf(id));
      return runs.length === 2;
    },
    30_000,
  );
  expect(runs.map(({ runId, resetFrom, status }) => [runId, resetFrom, status])).toEqual([
    [resetRunId, null, 'terminated'],
    [newRunId, resetRunId, 'terminated'],
  ]);
});

test('an account without a run is told what to do instead', async () => {
  await expect(reset('nobody-at-all', 'last')).rejects.toThrow(CannotReset);
  await expect(reset('nobody-at-all', 'last')).rejects.toThrow('arrears sweep --repair');
});
