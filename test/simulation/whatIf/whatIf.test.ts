import { parse } from 'yaml';
import type { AttemptId } from '../../../domain/brand';
import type { PolicyInForce } from '../../../domain/policy';
import { DAY_MS } from '../../../domain/time';
import { againstJournal } from '../../../simulation/whatIf/compareLives';
import type { Row } from '../../../simulation/whatIf/readRecord';
import { differsText } from '../../../simulation/whatIf/said';
import type { Selection } from '../../../simulation/whatIf/selectDebtors';
import { edited, type Edit } from '../../policies/editedPack';
import { manyLives } from '../../storage/manyLives';
import { callResult, ms, payment, storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { ask, pack } from './ask';
import { liveTogether } from './liveTogether';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
  await twoAccounts();
  await oddLife();
}, 120_000);
afterAll(() => stored.drop());

const UNTIL = ms('2026-07-15T00:00:00Z');
const asked = (to: PolicyInForce, selection: Selection = { of: 'all' }, until = UNTIL) =>
  ask(stored, to, selection, until);

const TWO = ['A-two-1', 'A-two-2'];

/** Two accounts of one debtor that share the caps, a call that reached the debtor, and a payment on the day after it. */
async function twoAccounts(): Promise<void> {
  stored.setTime('2026-03-02T09:00:00+08:00');
  for (const id of TWO) await stored.begin(id, { debtorId: 'D-two' });
  await liveTogether(stored, TWO, '2026-03-09T20:00:00+08:00');
  const call = await stored.db
    .selectFrom('attempts')
    .select('id')
    .where('account_id', '=', 'A-two-1')
    .where('channel', '=', 'call')
    .executeTakeFirstOrThrow();
  await stored.post('A-two-1', 'two-call', callResult(call.id, 'rightParty'));
  await liveTogether(stored, TWO, '2026-03-10T20:00:00+08:00');
  await stored.post('A-two-1', 'two-paid', payment('P-two', 100_000n));
  await liveTogether(stored, TWO, '2026-03-25T20:00:00+08:00');
}

/** Nobody performs what is due while it is due, and no workflow lives like that: it would say that the window was missed. */
async function oddLife(): Promise<void> {
  stored.setTime('2026-03-02T09:00:00+08:00');
  await stored.begin('A-odd');
  stored.setTime('2026-03-06T02:00:00+08:00');
  await stored.liveOn('A-odd', '2026-03-06T20:00:00+08:00');
}

test('recorded lives are lived again event for event, whole events with their causes', async () => {
  const { figures, of } = await asked(pack());
  for (const id of ['A-back', 'A-ill', 'A-late', 'A-legal', 'A-paid', 'A-word', ...TWO]) {
    expect([id, of(id).baseline.differs]).toEqual([id, null]);
  }
  expect(figures.notReproduced).toBe(1);
  const journal = await stored.db.selectFrom('journal').select('type').where('account_id', '=', 'A-word').execute();
  expect(of('A-word').lives.was.length).toBeGreaterThanOrEqual(journal.length);
});

test('a pack with the same rules makes no difference, however new its approvals are [TEMPLATE]', async () => {
  const { figures } = await asked(pack());
  expect(figures).toMatchObject({ diverged: 0, moved: 0, removedBy: {}, addedBy: {}, breachesBy: {} });
  expect(figures.contacts.was).toBe(figures.contacts.wouldBe);
});

test('an account that has not begun is counted and named, not passed over', async () => {
  const { figures, accounts } = await asked(pack());
  expect(figures.notLived).toBe(1);
  expect(accounts.find(({ accountId }) => accountId === 'A-unborn')).toMatchObject({
    because: 'it has not begun by then: there is no journal',
  });
});

test('under a pack without a rung its contact falls away, and nothing that came of it comes', async () => {
  const { policy } = pack();
  const [first] = policy.stages.reminder.ladder;
  const { of } = await asked(pack([withoutFirst()]));
  const { divergence, contacts } = of('A-paid');
  expect(contacts.removed).toContainEqual(expect.objectContaining({ rung: first!.name, rule: 'not due' }));
  expect(divergence?.was).toMatchObject({ type: 'ContactReserved', rung: first!.name });
});

/** The reminder's ladder without its first rung. */
function withoutFirst(): Edit {
  const { stages } = parse(edited('tw-bank-card')) as { stages: { reminder: { ladder: unknown[] } } };
  return [['stages', 'reminder', 'ladder'], stages.reminder.ladder.slice(1)];
}

