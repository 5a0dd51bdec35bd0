import type { Fact } from '../../domain/message';
import { HOUR_MS, instant, type Instant } from '../../domain/time';
import { attemptId, placeOf, reserved, taipei, zone } from '../domain/accounts';
import { before, debtor, never, pack, told, waitOf } from './questions';

const sms = (hours?: readonly (readonly [number, number])[]) => {
  const contactHours = hours?.map(([from, to]) => ({ fromMinute: from * 60, toMinute: to * 60 }));
  const story = debtor(contactHours ? { contactHours } : {});
  return (now: Instant) => story.asks('sms', now);
};

describe('nobody is contacted outside the lawful hours [HOURS]', () => {
  const day = sms();
  test('at 07:59 it is too early, at 08:00 it is not', () => {
    expect(waitOf(day, '2026-03-03 07:59')).toEqual(['HOURS', '2026-03-03 08:00']);
    expect(waitOf(day, '2026-03-03 00:00')).toEqual(['HOURS', '2026-03-03 08:00']);
    expect(waitOf(day, '2026-03-03 07:59:59.999')).toEqual(['HOURS', '2026-03-03 08:00']);
  });
  test('at 19:59 it is not too late, at 20:00 it is', () => {
    const notAfter = taipei('2026-03-03 20:00');
    expect(day(taipei('2026-03-03 19:59'))).toMatchObject({ allowed: true, notAfter });
    expect(day(before(notAfter))).toMatchObject({ allowed: true, notAfter });
    expect(waitOf(day, '2026-03-03 20:00')).toEqual(['HOURS', '2026-03-04 08:00']);
    expect(waitOf(day, '2026-03-03 23:59:59.999')).toEqual(['HOURS', '2026-03-04 08:00']);
  });
  test('what falls due at night has its place in the next morning, and is not made before', () => {
    const night = taipei('2026-03-02 23:15');
    const story = debtor({}, { at: night });
    const until = placeOf(story.account, pack(), 'sms', night);
    const toDo = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter: taipei('2026-03-03 20:00') };
    expect(story.next(night)).toMatchObject({ do: 'wait', until, toDo });
    expect(until).toBeGreaterThanOrEqual(taipei('2026-03-03 08:00'));
    expect(story.next(before(until))).toMatchObject({ do: 'wait', until });
    expect(story.next(until)).toEqual({ do: 'perform', action: toDo });
  });
  test('a contact that was decided in time is missed when the window has closed meanwhile', () => {
    const notAfter = taipei('2026-03-03 20:00');
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    expect(debtor().looks(action, before(notAfter))).toMatchObject({ do: 'contact', notAfter });
    expect(debtor().looks(action, notAfter)).toMatchObject({ do: 'record', event: { type: 'ContactMissed' } });
  });
});

describe('a message that waits for its provider is not sent in an hour that has become unlawful [HOURS]', () => {
  const at = taipei('2026-03-03 10:00');
  const noon = taipei('2026-03-03 12:00');
  const away = {
    type: 'ContactUnavailable',
    at,
    attemptId: attemptId('try-sms'),
    code: 'down',
    retryAt: noon,
  } as const;
  const waiting = debtor().and(reserved('sms', at, { notAfter: taipei('2026-03-03 20:00') }), away);
  const prefers = (fromMinute: number, toMinute: number): Fact => ({
    type: 'PreferencesReported',
    ref: 'wish-1',
    hours: { fromMinute, toMinute },
    channel: null,
    language: null,
    by: 'clerk-1',
  });
  test('in the middle of the window it is sent when the provider is back', () => {
    expect(waiting.next(noon)).toMatchObject({ do: 'perform', action: { rung: 'sms' } });
    expect(waiting.hears(prefers(10 * 60, 13 * 60), at).next(noon)).toMatchObject({ do: 'perform' });
  });
  test('it is taken back when the debtor wants no messages at that time any more [CONSENT]', () => {
    const story = waiting.hears(prefers(14 * 60, 15 * 60), at);
    expect(story.wrote).toMatchObject([{ type: 'PreferencesRecorded' }, { type: 'ContactWithdrawn', rule: 'CONSENT' }]);
    expect(story.next(noon)).toMatchObject({ do: 'wait', toDo: { rung: 'sms', notAfter: taipei('2026-03-03 15:00') } });
  });
  test('it is taken back when another pack closes that hour, and missed when the window is over', () => {
    const narrow = told(pack({ contactHours: [{ fromMinute: 480, toMinute: 660 }] }), waiting.journal);
    expect(narrow.at(before(taipei('2026-03-03 11:00'))).wrote).toEqual([]);
    expect(narrow.at(taipei('2026-03-03 11:00')).wrote).toMatchObject([{ type: 'ContactWithdrawn', rule: 'HOURS' }]);
    expect(waiting.at(taipei('2026-03-03 20:00')).wrote).toMatchObject([{ type: 'ContactMissed' }]);
  });
});

