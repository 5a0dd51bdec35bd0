import type { AccountWhatIf } from '../../../simulation/whatIf/result';
import type { Edit } from '../../policies/editedPack';
import { ms, storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { ask, pack } from './ask';
import { beginWithProviderAway } from './providerAway';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  stored.setTime('2026-03-02T09:00:00+08:00');
  const notAfter = await beginWithProviderAway(stored, 'A-down');
  stored.clock.nowMs = notAfter + 60_000;
  await stored.liveOn('A-down', '2026-03-25T20:00:00+08:00');
});
afterAll(() => stored.drop());

async function under(...edits: readonly Edit[]): Promise<AccountWhatIf> {
  const { of } = await ask(stored, pack(edits), { of: 'all' }, ms('2026-03-25T12:00:00Z'));
  return of('A-down');
}

const earlier: Edit = [['contactHours'], [{ from: '07:00', to: '20:00' }]];
const contactsIn = (rows: AccountWhatIf['lives']['was']): number =>
  rows.filter(({ event }) => event.type === 'ContactSent').length;

test('a contact that was given up in the record, and is still tried under the other pack, does not hold its life up', async () => {
  const { baseline, lives } = await under(earlier);
  expect(baseline.differs).toBeNull();
  expect(lives.was.some(({ event }) => event.type === 'ContactMissed')).toBe(true);
  expect(contactsIn(lives.was)).toBeGreaterThan(0);
  expect(contactsIn(lives.wouldBe)).toBeGreaterThanOrEqual(contactsIn(lives.was));
});

test('a contact breaks the hours of the other pack when it was made outside them, not because it might have been [HOURS]', async () => {
  const sent = await stored.db.selectFrom('attempts').select('ended_at').where('status', '=', 'sent').execute();
  const late = sent.filter(({ ended_at }) => (ended_at!.getUTCHours() + 8) % 24 >= 20);
  const { breaches } = await under(earlier);
  expect(sent.length).toBeGreaterThan(late.length);
  // The one that was given up was still tried until its window closed.
  expect(breaches.filter(({ rule }) => rule === 'HOURS')).toHaveLength(late.length + 1);
});
