import { parse } from 'yaml';
import type { AccountId } from '../../../domain/brand';
import type { Action } from '../../../domain/step';
import { HOUR_MS } from '../../../domain/time';
import type { AccountWhatIf } from '../../../simulation/whatIf/result';
import { edited, type Edit } from '../../policies/editedPack';
import { callResult, ms, storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { ask, pack } from './ask';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await heldUp();
  await wokenLate();
  await wrongNumber();
}, 120_000);
afterAll(() => stored.drop());

type Contact = Extract<Action, { type: 'contactDebtor' }>;

/** Lives until a contact is waited for. */
async function nextContact(id: string): Promise<Readonly<{ contact: Contact; wakeAt: number }>> {
  stored.setTime('2026-03-02T03:00:00+08:00');
  const { next } = await stored.begin(id);
  if (next.do !== 'wait' || next.toDo?.type !== 'contactDebtor') throw new Error('No contact is waited for');
  return { contact: next.toDo, wakeAt: next.wakeAt! };
}

/** A contact is due and its activity begins an hour later: by then there is a dispute, and nothing is written but that. */
async function heldUp(): Promise<void> {
  const { contact, wakeAt } = await nextContact('A-held');
  stored.clock.nowMs = wakeAt;
  await stored.takeTurn('A-held');
  stored.clock.nowMs += HOUR_MS;
  const dispute = { type: 'DisputeReported', disputeId: 'DI-held', ground: 'amount', textId: null } as const;
  await stored.post('A-held', 'held-dispute', { fact: dispute });
  await stored.activities.contactDebtor('A-held' as AccountId, contact);
  await stored.liveOn('A-held', '2026-05-20T09:00:00+08:00');
}

/** The alarm of the first contact rings three hours after its window has closed. */
async function wokenLate(): Promise<void> {
  const { contact } = await nextContact('A-slow');
  stored.clock.nowMs = contact.notAfter + 3 * HOUR_MS;
  await stored.activities.contactDebtor('A-slow' as AccountId, contact);
  await stored.liveOn('A-slow', '2026-03-20T20:00:00+08:00');
}

/** The first call reaches somebody else, and its number is barred. */
async function wrongNumber(): Promise<void> {
  stored.setTime('2026-03-02T03:00:00+08:00');
  await stored.begin('A-wrong');
  for (let day = 3; day < 20; day++) {
    await stored.liveOn('A-wrong', `2026-03-${String(day).padStart(2, '0')}T23:00:00+08:00`);
    const calls = await stored.db
      .selectFrom('attempts')
      .select('id')
      .where('account_id', '=', 'A-wrong')
      .where('channel', '=', 'call')
      .execute();
    if (calls.length === 0) continue;
    await stored.post('A-wrong', 'wrong-call', callResult(calls[0]!.id, 'wrongNumber'));
    await stored.liveOn('A-wrong', '2026-04-10T20:00:00+08:00');
    return;
  }
  throw new Error('Nobody was called');
}

async function under(accountId: string, ...edits: readonly Edit[]): Promise<AccountWhatIf> {
  const until = ms('2026-05-20T00:00:00Z');
  const { of } = await ask(stored, pack(edits), { of: 'account', accountId }, until);
  return of(accountId);
}

const laterHours: Edit = [['contactHours'], [{ from: '07:30', to: '22:00' }]];

test.each(['A-held', 'A-slow', 'A-wrong'])(
  '%s is lived again event for event, and a pack with the same rules changes nothing',
  async (id) => {
    const { baseline, divergence, contacts, refused } = await under(id);
    expect([baseline.differs, divergence]).toEqual([null, null]);
    expect(contacts).toMatchObject({ removed: [], added: [], moved: [] });
    expect(refused.wouldBe).toEqual(refused.was);
  },
);

test('a window that was missed because of a late alarm is missed by as much under other hours', async () => {
  const { lives, divergence } = await under('A-slow', laterHours);
  const missedIn = (rows: AccountWhatIf['lives']['was']) => rows.filter(({ event }) => event.type === 'ContactMissed');
  expect(missedIn(lives.was)).toHaveLength(1);
  expect(missedIn(lives.wouldBe)).toHaveLength(1);
  expect(divergence).not.toBeNull();
});

test('a number is barred by its call: a call that comes later bars it later, and one that falls away never', async () => {
  const calls = (rows: AccountWhatIf['lives']['was']) =>
    rows
      .filter(({ event }) => event.type === 'ContactReserved' && event.channel === 'call')
      .map(({ event }) => event.at);
  const bars = (rows: AccountWhatIf['lives']['was']) =>
    rows.filter(({ event }) => event.type === 'ContactPointBarred').map(({ event }) => event.at);
  const { lives, timeZone } = await under('A-wrong', ...callsLater(13));
  expect([bars(lives.was).length, timeZone]).toEqual([1, 'Asia/Taipei']);
  expect(calls(lives.wouldBe)[0]).toBeGreaterThan(bars(lives.was)[0]!);
  expect(bars(lives.wouldBe)[0]).toBeGreaterThan(calls(lives.wouldBe)[0]!);
  expect(bars((await under('A-wrong', ...callsLater(null))).lives.wouldBe)).toEqual([]);
});

/** The first call of the reminder on another day of the stage, or not at all. */
function callsLater(afterDays: number | null): readonly Edit[] {
  const { stages } = parse(edited('tw-bank-card')) as { stages: { reminder: { ladder: { name: string }[] } } };
  const ladder = stages.reminder.ladder
    .filter(({ name }) => afterDays !== null || name !== 'first-call')
    .map((rung) => (rung.name === 'first-call' ? { ...rung, afterDays } : rung));
  return [[['stages', 'reminder', 'ladder'], ladder]];
}
