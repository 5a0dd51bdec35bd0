import { compareContact } from '../../domain/adoption/contactChange';
import type { AccountEvent } from '../../domain/events';
import type { Policy } from '../../domain/policy';
import type { CountedContact } from '../../domain/rules/circumstances';
import { HOUR_MS, instant, type Instant } from '../../domain/time';
import { contactsAt, day, given, issued, opened, reserved, taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { smallAnd } from './pairs';

/** What became of one contact of the journal, asked again under another version of the pack. */
function asked(
  event: AccountEvent,
  changes: Partial<Policy>,
  contacts: readonly CountedContact[] = [],
  born = opened(),
) {
  return compareContact(given(born).account, { event, version: 2 }, { contacts }, smallAnd(changes));
}
const sms = (at: Instant) => reserved('sms', at);
const until18 = { contactHours: [{ fromMinute: 8 * 60, toMinute: 18 * 60 }] };
const deferred = (at: Instant, rule: 'HOURS' | 'FREQUENCY', until: Instant): AccountEvent => ({
  type: 'ContactDeferred',
  at,
  rung: 'sms',
  channel: 'sms',
  purpose: 'collection',
  rule,
  until,
  proof: { asked: [rule], timeZone: opened().timeZone, window: null, counts: [] },
});

describe('a contact that was made', () => {
  test('would have been put off where the window would have been closed: at its last minute, and not before [HOURS]', () => {
    expect(asked(sms(taipei('2026-03-02 18:00')), until18)).toEqual({
      kind: 'contact',
      accountId: 'A1',
      version: 2,
      at: taipei('2026-03-02 18:00'),
      rung: 'sms',
      was: { is: 'made', channel: 'sms', rule: null, until: null },
      wouldBe: { is: 'deferred', channel: 'sms', rule: 'HOURS', until: taipei('2026-03-03 08:00') },
    });
    expect(asked(sms(instant(taipei('2026-03-02 18:00') - 1)), until18)).toBe('same');
  });
  test('would have been put off by a lower cap, with the contacts that were counted then, and not by their number less one [FREQUENCY]', () => {
    const caps = { ...small.caps, total: { perDay: 2, perWeek: 5 } };
    const at = taipei('2026-03-02 12:00');
    const earlier = [instant(at - HOUR_MS), instant(at - 2 * HOUR_MS)];
    expect(asked(sms(at), { caps }, contactsAt('email', ...earlier))).toMatchObject({
      wouldBe: { is: 'deferred', rule: 'FREQUENCY', until: taipei('2026-03-03 08:00') },
    });
    expect(asked(sms(at), { caps }, contactsAt('email', earlier[0]!))).toBe('same');
  });
  test('would have been forbidden by a higher floor for letters, one of exactly the balance included [LETTER-MIN]', () => {
    const letter = issued('letter', taipei('2026-03-12 12:00'));
    const inNegotiation = opened({ stage: 'negotiation' });
    const withFloor = (floorMinor: bigint) => ({ letter: { ...small.letter, floorMinor } });
    expect(asked(letter, withFloor(1_000_000n), [], inNegotiation)).toMatchObject({
      was: { is: 'made', channel: 'letter' },
      wouldBe: { is: 'suppressed', rule: 'LETTER-MIN', until: null },
    });
    expect(asked(letter, withFloor(999_999n), [], inNegotiation)).toBe('same');
  });
  test('would not have been planned where the rung is gone, and would have gone another way where its channel is another', () => {
    const { reminder } = small.stages;
    const ladderOf = (ladder: typeof reminder.ladder) => ({
      stages: { ...small.stages, reminder: { ...reminder, ladder } },
    });
    const at = taipei('2026-03-02 12:00');
    expect(asked(sms(at), ladderOf(reminder.ladder.slice(1)))).toMatchObject({ wouldBe: { is: 'notPlanned' } });
    const byEmail = reminder.ladder.map((rung) =>
      rung.name === 'sms' ? { ...rung, channel: 'email' as const } : rung,
    );
    expect(asked(sms(at), ladderOf(byEmail))).toMatchObject({ wouldBe: { is: 'made', channel: 'email' } });
  });
  test('is no other for texts that were approved only since [TEMPLATE]', () => {
    const approval = { by: 'committee', on: day('2026-05-01'), through: day('2027-05-01') };
    const templates = Object.fromEntries(
      Object.entries(small.templates).map(([name, template]) => [name, { ...template, approval }]),
    );
    expect(asked(sms(taipei('2026-03-02 12:00')), { templates })).toBe('same');
  });
});

test('a contact that was put off would have been made in a wider window, from its first minute on [HOURS]', () => {
  const from = (hour: number) => ({ contactHours: [{ fromMinute: hour * 60, toMinute: 20 * 60 }] });
  const early = taipei('2026-03-02 07:00');
  expect(asked(deferred(early, 'HOURS', taipei('2026-03-02 08:00')), from(7))).toMatchObject({
    was: { is: 'deferred', rule: 'HOURS' },
    wouldBe: { is: 'made', rule: null },
  });
  const earlier = instant(early - 1);
  expect(asked(deferred(earlier, 'HOURS', taipei('2026-03-02 08:00')), from(7))).toMatchObject({
    wouldBe: { is: 'deferred', until: early },
  });
  expect(asked(deferred(earlier, 'HOURS', taipei('2026-03-02 08:00')), from(8))).toBe('same');
});

test('what the pack of today would not have said itself says nothing about a change, and no more a day that the calendar does not know', () => {
  // The journal says it was put off by a rule that the pack of today does not break.
  const oddly = deferred(taipei('2026-03-02 12:00'), 'FREQUENCY', taipei('2026-03-03 08:00'));
  expect(asked(oddly, until18)).toBe('notReproduced');
  // It was put off until another moment than the pack of today says.
  expect(asked(deferred(taipei('2026-03-02 07:00'), 'HOURS', taipei('2026-03-02 09:00')), until18)).toBe(
    'notReproduced',
  );
  const from = (knownFrom: string) => ({ calendar: { ...small.calendar, knownFrom: day(knownFrom) } });
  expect(asked(sms(taipei('2026-03-02 19:00')), { ...until18, ...from('2026-03-03') })).toBe('outsideCalendar');
  expect(asked(sms(taipei('2026-03-02 19:00')), { ...until18, ...from('2026-03-02') })).toMatchObject({
    wouldBe: { is: 'deferred' },
  });
});

test('what is no contact is not asked about', () => {
  const sent: AccountEvent = { type: 'FactNoted', at: taipei('2026-03-02 12:00'), kind: 'x', because: 'y' };
  expect(asked(sent, until18)).toBeUndefined();
});
