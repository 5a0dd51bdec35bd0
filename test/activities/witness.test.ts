import type { TurnResult } from '../../activities/turnResult';
import type { AccountId } from '../../domain/brand';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());
beforeEach(() => stored.setTime('2026-03-01T09:00:00+08:00'));

const journalOf = (id: string) =>
  stored.db
    .selectFrom('journal')
    .select(['version', 'type', 'hash'])
    .where('account_id', '=', id)
    .orderBy('version')
    .execute();

/** What a result says it found and wrote is what the journal holds. */
async function expectWitness(id: string, { wrote }: TurnResult): Promise<void> {
  const rows = await journalOf(id);
  expect(wrote.afterHash).toBe(rows[wrote.after - 1]?.hash ?? '');
  const written = rows.slice(wrote.after, wrote.after + wrote.events.length);
  expect(wrote.events).toEqual(written.map(({ type, hash }) => [type, hash]));
}

/** Lives on to the contact that is due next, and makes it. */
async function nextEffect(id: string): Promise<TurnResult> {
  const { next } = await stored.takeTurn(id);
  if (next.do !== 'wait' || !next.toDo) throw new Error('Nothing is waited for');
  stored.clock.nowMs = next.wakeAt!;
  const { toDo } = next;
  if (toDo.type === 'contactDebtor') return stored.activities.contactDebtor(id as AccountId, toDo);
  if (toDo.type === 'issueLetter') return stored.activities.issueLetter(id as AccountId, toDo);
  return stored.activities.referToLegal(id as AccountId, toDo);
}

test('the first turn found nothing and names what it wrote [AUDIT]', async () => {
  const result = await stored.begin('W-first');
  expect(result.wrote.after).toBe(0);
  expect(result.wrote.events[0]![0]).toBe('AccountOpened');
  await expectWitness('W-first', result);
});

test('a contact names what it wrote before the call and after it [AUDIT]', async () => {
  await stored.begin('W-contact', { dueOn: '2026-02-20' });
  const result = await nextEffect('W-contact');
  const types = result.wrote.events.map(([type]) => type);
  expect(types.slice(0, 2)).toEqual(['ContactReserved', 'ContactSent']);
  await expectWitness('W-contact', result);
});

test('a letter names its number being issued and printed [AUDIT]', async () => {
  await stored.begin('W-letter', { dueOn: '2025-11-01' });
  const result = await nextEffect('W-letter');
  expect(result.wrote.events.map(([type]) => type)).toEqual(expect.arrayContaining(['LetterIssued', 'LetterPrinted']));
  await expectWitness('W-letter', result);
});

test('a turn that only waits vouches for the version that it found [AUDIT]', async () => {
  await stored.begin('W-wait');
  const { wrote } = await stored.takeTurn('W-wait');
  const rows = await journalOf('W-wait');
  expect(wrote).toEqual({ after: rows.length, afterHash: rows.at(-1)!.hash, events: [] });
  expect(await stored.db.selectFrom('turns').select('id').where('account_id', '=', 'W-wait').execute()).toHaveLength(1);
});
