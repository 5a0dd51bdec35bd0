import type { ReportedHold } from '../../domain/events';
import type { Fact, FactOf } from '../../domain/message';
import type { Channel } from '../../domain/policy';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, never, waitOf, type Story } from './questions';

const at = taipei('2026-03-03 10:00');
const noon = taipei('2026-03-04 12:00');
const terms = (from: number, to: number, channels: readonly Channel[], holdId = 'hold-vulnerability'): Fact => ({
  type: 'HoldTermsReported',
  holdId,
  terms: { hours: { fromMinute: from * 60, toMinute: to * 60 }, channels },
  reviewOn: day('2026-04-01'),
  by: 'supervisor-1',
});
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));
const held = reminded.hears(holdReported('vulnerability'), at);
const gentle = held.hears(terms(10, 11, ['email']), at);
const by = (channel: Channel, story: Story) => (now: Instant) => story.asks(channel, now);

describe('nobody who is ill or expecting is contacted before a supervisor has said how [VULNERABLE]', () => {
  test('on no channel, and not for a statement either', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, noon)).toMatchObject({ allowed: true });
      expect(held.asks(channel, noon)).toMatchObject(never('VULNERABLE'));
      expect(held.asks(channel, noon, [], { purpose: 'fraudStatement' })).toMatchObject(never('VULNERABLE'));
    }
  });
  test('a supervisor is called at once, and once', () => {
    expect(held.wrote).toMatchObject([
      { type: 'HoldPlaced', kind: 'vulnerability', provenance: 'debtor', by: 'clerk-1' },
      { type: 'Escalated', at, kind: 'termsAreMissing', rule: 'VULNERABLE', ref: 'hold-vulnerability' },
    ]);
    expect(held.next(at)).toMatchObject({ do: 'wait', until: null });
    expect(held.at(plus(at, 99 * DAY_MS)).wrote).toEqual([]);
  });
  test('no other hold has such terms', () => {
    const kinds: ReportedHold[] = ['hardship', 'bankruptcy', 'death', 'complaint'];
    for (const kind of kinds) {
      const story = reminded.hears(holdReported(kind), at);
      expect(story.wrote.map(({ type }) => type)).toEqual(['HoldPlaced']);
      expect(story.hears(terms(10, 11, ['email'], `hold-${kind}`), at).wrote).toMatchObject([
        { type: 'FactNoted', because: 'onlyVulnerabilityHasTerms' },
      ]);
    }
  });
});

