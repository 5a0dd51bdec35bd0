import type { AttemptId } from '../../domain/brand';
import { answerTo, matchFact, postMessages, putBack, takeBells, unmatchedFacts } from '../../storage/inbox';
import { contentsOf } from './contentsOf';
import { handedOver } from './handedOver';
import { ms, payment, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
beforeEach(async () => {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.db.deleteFrom('inbox').execute();
});
afterAll(() => stored.drop());

const incoming = (accountId: string, externalId: string, amountMinor: bigint) => ({
  accountId,
  source: 'bank',
  externalId,
  receivedAt: ms('2026-03-01T08:00:00Z'),
  ...payment(externalId, amountMinor),
});
const post = (...messages: ReturnType<typeof incoming>[]) => postMessages(stored.db, messages);
const paidFor = async (accountId: string): Promise<string[]> => {
  const rows = await stored.db
    .selectFrom('payments')
    .select('payment_id')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map((row) => row.payment_id);
};
const rungAgo = (seconds: number) =>
  stored.db
    .updateTable('inbox')
    .set({ ring_at: new Date(Date.now() + 60_000 - seconds * 1000) })
    .where('heard_version', 'is', null)
    .execute();

test('the same payment is one fact, however often and by however many it is reported', async () => {
  const reports = await Promise.all(Array.from({ length: 10 }, () => post(incoming('A-1-0', 'P-1', 100n))));
  const outcomes = reports.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(9);
  expect(new Set(reports.flat().map(({ id }) => id)).size).toBe(1);
  expect((await contentsOf(stored.db, ['inbox']))['inbox']).toHaveLength(1);
});

test('the same name with another content, or for another account, is a conflict and changes nothing', async () => {
  await post(incoming('A-1-1', 'P-1', 100n));
  const before = await contentsOf(stored.db);
  expect(await post(incoming('A-1-1', 'P-1', 200n))).toMatchObject([{ outcome: 'conflict' }]);
  expect(await post(incoming('A-2', 'P-1', 100n))).toMatchObject([{ outcome: 'conflict' }]);
  expect(await contentsOf(stored.db)).toEqual(before);
});

test('within one batch the first of equal names is added, the others repeat it or conflict with it', async () => {
  const answers = await post(
    incoming('A-1-2', 'P-1', 100n),
    incoming('A-1-2', 'P-2', 100n),
    incoming('A-1-2', 'P-1', 100n),
    incoming('A-1-2', 'P-1', 300n),
  );
  expect(answers.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'repeated', 'conflict']);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(2);
});

test('a fact for an account nobody knows is shown, rings nowhere, and is matched once the account is handed over', async () => {
  const [posted] = await post(incoming('A-later-3', 'P-1', 100n));
  expect(await takeBells(stored.db, 10)).toEqual([]);
  expect(await unmatchedFacts(stored.db, 10)).toMatchObject([{ account_id: 'A-later-3', external_id: 'P-1' }]);

  await stored.take([handedOver('A-later-3')]);
  expect(await unmatchedFacts(stored.db, 10)).toEqual([]);
  expect(await takeBells(stored.db, 10)).toMatchObject([
    { accountId: 'A-later-3', inboxIds: [posted!.id, expect.any(String)] },
  ]);
  await stored.takeTurn('A-later-3');
  expect(await paidFor('A-later-3')).toEqual(['P-1']);
});

test('a person matches an unmatched fact once, and only to an account that is there', async () => {
  await stored.take([handedOver('A-right-4')]);
  const [posted] = await post(incoming('A-wrnog-4', 'P-1', 100n));
  expect(await matchFact(stored.db, posted!.id, 'A-missing-4')).toBe(false);
  expect(await matchFact(stored.db, posted!.id, 'A-right-4')).toBe(true);
  expect(await matchFact(stored.db, posted!.id, 'A-right-4')).toBe(false);
  await stored.takeTurn('A-right-4');
  expect(await paidFor('A-right-4')).toEqual(['P-1']);
});

