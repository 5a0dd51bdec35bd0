import type { Channel } from '../../domain/policy';
import { DAY_MS, HOUR_MS, instant, type Instant } from '../../domain/time';
import { taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { contact, debtor, never, otherAccount, uncapped, waitOf } from './questions';

/** One SMS a day and two a week; two calls a day; three contacts a day in all and five a week. */
const story = debtor({ caps: small.caps });
const noon = taipei('2026-03-19 12:00');
const on = (channel: Channel, ...moments: readonly string[]) =>
  moments.map((moment) => contact(taipei(moment), { channel, result: null }));
const asks = (channel: Channel, contacts: ReturnType<typeof on>, now = noon) => story.asks(channel, now, contacts);

describe('a debtor is contacted no more than so many times a day [FREQUENCY]', () => {
  test('the last contact that a channel allows may be made, the one after it waits for the next morning', () => {
    expect(asks('call', on('call', '2026-03-19 09:00'))).toMatchObject({ allowed: true });
    const two = on('call', '2026-03-19 09:00', '2026-03-19 09:01');
    expect(waitOf((now) => asks('call', two, now), '2026-03-19 12:00')).toEqual(['FREQUENCY', '2026-03-20 08:00']);
  });
  test('a full channel closes no other one', () => {
    const two = on('call', '2026-03-19 09:00', '2026-03-19 09:01');
    expect(asks('email', two)).toMatchObject({ allowed: true });
  });
  test('the cap in total closes every channel, whichever was used', () => {
    const three = [...on('call', '2026-03-19 09:00', '2026-03-19 09:01'), ...on('email', '2026-03-19 09:02')];
    expect(asks('sms', three.slice(1))).toMatchObject({ allowed: true });
    expect(waitOf((now) => asks('sms', three, now), '2026-03-19 12:00')).toEqual(['FREQUENCY', '2026-03-20 08:00']);
    expect(waitOf((now) => asks('letter', three, now), '2026-03-19 12:00')).toEqual(['FREQUENCY', '2026-03-20 08:00']);
  });
  test('the day is the debtor’s own: a contact in its last millisecond belongs to it', () => {
    const caps = { ...uncapped, total: { perDay: 1, perWeek: 9 } };
    const atAnyTime = debtor({ caps, contactHours: [{ fromMinute: 0, toMinute: 1440 }] });
    const lastMoment = on('sms', '2026-03-18 23:59:59.999');
    const sms = (now: Instant) => atAnyTime.asks('sms', now, lastMoment);
    expect(waitOf(sms, '2026-03-18 23:59:59.999')).toEqual(['FREQUENCY', '2026-03-19 00:00']);
  });
  test('a channel that the pack never allows is not waited for', () => {
    const caps = { ...uncapped, channels: { ...uncapped.channels, sms: { perDay: 0, perWeek: 3 } } };
    expect(debtor({ caps }).asks('sms', noon)).toMatchObject(never('FREQUENCY'));
    expect(debtor({ caps }).asks('email', noon)).toMatchObject({ allowed: true });
  });
});

describe('and no more than so many times in seven days that roll [FREQUENCY]', () => {
  const week = (ageMs: number) => [
    contact(instant(noon - ageMs), { channel: 'sms' }),
    ...on('sms', '2026-03-16 09:00'),
  ];
  test('a contact of exactly seven days ago is forgotten, one that is a millisecond younger is not', () => {
    expect(asks('sms', week(7 * DAY_MS))).toMatchObject({ allowed: true });
    const full = week(7 * DAY_MS - 1);
    expect(asks('sms', full)).toMatchObject({ rule: 'FREQUENCY', until: instant(noon + 1) });
    expect(asks('sms', full, instant(noon + 1))).toMatchObject({ allowed: true });
  });
  test('an overfull week is waited out until enough of it is forgotten, and a lawful hour has come', () => {
    const emails = (...moments: string[]) =>
      moments.map((moment) => contact(taipei(`2026-03-${moment}`), { channel: 'email' }));
    const four = ['15 09:00', '16 09:00', '17 09:00', '18 09:00'];
    const waitAfter = (...moments: string[]) =>
      waitOf((now) => asks('call', emails(...moments), now), '2026-03-19 12:00');
    expect(waitAfter('14 19:00', ...four)).toEqual(['FREQUENCY', '2026-03-21 19:00']);
    expect(waitAfter('13 09:00', '14 19:00', ...four)).toEqual(['FREQUENCY', '2026-03-21 19:00']);
    expect(waitAfter('14 20:30', ...four)).toEqual(['FREQUENCY', '2026-03-22 08:00']);
  });
  test('the proof names every count and its limit', () => {
    const contacts = [...on('sms', '2026-03-16 09:00'), ...on('call', '2026-03-19 09:00')];
    expect(asks('sms', contacts)).toMatchObject({
      proof: {
        counts: [
          { what: 'contacts today', counted: 1, allowed: 3 },
          { what: 'contacts in 7 days', counted: 2, allowed: 5 },
          { what: 'sms today', counted: 0, allowed: 1 },
          { what: 'sms in 7 days', counted: 1, allowed: 2 },
        ],
      },
    });
  });
});

describe('who is counted [FREQUENCY]', () => {
  const yesterday = on('sms', '2026-03-19 09:00')[0]!;
  test('one debtor, whichever of their accounts it was about', () => {
    expect(asks('sms', [{ ...yesterday, accountId: otherAccount }])).toMatchObject({ rule: 'FREQUENCY' });
  });
  test('not a call that the debtor made', () => {
    const inbound = { ...yesterday, channel: 'call', isInbound: true } as const;
    expect(asks('call', [inbound, inbound, inbound, inbound, inbound])).toMatchObject({ allowed: true });
  });
  test('a contact that the caps put off comes when they have room, and says so in the journal', () => {
    const now = taipei('2026-03-02 19:00');
    const action = {
      type: 'contactDebtor',
      rung: 'sms',
      channel: 'sms',
      notAfter: taipei('2026-03-02 20:00'),
    } as const;
    const look = story.looks(action, now, on('sms', '2026-03-02 09:00'));
    if (look.do !== 'record') throw new Error('It was not put off');
    const until = taipei('2026-03-03 08:00');
    expect(look.event).toMatchObject({ type: 'ContactDeferred', rule: 'FREQUENCY', until });
    const deferred = story.and(look.event);
    expect(deferred.next(now)).toMatchObject({ do: 'wait', toDo: { rung: 'sms' } });
    expect(deferred.next(instant(until - HOUR_MS))).toMatchObject({ do: 'wait' });
    expect(deferred.next(taipei('2026-03-03 19:00'))).toMatchObject({ do: 'perform', action: { rung: 'sms' } });
  });
});