describe('then only in the manner that the supervisor has set [VULNERABLE]', () => {
  test('the terms settle the call, and the ladder goes on with the time that was left', () => {
    expect(gentle.account).toMatchObject({ escalations: [], pausedSince: null });
    const late = held.hears(terms(10, 11, ['email']), plus(at, 3 * DAY_MS));
    expect(late.account.pausedMs).toBe(3 * DAY_MS);
  });
  test('within their hours, to the minute', () => {
    const email = by('email', gentle);
    expect(waitOf(email, '2026-03-04 09:59:59.999')).toEqual(['VULNERABLE', '2026-03-04 10:00']);
    expect(email(taipei('2026-03-04 10:59'))).toMatchObject({ allowed: true, notAfter: taipei('2026-03-04 11:00') });
    expect(email(before(taipei('2026-03-04 11:00')))).toMatchObject({ allowed: true });
    expect(waitOf(email, '2026-03-04 11:00')).toEqual(['VULNERABLE', '2026-03-05 10:00']);
  });
  test('on their channels alone', () => {
    const ten = taipei('2026-03-04 10:00');
    for (const channel of ['sms', 'call', 'letter'] as const) {
      expect(gentle.asks(channel, ten)).toMatchObject(never('VULNERABLE'));
    }
    expect(held.hears(terms(10, 11, []), at).asks('email', ten)).toMatchObject(never('VULNERABLE'));
  });
  test('and within the lawful hours: terms wholly outside them are noted, a minute inside is enough', () => {
    const outside = held.hears(terms(20, 22, ['email']), at);
    expect(outside.wrote).toMatchObject([{ type: 'FactNoted', because: 'termsAreOutsideLawfulHours' }]);
    expect(outside.asks('email', noon)).toMatchObject(never('VULNERABLE'));
    const last = held.hears(
      {
        ...(terms(0, 0, ['email']) as FactOf<'HoldTermsReported'>),
        terms: { hours: { fromMinute: 19 * 60 + 59, toMinute: 22 * 60 }, channels: ['email'] },
      },
      at,
    );
    expect(waitOf(by('email', last), '2026-03-04 19:58')).toEqual(['VULNERABLE', '2026-03-04 19:59']);
    expect(waitOf(by('email', last), '2026-03-04 20:00')).toEqual(['HOURS', '2026-03-05 19:59']);
  });
  test('a wish of the debtor does not narrow them', () => {
    const wish = {
      type: 'PreferencesReported',
      ref: 'w',
      hours: { fromMinute: 15 * 60, toMinute: 16 * 60 },
      channel: null,
      language: null,
      by: 'clerk-1',
    } as const;
    expect(waitOf(by('email', gentle.hears(wish, at)), '2026-03-04 09:00')).toEqual(['VULNERABLE', '2026-03-04 10:00']);
  });
  test('newer terms take the place of older ones', () => {
    const later = gentle.hears(terms(14, 15, ['sms']), at);
    expect(waitOf(by('sms', later), '2026-03-04 10:30')).toEqual(['VULNERABLE', '2026-03-04 14:00']);
    expect(later.asks('email', taipei('2026-03-04 14:00'))).toMatchObject(never('VULNERABLE'));
  });
  test('of two who are vulnerable both are spared', () => {
    const second = gentle.hears(holdReported('vulnerability', { holdId: 'hold-2', provenance: 'relative' }), at);
    expect(second.asks('email', taipei('2026-03-04 10:00'))).toMatchObject(never('VULNERABLE'));
    const both = second.hears(terms(9, 10, ['email', 'sms'], 'hold-2'), at);
    expect(both.asks('email', taipei('2026-03-04 09:30'))).toMatchObject({ rule: 'VULNERABLE' });
    const overlapping = second.hears({ ...terms(10, 12, ['email', 'sms'], 'hold-2') }, at);
    expect(waitOf(by('email', overlapping), '2026-03-04 09:59')).toEqual(['VULNERABLE', '2026-03-04 10:00']);
    expect(overlapping.asks('sms', taipei('2026-03-04 10:00'))).toMatchObject(never('VULNERABLE'));
  });
  test('two whose terms have no hour in common are contacted at none, and a person is called', () => {
    const second = gentle.hears(holdReported('vulnerability', { holdId: 'hold-2' }), at);
    const never = second.hears(terms(12, 13, ['email'], 'hold-2'), at);
    expect(never.account.escalations).toMatchObject([{ kind: 'noLawfulHour' }]);
    expect(never.next(noon)).toMatchObject({ do: 'wait', toDo: null });
  });
});

describe('it is looked at again, and ends [VULNERABLE]', () => {
  test('on the day after the review day a person is called, not on the day', () => {
    const due = taipei('2026-04-02 00:00');
    const kindsAt = (now: Instant) =>
      gentle.at(now).wrote.flatMap((event) => (event.type === 'Escalated' ? [event.kind] : []));
    expect(kindsAt(before(due))).toEqual([]);
    expect(kindsAt(due)).toEqual(['reviewIsDue']);
  });
  test('a review moves the day and keeps the terms', () => {
    const reviewed = gentle.hears(
      { type: 'HoldReviewReported', holdId: 'hold-vulnerability', reviewOn: day('2026-05-01'), by: 'clerk-1' },
      at,
    );
    expect(reviewed.account.holds).toMatchObject([{ reviewOn: '2026-05-01', terms: { channels: ['email'] } }]);
  });
  test('when it has ended the ordinary hours and channels are back', () => {
    for (const story of [held, gentle]) {
      const free = story.hears(holdEnded('hold-vulnerability'), at);
      expect(free.account).toMatchObject({ holds: [], escalations: [] });
      expect(free.asks('sms', noon)).toMatchObject({ allowed: true, notAfter: taipei('2026-03-04 20:00') });
    }
  });
  test('what does not exist cannot be ended', () => {
    expect(held.hears(holdEnded('hold-9'), at).wrote).toMatchObject([{ type: 'FactNoted', because: 'noSuchHold' }]);
    expect(held.hears(holdReported('vulnerability'), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'alreadyOnHold' },
    ]);
  });
});
