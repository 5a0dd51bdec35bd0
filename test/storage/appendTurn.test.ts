import { createActivities } from '../../activities';
import type { AccountId } from '../../domain/brand';
import { carryOn, listen } from '../../domain/turn';
import { appendTurn, TurnWasOvertaken, type Wrote } from '../../storage/appendTurn';
import { connect } from '../../storage/database';
import { loadAccount, type Loaded } from '../../storage/journal';
import { contentsOf } from './contentsOf';
import { countingProxy } from '../../bench/countingProxy';
import { callResult, payment, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());
beforeEach(() => stored.setTime('2026-03-01T09:00:00+08:00'));

const load = (id: string): Promise<Loaded> => loadAccount(stored.db, id as AccountId);

/** Writes the turn that follows from what was loaded, however long ago that was. */
function append(loaded: Loaded): Promise<Wrote> {
  const { world, clock } = stored;
  const now = Math.max(clock.nowMs, loaded.account?.lastEventAt ?? 0) as never;
  const { draft, answers } = listen(loaded.account, loaded.waiting, world.policies, now);
  return appendTurn(
    stored.db,
    loaded,
    carryOn(draft, world.policies, now),
    { messages: loaded.waiting, answers, at: now },
    'test',
  );
}

test('a turn costs two round trips, whatever it hears', async () => {
  await stored.begin('A-trips');
  const proxy = await countingProxy(stored.url);
  const db = connect(proxy.url, { connections: 1 });
  const { takeTurn } = createActivities({ ...stored.world, db });
  await takeTurn('A-trips' as AccountId, stored.clock.nowMs);
  for (let i = 0; i < 5; i++) await stored.post('A-trips', `trips-${i}`, payment(`P-trips-${i}`, 100n));
  await stored.post('A-trips', 'trips-dispute', {
    fact: { type: 'DisputeReported', disputeId: 'DI-1', ground: 'amount', textId: null },
  });

  const before = proxy.count.roundTrips;
  await takeTurn('A-trips' as AccountId, stored.clock.nowMs);
  expect(proxy.count.roundTrips - before).toBe(2);
  expect((await load('A-trips')).waiting).toEqual([]);
  expect((await load('A-trips')).account?.holds).toHaveLength(1);
  await db.destroy();
  await proxy.close();
});

test('a turn that was overtaken writes nothing at all, and says so', async () => {
  await stored.begin('A-stale');
  await stored.post('A-stale', 'stale-1', payment('P-stale', 700n));
  const stale = await load('A-stale');
  await stored.takeTurn('A-stale');
  await stored.post('A-stale', 'stale-2', payment('P-stale-2', 700n));
  const before = await contentsOf(stored.db);

  await expect(append(stale)).rejects.toThrow(TurnWasOvertaken);
  await expect(append({ ...stale, waiting: [] })).rejects.toThrow(TurnWasOvertaken);
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('an overtaken turn changes no row of a list either', async () => {
  await stored.begin('A-late');
  const { next } = await stored.liveOn('A-late', '2026-03-02T23:00:00+08:00');
  expect(next.do).toBe('wait');
  const attempt = await stored.db
    .selectFrom('attempts')
    .selectAll()
    .where('account_id', '=', 'A-late')
    .executeTakeFirstOrThrow();
  await stored.post('A-late', 'late-1', callResult(attempt.id, 'busy'));
  const stale = await load('A-late');
  // The facts are heard by another turn, and then answered anew.
  await stored.takeTurn('A-late');
  await stored.post('A-late', 'late-2', callResult(attempt.id, 'rightParty'));
  await stored.takeTurn('A-late');
  const before = await contentsOf(stored.db);

  await expect(append(stale)).rejects.toThrow(TurnWasOvertaken);
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('of two turns at once for one account one wins, and the other has written nothing', async () => {
  for (let round = 0; round < 10; round++) {
    const id = `A-race-${round}`;
    await stored.begin(id);
    await stored.post(id, `race-${round}`, payment(`P-race-${round}`, 900n));
    const [one, other] = await Promise.all([load(id), load(id)]);
    const ended = await Promise.allSettled([append(one), append(other)]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(TurnWasOvertaken) });

    const after = await load(id);
    expect(after.version).toBe(one.version + 1);
    expect(after.account?.balance.fees).toBe(9_100n);
  }
});

test("a report that names another account's contact changes nothing there", async () => {
  await stored.begin('A-owner');
  await stored.liveOn('A-owner', '2026-03-02T23:00:00+08:00');
  const before = await contentsOf(stored.db, ['attempts']);
  const attempt = await stored.db
    .selectFrom('attempts')
    .selectAll()
    .where('account_id', '=', 'A-owner')
    .executeTakeFirstOrThrow();

  await stored.begin('A-stranger');
  await stored.post('A-stranger', 'strange-1', callResult(attempt.id, 'wrongNumber'));
  await stored.takeTurn('A-stranger');
  expect(await contentsOf(stored.db, ['attempts'])).toEqual(before);
});

test('a refused command is heard and keeps its reason, and the account its version', async () => {
  await stored.begin('A-refused');
  const { version } = await load('A-refused');
  const { id } = await stored.post('A-refused', 'refused-1', {
    command: { type: 'ResolveDispute', disputeId: 'none', upheld: false, correctedBalance: null, by: 'clerk' },
  });
  await stored.takeTurn('A-refused');
  const row = await stored.db.selectFrom('inbox').selectAll().where('id', '=', BigInt(id)).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ heard_version: version, refused: 'noSuchDispute' });
  expect((await load('A-refused')).version).toBe(version);
});

test('what a turn heard and decided is kept with it, and never changed [AUDIT]', async () => {
  await stored.begin('A-kept');
  const { db } = stored;
  const kept = await db.selectFrom('turns').selectAll().where('account_id', '=', 'A-kept').execute();
  expect(kept).toHaveLength(1);
  const { version } = await load('A-kept');
  expect(kept[0]).toMatchObject({ from_version: 0, to_version: version, build: 'test', next: { do: 'wait' } });
  expect(kept[0]!.heard).toHaveLength(1);
  const change = db.updateTable('turns').set({ build: 'other' }).where('account_id', '=', 'A-kept').execute();
  await expect(change).rejects.toThrow(/permission denied|append-only/);
});

test('a turn that was overtaken leaves no record of itself [AUDIT]', async () => {
  await stored.begin('A-late-turn');
  const stale = await load('A-late-turn');
  await stored.post('A-late-turn', 'late-turn-1', payment('P-late-turn', 100n));
  await stored.takeTurn('A-late-turn');
  await stored.post('A-late-turn', 'late-turn-2', payment('P-late-turn-2', 100n));
  await expect(append({ ...stale, waiting: (await load('A-late-turn')).waiting })).rejects.toThrow(TurnWasOvertaken);
  expect(
    await stored.db.selectFrom('turns').select('id').where('account_id', '=', 'A-late-turn').execute(),
  ).toHaveLength(2);
});
