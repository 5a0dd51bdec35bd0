import type { DebtorFact, Fact } from '../../domain/message';
import { handOver } from '../../storage/handOver';
import { matchFact, unmatchedFacts } from '../../storage/inbox';
import { lockDebtorOf } from '../../storage/debtors';
import { postFacts } from '../../storage/postFacts';
import { contentsOf } from './contentsOf';
import { handedOver } from './handedOver';
import { callResult, MASTER, storedWorld, type StoredWorld } from './storedWorld';
import { untilWaiting } from './untilWaiting';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());
beforeEach(() => stored.setTime('2026-03-01T09:00:00+08:00'));

const optOut = (channel: 'sms' | 'email' | 'call' = 'sms'): DebtorFact => ({
  type: 'OptOutReported',
  ref: 'out-1',
  channel,
  provenance: 'debtor',
});
const optIn: DebtorFact = { type: 'OptInReported', ref: 'in-1', channel: 'sms', by: 'clerk-1' };
const hold = (holdId: string): DebtorFact => ({
  type: 'HoldReported',
  holdId,
  kind: 'bankruptcy',
  provenance: 'court',
  by: 'clerk-1',
  reviewOn: null,
  textId: null,
});

const report = (accountId: string, externalId: string, fact: Fact) => stored.post(accountId, externalId, { fact });
/** What waits for an account, in the order in which it will be heard. */
async function waitingFor(accountId: string): Promise<string[]> {
  const rows = await stored.db
    .selectFrom('inbox')
    .select('type')
    .where('account_id', '=', accountId)
    .where('heard_version', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ type }) => type);
}
async function journalOf(accountId: string): Promise<string[]> {
  await stored.takeTurn(accountId);
  const rows = await stored.db
    .selectFrom('journal')
    .select('type')
    .where('account_id', '=', accountId)
    .orderBy('version')
    .execute();
  return rows.map(({ type }) => type);
}
const family = (debtorId: string, ...ids: string[]) => stored.take(ids.map((id) => handedOver(id, { debtorId })));
const POSTED = ['inbox', 'debtor_facts'];

test('what is true of the debtor is heard by every account of the debtor, and by no other [CONSENT]', async () => {
  await family('D-1', 'A-1a', 'A-1b', 'A-1c');
  await family('D-1x', 'A-1x');
  expect(await report('A-1b', 'one', optOut())).toMatchObject({ outcome: 'added' });
  for (const id of ['A-1a', 'A-1b', 'A-1c']) {
    expect((await journalOf(id)).filter((type) => type === 'OptedOut')).toHaveLength(1);
  }
  expect(await journalOf('A-1x')).not.toContain('OptedOut');
});

test('an account that is handed over later hears all of it right after its hand-over, in the order in which it came', async () => {
  await family('D-2', 'A-2a');
  await report('A-2a', 'two-1', optOut());
  stored.setTime('2026-03-02T09:00:00+08:00');
  await report('A-2a', 'two-2', optIn);
  stored.setTime('2026-03-03T09:00:00+08:00');
  await report('A-2a', 'two-3', hold('H-2'));
  await family('D-2', 'A-2b');
  expect(await waitingFor('A-2b')).toEqual(['AccountHandedOver', 'OptOutReported', 'OptInReported', 'HoldReported']);
  expect(await journalOf('A-2b')).toEqual(['AccountOpened', 'OptedOut', 'OptedIn', 'HoldPlaced']);
});

test('however often, by whatever account of the debtor and by however many it is reported, each account hears it once', async () => {
  await family('D-3', 'A-3a', 'A-3b');
  await family('D-3x', 'A-3x');
  const reports = await Promise.all(Array.from({ length: 8 }, () => report('A-3a', 'three', hold('H-3'))));
  expect(reports.map(({ outcome }) => outcome).sort()).toEqual([
    'added',
    ...Array.from({ length: 7 }, () => 'repeated'),
  ]);
  const before = await contentsOf(stored.db, POSTED);
  expect(await report('A-3a', 'three', hold('H-3'))).toMatchObject({ outcome: 'repeated' });
  expect(await report('A-3b', 'three', hold('H-3'))).toMatchObject({ outcome: 'repeated' });
  expect(await report('A-3a', 'three', hold('H-3-other'))).toMatchObject({ outcome: 'conflict' });
  expect(await report('A-3x', 'three', hold('H-3'))).toMatchObject({ outcome: 'conflict' });
  await family('D-3', 'A-3a', 'A-3b');
  expect(await contentsOf(stored.db, POSTED)).toEqual(before);
  for (const id of ['A-3a', 'A-3b'])
    expect((await waitingFor(id)).filter((type) => type === 'HoldReported')).toHaveLength(1);
});