test('a tighter cap keeps contacts back, and the independent count names them as breaches [FREQUENCY]', async () => {
  const { figures } = await asked(pack([[['caps', 'total'], { perDay: 1, perWeek: 1 }]]));
  expect(figures.breachesBy['FREQUENCY']).toBeGreaterThan(0);
  expect(figures.diverged).toBeGreaterThan(0);
  expect(figures.divergedBy['FREQUENCY']).toBeGreaterThan(0);
});

test('a payment within a week after a contact that falls away is money at risk, and later ones are not', async () => {
  const { of } = await asked(pack([withoutFirst()]));
  const { money, contacts, lives } = of('A-two-1');
  const paidAt = lives.was.find(({ event }) => event.type === 'PaymentReceived')!.event.at;
  const isUpon = contacts.removed.some(({ was }) => was! <= paidAt && paidAt - was! <= 7 * DAY_MS);
  expect(money).toMatchObject({ paidMinor: 100_000n, paidAtRiskMinor: isUpon ? 100_000n : 0n });
});

test('who is not meant by the pack keeps their own, and that is said', async () => {
  const { figures, of } = await asked(pack([], 'cn-bank-card'));
  expect(figures.leftOut).toBe(figures.accounts - figures.notLived);
  expect(of('A-paid').leftOut).toBe('the pack is for CN, not TW');
  expect(of('A-paid').divergence).toBeNull();
});

test('only what was asked for is told, with the other accounts of its debtor living beside it', async () => {
  const { accounts } = await asked(pack(), { of: 'account', accountId: 'A-two-2' });
  expect(accounts.map(({ accountId }) => accountId)).toEqual(['A-two-2']);
  const { accounts: ofPack } = await asked(pack(), { of: 'pack', packId: 'tw-bank-card' });
  expect(ofPack.length).toBeGreaterThan(5);
});

test.each<[Selection, string]>([
  [{ of: 'account', accountId: 'A-nobody' }, 'Nobody handed over an account A-nobody.'],
  [{ of: 'pack', packId: 'no-such' }, 'No account follows a pack no-such.'],
])('an unknown account or pack is refused: %j', async (selection, message) => {
  await expect(asked(pack(), selection)).rejects.toThrow(message);
});

test('a life that is cut at a day knows nothing of what came after it', async () => {
  const until = ms('2026-03-06T00:00:00Z');
  const { of } = await asked(pack(), { of: 'account', accountId: 'A-word' }, until);
  expect(of('A-word').lives.was.every(({ event }) => event.at <= until)).toBe(true);
});

test('a journal that this build does not live again is named, with the event that differs', async () => {
  const { figures, of } = await asked(pack(), { of: 'account', accountId: 'A-odd' });
  const differs = { version: 2, recorded: 'ContactReserved', lived: 'ContactMissed', field: 'type' };
  expect(of('A-odd').baseline.differs).toEqual(differs);
  expect(figures.notReproducedExamples).toEqual([
    'A-odd at version 2: the journal has ContactReserved, this build ContactMissed',
  ]);
});

test('the left column is the journal, also where this build lives the account otherwise, and no total counts that account', async () => {
  const { figures, of } = await asked(pack(), { of: 'account', accountId: 'A-odd' });
  const journal = await stored.db
    .selectFrom('journal')
    .select(['version', 'type', 'at'])
    .where('account_id', '=', 'A-odd')
    .orderBy('version')
    .execute();
  const was = of('A-odd').lives.was.map(({ version, event }) => [version, event.type, event.at]);
  expect(was).toEqual(journal.map(({ version, type, at }) => [version, type, at.getTime()]));
  expect(figures).toMatchObject({ accounts: 1, diverged: 0, contacts: { was: 0, wouldBe: 0 }, money: {} });
});

test('where an event is another one only in part, that part is named', () => {
  const event = {
    type: 'ContactSent',
    at: ms('2026-03-02T00:00:00Z'),
    attemptId: 'A-1' as AttemptId,
    providerRef: 'x',
  };
  const row = (changes: Partial<Row['event']>): Row =>
    ({ version: 1, cause: 'clock', event: { ...event, ...changes } }) as Row;
  const later = row({ at: ms('2026-03-02T00:00:01Z') });
  const { differs } = againstJournal([row({})], [later]);
  expect(differsText(differs!)).toBe('at version 1: ContactSent has another "at"');
  expect(againstJournal([row({})], [{ ...row({}), cause: 'inbox:1' }]).differs).toMatchObject({ field: 'cause' });
});
