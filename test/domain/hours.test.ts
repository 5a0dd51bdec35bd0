import * as fc from 'fast-check';
import type { ContactAction } from '../../domain/contact';
import type { Policy } from '../../domain/policy';
import { nextLawfulWindow } from '../../domain/rules/windows';
import { addDays, dayOf, HOUR_MS, instant, momentOf, plus, startOfDay, type Instant } from '../../domain/time';
import { day, given, opened, placeOf, taipei, zone } from './accounts';
import { bankCard } from './policies';

const atTheBank = opened({ policyHash: bankCard.hash, at: taipei('2026-03-02 23:15') });
const newYork = zone('America/New_York');

describe('lawful hours [HOURS]', () => {
  test.each([
    ['2026-03-02 06:59:59.999', '2026-03-02 07:00'],
    ['2026-03-02 22:00', '2026-03-03 07:00'],
    ['2026-03-02 23:59', '2026-03-03 07:00'],
    ['2026-03-03 00:00', '2026-03-03 07:00'],
  ])('at %s nobody is contacted before %s', (now, until) => {
    expect(given(atTheBank).at(taipei(now)).gate('sms')).toMatchObject({
      allowed: false,
      rule: 'HOURS',
      until: taipei(until),
    });
  });
  test.each(['2026-03-02 07:00', '2026-03-02 12:00', '2026-03-02 21:59:59.999'])(
    'a contact at %s is lawful and may not be made after 22:00',
    (now) => {
      expect(given(atTheBank).at(taipei(now)).gate('sms')).toMatchObject({
        allowed: true,
        notAfter: taipei('2026-03-02 22:00'),
      });
    },
  );
  test('a reminder that falls due at night waits for its place in the next morning', () => {
    const { account, policy, at } = given(atTheBank);
    const until = placeOf(account, policy, 'first-sms', taipei('2026-03-03 06:00'));
    at(taipei('2026-03-02 23:15')).next({ do: 'wait', until });
    expect(until).toBeGreaterThanOrEqual(taipei('2026-03-03 07:00'));
    expect(until).toBeLessThan(taipei('2026-03-03 16:00'));
    at(instant(until - 1)).next({ do: 'wait', until });
    at(until).next({ do: 'perform' });
  });
  test('an account handed over at 21:59 is still contacted today, one handed over at 22:00 tomorrow', () => {
    given(opened({ policyHash: bankCard.hash, at: taipei('2026-03-02 21:59') }))
      .at(taipei('2026-03-02 21:59'))
      .next({
        do: 'perform',
        action: { type: 'contactDebtor', rung: 'first-sms', channel: 'sms', notAfter: taipei('2026-03-02 22:00') },
      });
    given(opened({ policyHash: bankCard.hash, at: taipei('2026-03-02 22:00') }))
      .at(taipei('2026-03-02 22:00'))
      .next({ do: 'wait' });
  });

  const decided: ContactAction = {
    type: 'contactDebtor',
    rung: 'first-sms',
    channel: 'sms',
    notAfter: taipei('2026-03-03 22:00'),
  };
  test('a contact decided at 21:59 is made at the last moment before 22:00', () => {
    expect(given(atTheBank).at(taipei('2026-03-03 21:59:59.999')).lastLook(decided)).toMatchObject({ do: 'contact' });
  });
  test('a contact decided at 21:59 is missed, not made, when it is 22:00', () => {
    expect(given(atTheBank).at(taipei('2026-03-03 22:00')).lastLook(decided)).toMatchObject({
      do: 'record',
      event: { type: 'ContactMissed', rung: 'first-sms', attemptId: null, notAfter: taipei('2026-03-03 22:00') },
    });
  });
});