test('facts about accounts and about debtors may come together, and each is answered in its place', async () => {
  await family('D-4', 'A-4a', 'A-4b');
  const dispute = { type: 'DisputeReported', disputeId: 'DI-4', ground: 'amount', textId: null } as const;
  const facts = [dispute, optOut('email'), dispute, optOut('email')].map((fact) => ({
    accountId: 'A-4a',
    source: 'test',
    externalId: `four-${fact.type}`,
    receivedAt: stored.world.clock.now(),
    fact,
  }));
  const answers = await postFacts(stored.db, facts);
  expect(answers.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'repeated', 'repeated']);
  expect(answers[0]!.id).not.toBe(answers[1]!.id);
  expect(await waitingFor('A-4b')).toEqual(['AccountHandedOver', 'OptOutReported']);
});

test('a closed account is told nothing about its debtor', async () => {
  await family('D-5', 'A-5a', 'A-5b');
  await stored.takeTurn('A-5a');
  await report('A-5a', 'five-recall', { type: 'RecallReported', because: 'other' });
  await stored.takeTurn('A-5a');
  await report('A-5b', 'five', optOut());
  expect(await waitingFor('A-5a')).toEqual([]);
  expect(await waitingFor('A-5b')).toContain('OptOutReported');
});

describe('a fact for an account that nobody handed over yet', () => {
  test("waits, and with the hand-over reaches the debtor's other accounts too", async () => {
    await family('D-6', 'A-6a');
    await stored.takeTurn('A-6a');
    await report('A-6new', 'six', hold('H-6'));
    expect((await unmatchedFacts(stored.db, 10)).map((row) => row.account_id)).toEqual(['A-6new']);
    expect(await waitingFor('A-6a')).toEqual([]);
    await family('D-6', 'A-6new', 'A-6also');
    expect(await journalOf('A-6a')).toContain('HoldPlaced');
    for (const id of ['A-6new', 'A-6also']) {
      expect((await journalOf(id)).filter((type) => type === 'HoldPlaced')).toHaveLength(1);
    }
    expect(await report('A-6new', 'six', hold('H-6'))).toMatchObject({ outcome: 'repeated' });
  });

  test('does not overrule what the debtor said since: the last word stays the last [CONSENT]', async () => {
    await family('D-7', 'A-7a');
    await report('A-7new', 'seven-in', optIn);
    stored.setTime('2026-04-01T09:00:00+08:00');
    await report('A-7a', 'seven-out', optOut());
    await stored.takeTurn('A-7a');
    await family('D-7', 'A-7new');
    for (const id of ['A-7a', 'A-7new']) {
      const last = (await journalOf(id)).filter((type) => type.startsWith('Opted')).at(-1);
      expect([id, last]).toEqual([id, 'OptedOut']);
    }
  });

  test('is matched by a person to another account, and reaches all accounts of that debtor', async () => {
    await family('D-8', 'A-8a', 'A-8b');
    const { id } = await report('A-8wrnog', 'eight', optOut());
    expect(await matchFact(stored.db, id, 'A-8none')).toBe(false);
    expect(await matchFact(stored.db, id, 'A-8a')).toBe(true);
    expect(await matchFact(stored.db, id, 'A-8a')).toBe(false);
    for (const account of ['A-8a', 'A-8b']) {
      expect((await journalOf(account)).filter((type) => type === 'OptedOut')).toHaveLength(1);
    }
  });
});

describe('nobody misses what is said while an account is being handed over', () => {
  /** Hands an account over, and lets something happen before that is committed. */
  async function duringHandOver(debtorId: string, id: string, happens: () => Promise<unknown>): Promise<void> {
    let happening: Promise<unknown> = Promise.resolve();
    await stored.db.transaction().execute(async (trx) => {
      const { hash } = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
      await handOver(trx, MASTER, hash, stored.world.clock.now(), [handedOver(id, { debtorId })]);
      happening = happens();
      await untilWaiting(stored.db, 1);
    });
    await happening;
  }

  test('about the debtor', async () => {
    await family('D-9', 'A-9a');
    await duringHandOver('D-9', 'A-9new', () => report('A-9a', 'nine', optOut()));
    expect(await waitingFor('A-9new')).toEqual(['AccountHandedOver', 'OptOutReported']);
  });

  test('about another account of the debtor, that is handed over as well', async () => {
    await family('D-16', 'A-16old');
    await report('A-16a', 'sixteen', optOut());
    await duringHandOver('D-16', 'A-16a', () => family('D-16', 'A-16b'));
    for (const id of ['A-16a', 'A-16b']) expect(await journalOf(id)).toContain('OptedOut');
  });

  test('about the very account', async () => {
    await family('D-10', 'A-10a');
    await duringHandOver('D-10', 'A-10new', () => report('A-10new', 'ten', optOut()));
    expect(await waitingFor('A-10a')).toContain('OptOutReported');
    expect(await waitingFor('A-10new')).toEqual(['AccountHandedOver', 'OptOutReported']);
  });

  test('whoever is faster, in twenty rounds', async () => {
    for (let round = 0; round < 20; round++) {
      const [old, fresh] = [`A-11-${round}-old`, `A-11-${round}-new`];
      const debtorId = `D-11-${round}`;
      await family(debtorId, old);
      await Promise.all([
        family(debtorId, fresh),
        report(old, `eleven-${round}-a`, optOut()),
        report(fresh, `eleven-${round}-b`, hold(`H-${round}`)),
      ]);
      for (const id of [old, fresh]) {
        const journal = await journalOf(id);
        expect([id, journal.filter((type) => type === 'OptedOut').length]).toEqual([id, 1]);
        expect([id, journal.filter((type) => type === 'HoldPlaced').length]).toEqual([id, 1]);
      }
    }
  });

  test('and nobody tells anything while a contact with the debtor is being decided', async () => {
    await family('D-12', 'A-12a', 'A-12b');
    let telling: Promise<unknown> = Promise.resolve();
    await stored.db.transaction().execute(async (trx) => {
      await lockDebtorOf(trx, 'A-12a');
      telling = report('A-12b', 'twelve', optOut());
      await untilWaiting(stored.db, 1);
    });
    await telling;
    expect(await waitingFor('A-12a')).toContain('OptOutReported');
  });
});