describe('a day may have several windows [HOURS]', () => {
  const twice = sms([
    [8, 12],
    [14, 20],
  ]);
  test('between two windows nobody is contacted', () => {
    expect(twice(taipei('2026-03-03 11:59'))).toMatchObject({ allowed: true, notAfter: taipei('2026-03-03 12:00') });
    expect(waitOf(twice, '2026-03-03 12:00')).toEqual(['HOURS', '2026-03-03 14:00']);
    expect(waitOf(twice, '2026-03-03 13:59')).toEqual(['HOURS', '2026-03-03 14:00']);
    expect(twice(taipei('2026-03-03 14:00'))).toMatchObject({ allowed: true, notAfter: taipei('2026-03-03 20:00') });
  });
  test('before the first and after the last it is the first that opens', () => {
    expect(waitOf(twice, '2026-03-03 07:59')).toEqual(['HOURS', '2026-03-03 08:00']);
    expect(waitOf(twice, '2026-03-03 20:00')).toEqual(['HOURS', '2026-03-04 08:00']);
  });
  test('a window may last until midnight, and not longer', () => {
    const late = sms([[18, 24]]);
    expect(late(taipei('2026-03-03 23:59:59.999'))).toMatchObject({ notAfter: taipei('2026-03-04 00:00') });
    expect(waitOf(late, '2026-03-04 00:00')).toEqual(['HOURS', '2026-03-04 18:00']);
  });
  test('a pack without any window lets nobody be contacted, and a person is called once', () => {
    const story = debtor({ contactHours: [] });
    const noon = taipei('2026-03-03 12:00');
    expect(story.asks('sms', noon)).toMatchObject(never('HOURS'));
    const called = story.at(noon);
    expect(called.wrote).toMatchObject([{ type: 'Escalated', kind: 'noLawfulHour' }]);
    expect(called.next(noon)).toMatchObject({ do: 'wait', until: null });
    expect(called.at(taipei('2026-03-09 12:00')).wrote).toEqual([]);
  });
});

describe('the hours are those of the place where the debtor lives [HOURS]', () => {
  const newYork = (fromMinute: number, toMinute: number) => {
    const story = debtor(
      { contactHours: [{ fromMinute, toMinute }] },
      { timeZone: zone('America/New_York'), at: instant(Date.parse('2026-02-20T12:00Z')) },
    );
    return (moment: number) => story.asks('sms', instant(moment));
  };
  const opens = newYork(8 * 60, 21 * 60);

  test.each([
    ['2026-03-07T08:00-05:00', '2026-03-07T21:00-05:00', 'the last day of winter time'],
    ['2026-03-08T08:00-04:00', '2026-03-08T21:00-04:00', 'the day that has 23 hours'],
    ['2026-10-31T08:00-04:00', '2026-10-31T21:00-04:00', 'the last day of summer time'],
    ['2026-11-01T08:00-05:00', '2026-11-01T21:00-05:00', 'the day that has 25 hours'],
  ])('in New York from %s to %s, %s', (from, to) => {
    const [opensAt, closesAt] = [Date.parse(from), Date.parse(to)];
    expect(opens(opensAt - 1)).toMatchObject({ allowed: false, rule: 'HOURS', until: opensAt });
    expect(opens(opensAt)).toMatchObject({ allowed: true, notAfter: closesAt });
    expect(opens(closesAt - 1)).toMatchObject({ allowed: true, notAfter: closesAt });
    expect(opens(closesAt)).toMatchObject({ allowed: false, rule: 'HOURS' });
  });
  test.each([
    ['2026-03-07T01:00-05:00', 3],
    ['2026-03-08T01:00-05:00', 2],
    ['2026-11-01T01:00-04:00', 4],
  ])('a window from 01:00 to 04:00 that opens at %s lasts %i hours', (from, hours) => {
    const opensAt = Date.parse(from);
    const night = newYork(60, 240);
    expect(night(opensAt - 1)).toMatchObject({ allowed: false, until: opensAt });
    expect(night(opensAt)).toMatchObject({ allowed: true, notAfter: opensAt + hours * HOUR_MS });
  });
  test('noon at the bank is night for a debtor in New York, and night at the bank is their morning', () => {
    const noonInTaipei = taipei('2026-03-05 12:00');
    expect(opens(noonInTaipei)).toMatchObject({ rule: 'HOURS', until: Date.parse('2026-03-05T08:00-05:00') });
    expect(opens(taipei('2026-03-05 22:00'))).toMatchObject({ allowed: true });
    expect(debtor().asks('sms', noonInTaipei)).toMatchObject({ allowed: true });
  });
});