test('a command for an account nobody knows is no fact: nobody is asked whose it is, and it obeys for nobody else', async () => {
  await stored.take([handedOver('A-right-5')]);
  const writeOff = { command: { type: 'WriteOff', because: 'small', by: 'clerk' } } as const;
  const { id } = await stored.post('A-wrnog-5', 'C-1', writeOff);
  expect(await unmatchedFacts(stored.db, 10)).toEqual([]);
  expect(await matchFact(stored.db, id, 'A-right-5')).toBe(false);
});

test('a command that came too late is refused, and whoever asks is told so', async () => {
  await stored.begin('A-1-6');
  const promise = { type: 'AgreePromise', promiseId: 'PR-1', amountMinor: 5n, promisedOn: '2026-03-10', by: 'clerk' };
  const { id } = await stored.post('A-1-6', 'C-1', { command: promise as never });
  expect(await answerTo(stored.db, id)).toBeNull();
  stored.setTime('2026-03-04T09:00:00+08:00');
  await stored.takeTurn('A-1-6');
  expect(await answerTo(stored.db, id)).toEqual({ refused: 'commandCameTooLate' });
});

test('however many facts came before it, an account begins with its hand-over', async () => {
  await post(...Array.from({ length: 450 }, (_, i) => incoming('A-busy-7', `P-${i}`, 10n)));
  await stored.begin('A-busy-7');
  await stored.takeTurn('A-busy-7');
  await stored.takeTurn('A-busy-7');
  expect(await paidFor('A-busy-7')).toHaveLength(450);
});

test('two ringers never take the same bell', async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `A-8-${i}`);
  await stored.take(ids.map((id) => handedOver(id)));
  const bells = (await Promise.all(Array.from({ length: 8 }, () => takeBells(stored.db, 20)))).flat();
  const taken = bells.flatMap(({ inboxIds }) => inboxIds);
  expect(new Set(taken).size).toBe(taken.length);
  const rest = await takeBells(stored.db, 100);
  expect([...bells, ...rest].map(({ accountId }) => accountId).sort()).toEqual(ids.sort());
  expect(await takeBells(stored.db, 100)).toEqual([]);
});

test('an account is rung once however much waits for it', async () => {
  await stored.take([handedOver('A-1-9')]);
  await post(incoming('A-1-9', 'P-1', 1n), incoming('A-1-9', 'P-2', 1n));
  const bells = await takeBells(stored.db, 10);
  expect(bells).toMatchObject([{ accountId: 'A-1-9', type: 'AccountHandedOver' }]);
  expect(bells[0]!.inboxIds).toHaveLength(3);
});

test('a bell that nobody answered is rung again after a minute, one that was put back at once, a heard one never', async () => {
  await stored.take([handedOver('A-1-10')]);
  const [bell] = await takeBells(stored.db, 10);
  await rungAgo(58);
  expect(await takeBells(stored.db, 10)).toEqual([]);
  await rungAgo(62);
  expect(await takeBells(stored.db, 10)).toEqual([bell]);
  await putBack(stored.db, bell!);
  expect(await takeBells(stored.db, 10)).toEqual([bell]);

  await stored.takeTurn('A-1-10');
  await putBack(stored.db, bell!);
  expect(await takeBells(stored.db, 10)).toEqual([]);
});

test('a delivery report does not ring by itself, and is heard with what comes next', async () => {
  await stored.begin('A-1-11');
  const fact = {
    type: 'DeliveryReported',
    attemptId: 'A-1-9' as AttemptId,
    status: 'delivered',
    code: '',
    providerRef: 'x',
  } as const;
  const { id } = await stored.post('A-1-11', 'DR-1', { fact });
  expect(await takeBells(stored.db, 10)).toEqual([]);
  await stored.takeTurn('A-1-11');
  expect(await answerTo(stored.db, id)).toEqual({ refused: null });
});