describe('a number where somebody else answered and wants no more of it [THIRD-PARTY]', () => {
  /** Two accounts of one debtor, and a call that one of them has reserved. */
  async function afterCall(debtorId: string, ids: readonly [string, string]): Promise<string> {
    await family(debtorId, ...ids);
    for (const id of ids) await stored.takeTurn(id);
    const points = await stored.db
      .selectFrom('contact_points')
      .select('id')
      .where('debtor_id', '=', debtorId)
      .execute();
    const now = new Date(stored.clock.nowMs);
    await stored.db
      .insertInto('attempts')
      .values({
        id: `call-${ids[0]}`,
        account_id: ids[0],
        debtor_id: debtorId,
        stage: 'reminder',
        rung: 'call',
        channel: 'call',
        contact_point_id: points[0]!.id,
        status: 'sent',
        decided_at: now,
        counts: true,
        inbound: false,
        purpose: 'collection',
      })
      .execute();
    return points[0]!.id;
  }

  test.each(['wrongNumber', 'thirdPartyRefused', 'thirdPartyDoesNotKnow', 'thirdPartyAnnoyed'] as const)(
    'is barred for every account of the debtor: %s',
    async (result) => {
      const ids = [`A-13-${result}`, `A-13b-${result}`] as const;
      const contactPointId = await afterCall(`D-13-${result}`, ids);
      expect(await stored.post(ids[0], `bar-${result}`, callResult(`call-${ids[0]}`, result))).toMatchObject({
        outcome: 'added',
      });
      expect(await waitingFor(ids[0])).toEqual(['CallResultReported', 'ContactPointBarReported']);
      expect(await waitingFor(ids[1])).toEqual(['ContactPointBarReported']);
      const { body } = await stored.db
        .selectFrom('inbox')
        .select('body')
        .where('account_id', '=', ids[1])
        .where('heard_version', 'is', null)
        .executeTakeFirstOrThrow();
      expect(body).toEqual({ type: 'ContactPointBarReported', contactPointId, because: result });

      const before = await contentsOf(stored.db, POSTED);
      const again = await stored.post(ids[0], `bar-${result}`, callResult(`call-${ids[0]}`, result));
      expect(again).toMatchObject({ outcome: 'repeated' });
      expect(await contentsOf(stored.db, POSTED)).toEqual(before);
    },
  );

  test.each(['rightParty', 'thirdParty', 'noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService'] as const)(
    'but not after: %s',
    async (result) => {
      const ids = [`A-14-${result}`, `A-14b-${result}`] as const;
      await afterCall(`D-14-${result}`, ids);
      await stored.post(ids[0], `pass-${result}`, callResult(`call-${ids[0]}`, result));
      expect(await waitingFor(ids[0])).toEqual(['CallResultReported']);
      expect(await waitingFor(ids[1])).toEqual([]);
    },
  );

  test("and a result without a call, or under another account's call, bars nothing", async () => {
    const ids = ['A-15', 'A-15b'] as const;
    await afterCall('D-15', ids);
    await family('D-15x', 'A-15x');
    await stored.post('A-15', 'fifteen-1', callResult(null, 'wrongNumber'));
    await stored.post('A-15x', 'fifteen-2', callResult('call-A-15', 'wrongNumber'));
    await stored.post('A-15', 'fifteen-3', callResult('call-of-nobody', 'wrongNumber'));
    expect(await waitingFor('A-15')).toEqual(['CallResultReported', 'CallResultReported']);
    expect(await waitingFor('A-15b')).toEqual([]);
    expect(await waitingFor('A-15x')).toEqual(['AccountHandedOver', 'CallResultReported']);
  });
});