describe('the window is the debtor’s own [HOURS]', () => {
  const windowOf = (contactHours: Policy['contactHours'], at: Instant, name: string) => {
    const { account, policy } = given(opened({ timeZone: zone(name) }));
    return nextLawfulWindow(account, { ...policy, contactHours }, at);
  };
  const inNewYork = opened({ timeZone: newYork, at: instant(Date.parse('2026-03-07T12:00Z')) });

  test.each([
    ['2026-03-07', '2026-03-07T13:00Z', '2026-03-08T01:00Z', 'the last day of winter time'],
    ['2026-03-08', '2026-03-08T12:00Z', '2026-03-09T00:00Z', 'the day that has 23 hours'],
    ['2026-10-31', '2026-10-31T12:00Z', '2026-11-01T00:00Z', 'the last day of summer time'],
    ['2026-11-01', '2026-11-01T13:00Z', '2026-11-02T01:00Z', 'the day that has 25 hours'],
  ])('New York, %s: open from %s to %s, %s', (local, opens, closes) => {
    const noon = momentOf(day(local), 12 * 60, newYork);
    const { account, policy } = given(inNewYork);
    const window = { opensAt: Date.parse(opens), closesAt: Date.parse(closes) };
    expect(nextLawfulWindow(account, policy, noon)).toEqual(window);
    const at = (moment: number) => given(inNewYork).at(instant(moment)).gate('sms');
    expect(at(Date.parse(opens) - 1)).toMatchObject({ rule: 'HOURS', until: Date.parse(opens) });
    expect(at(Date.parse(opens))).toMatchObject({ allowed: true, notAfter: Date.parse(closes) });
    expect(at(Date.parse(closes) - 1)).toMatchObject({ allowed: true });
    expect(at(Date.parse(closes))).toMatchObject({ rule: 'HOURS' });
  });
  test('an hour that daylight saving leaves out is the hour after it', () => {
    expect(momentOf(day('2026-03-08'), 2 * 60 + 30, newYork)).toBe(Date.parse('2026-03-08T03:30-04:00'));
    expect(momentOf(day('2026-03-29'), 2 * 60 + 30, zone('Europe/Berlin'))).toBe(Date.parse('2026-03-29T03:30+02:00'));
  });
  test('a window whose begin daylight saving moves behind its end is not opened on that day', () => {
    const early = [{ fromMinute: 2 * 60 + 15, toMinute: 2 * 60 + 35 }];
    const on = (text: string) => windowOf(early, instant(Date.parse(text)), 'Australia/Lord_Howe');
    expect(on('2026-10-02T15:00Z')).toEqual({
      opensAt: Date.parse('2026-10-03T02:15+10:30'),
      closesAt: Date.parse('2026-10-03T02:35+10:30'),
    });
    expect(on('2026-10-03T15:00Z')).toEqual({
      opensAt: Date.parse('2026-10-05T02:15+11:00'),
      closesAt: Date.parse('2026-10-05T02:35+11:00'),
    });
  });
  test('of an hour that comes twice the first counts, east and west of Greenwich', () => {
    expect(momentOf(day('2026-11-01'), 90, newYork)).toBe(Date.parse('2026-11-01T01:30-04:00'));
    expect(momentOf(day('2026-10-25'), 150, zone('Europe/Berlin'))).toBe(Date.parse('2026-10-25T02:30+02:00'));
  });
  test.each([
    ['America/Santiago', '2026-09-06'],
    ['America/Havana', '2026-03-08'],
    ['Africa/Cairo', '2026-04-24'],
  ])('where midnight is left out, a day begins at one o’clock: %s on %s', (name, local) => {
    const start = startOfDay(day(local), zone(name));
    expect(dayOf(start, zone(name))).toBe(local);
    expect(start).toBe(momentOf(day(local), 60, zone(name)));
  });
  test('an account of an unknown time zone is an error that names the zone', () => {
    expect(() => startOfDay(day('2026-03-01'), zone('Asia/Atlantis'))).toThrow('Unknown time zone: Asia/Atlantis');
  });
  test('in every zone a day begins on itself and the next window ends in the future', () => {
    const eastern = ['Asia/Taipei', 'Africa/Cairo', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    const western = ['America/New_York', 'America/Santiago', 'America/Havana', 'America/St_Johns', 'Pacific/Pago_Pago'];
    const zones = fc.constantFrom(...eastern, ...western);
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 365 * 24 * 60 }), minute, minute, (name, minutes, a, b) => {
        fc.pre(a !== b);
        const now = instant(Date.parse('2026-01-01T00:00Z') + minutes * 60_000);
        const today = dayOf(now, zone(name));
        expect(dayOf(startOfDay(today, zone(name)), zone(name))).toBe(today);
        expect(startOfDay(addDays(today, 1), zone(name))).toBeGreaterThan(now);
        const window = windowOf([{ fromMinute: Math.min(a, b), toMinute: Math.max(a, b) + 1 }], now, name);
        if (typeof window === 'string') throw new Error(window);
        const { opensAt, closesAt } = window;
        expect(closesAt).toBeGreaterThan(now);
        expect(closesAt).toBeGreaterThan(opensAt);
        expect(plus(now, 49 * HOUR_MS)).toBeGreaterThan(opensAt);
      }),
      { numRuns: 500 },
    );
  });
  test('a window that ends at 24:00 ends with the day', () => {
    const until24 = [{ fromMinute: 0, toMinute: 1440 }];
    expect(windowOf(until24, taipei('2026-03-02 23:59'), 'Asia/Taipei')).toEqual({
      opensAt: taipei('2026-03-02 00:00'),
      closesAt: taipei('2026-03-03 00:00'),
    });
  });
});
