import { attemptIdFor, retryAt } from '../../domain/contact';
import type { AccountEvent } from '../../domain/events';
import type { Fact } from '../../domain/message';
import type { Channel } from '../../domain/policy';
import type { RuleId } from '../../domain/rules/ruleId';
import { HOUR_MS, instant, MINUTE_MS, plus, type Instant } from '../../domain/time';
import {
  type Events,
  attemptId,
  contacted,
  day,
  entered,
  factMessage,
  given,
  opened,
  payment,
  placeOf,
  reserved,
  taipei,
} from './accounts';

const at = taipei('2026-03-02 10:00');
const notAfter = taipei('2026-03-02 20:00');
const sms = attemptId('try-sms');
const sending = [opened(), reserved('sms', at, { notAfter })];
const unavailable = (when: Instant, until: Instant): AccountEvent => ({
  type: 'ContactUnavailable',
  at: when,
  attemptId: sms,
  code: 'down',
  retryAt: until,
});

const late = plus(at, MINUTE_MS);
const optOut = (channel: Channel): AccountEvent => ({
  type: 'OptedOut',
  at: late,
  channel,
  ref: 'reply-1',
  provenance: 'debtor',
});
const wish = (fromMinute: number, toMinute: number): AccountEvent => ({
  type: 'PreferencesRecorded',
  at: late,
  hours: { fromMinute, toMinute },
  channel: null,
  language: null,
  by: 'collector-1',
});
const barred = (contactPointId: string): AccountEvent => ({
  type: 'ContactPointBarred',
  at: late,
  contactPointId,
  because: 'wrongNumber',
});
/** Terms were set for the hold in the same moment in which it was reported. */
function vulnerable(fromMinute: number, toMinute: number, channels: readonly Channel[]): readonly AccountEvent[] {
  const hold = { at: late, holdId: 'hold-1', kind: 'vulnerability', by: 'supervisor-1' } as const;
  const terms = { hours: { fromMinute, toMinute }, channels };
  return [
    { ...hold, type: 'HoldPlaced', provenance: 'debtor', reviewOn: null, textId: null },
    { ...hold, type: 'HoldTermsSet', terms, reviewOn: day('2026-03-30') },
  ];
}

describe('a reserved contact is brought to its end', () => {
  test('nobody knows how it went: the same contact is asked after, nothing else is begun', () => {
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    given(...sending)
      .at(taipei('2026-05-01 03:00'))
      .next({ do: 'perform', action });
  });
  test('it was sent, refused or stayed unknown: its rung is behind us', () => {
    const endings: AccountEvent[] = [
      { type: 'ContactSent', at, attemptId: sms, providerRef: 'p' },
      { type: 'ContactFailed', at, attemptId: sms, code: 'badNumber' },
      { type: 'ContactOutcomeUnknown', at, attemptId: sms, code: 'lostCall' },
    ];
    for (const ending of endings) {
      const { account } = given(...sending, ending);
      expect(account).toMatchObject({ openAttempt: null, rungsDone: ['sms'] });
    }
  });
  test('a provider that is away is asked again at its time, to the millisecond', () => {
    const again = plus(at, MINUTE_MS);
    const away = given(...sending, unavailable(at, again));
    away
      .at(instant(again - 1))
      .next({ do: 'wait', until: again, toDo: { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } });
    away.at(again).next({ do: 'perform' });
  });
  test('a provider that stays away until the window has closed means a missed contact, at that moment', () => {
    const away = given(...sending, unavailable(at, taipei('2026-03-03 09:00')));
    away.at(instant(notAfter - 1)).next({ do: 'wait', until: notAfter });
    away.at(notAfter).next({
      do: 'record',
      event: {
        type: 'ContactMissed',
        at: notAfter,
        rung: 'sms',
        purpose: 'collection',
        channel: 'sms',
        attemptId: sms,
        notAfter,
      },
    });
  });
  test('while it is tried again nobody gives it up or takes it back, until somebody knows how the call ended [RECORD]', () => {
    const again = plus(at, MINUTE_MS);
    const tried: AccountEvent = { type: 'ContactTriedAgain', at: again, attemptId: sms };
    const trying = [...sending, unavailable(at, again), tried];
    given(...trying, optOut('sms'))
      .at(notAfter)
      .next({ do: 'perform', action: { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } });
    given(...trying, unavailable(late, plus(late, HOUR_MS)), optOut('sms'))
      .at(notAfter)
      .next({ do: 'record', event: { type: 'ContactWithdrawn', at: notAfter, attemptId: sms, rule: 'CONSENT' } });
  });
  test('the waits go on doubling, however often it was tried again', () => {
    const tried: AccountEvent = { type: 'ContactTriedAgain', at, attemptId: sms };
    const twice = [...sending, unavailable(at, late), tried, unavailable(late, late), tried];
    expect(retryAt(given(...twice).account, late)).toBe(plus(late, 4 * MINUTE_MS));
  });
  test('a contact that names a balance which has changed is taken back and made anew [AMOUNT]', () => {
    const late = plus(at, HOUR_MS);
    const waiting = given(...sending, unavailable(at, late));
    const paid = waiting.turn([factMessage(payment(1n, late), late)], late);
    expect(paid.recorded.map(({ event }) => event)).toMatchObject([
      { type: 'PaymentReceived' },
      { type: 'ContactWithdrawn', attemptId: sms, rule: 'AMOUNT' },
    ]);
    expect(paid.account).toMatchObject({ openAttempt: null, rungsDone: [] });
    expect(waiting.turn([], late).next).toMatchObject({ do: 'perform' });
  });
  test.each<[string, readonly AccountEvent[], RuleId]>([
    ['has opted out of its channel', [optOut('sms')], 'CONSENT'],
    ['prefers hours that are over', [wish(8 * 60, 10 * 60)], 'CONSENT'],
    ['may be contacted on other channels only', vulnerable(8 * 60, 20 * 60, ['email']), 'VULNERABLE'],
    ['may be contacted in the evening only', vulnerable(18 * 60, 20 * 60, ['sms']), 'VULNERABLE'],
    ['is not at this number', [barred('cp-mobile')], 'THIRD-PARTY'],
  ])('a contact that waits for its provider is taken back when the debtor %s', (_, said, rule) => {
    const waiting = [...sending, unavailable(at, plus(at, HOUR_MS))];
    given(...waiting)
      .at(late)
      .next({ do: 'wait', until: plus(at, HOUR_MS) });
    given(...waiting, said)
      .at(late)
      .next({ do: 'record', event: { type: 'ContactWithdrawn', at: late, attemptId: sms, rule } });
  });
  test('one that is right in spite of what was heard goes on waiting', () => {
    const waiting = [...sending, unavailable(at, plus(at, HOUR_MS))];
    const harmless = [optOut('email'), wish(8 * 60, 11 * 60), barred('cp-home'), ...vulnerable(480, 1200, ['sms'])];
    given(...waiting, ...harmless)
      .at(late)
      .next({ do: 'wait', until: plus(at, HOUR_MS) });
  });
  test('the waits double from one minute up to an hour, or last as long as the provider says', () => {
    let events: AccountEvent[] = sending;
    const waits = Array.from({ length: 9 }, () => {
      const { account } = given(...events);
      const until = retryAt(account, at);
      expect(retryAt(account, at, 2 * HOUR_MS)).toBe(at + 2 * HOUR_MS);
      expect(retryAt(account, at, 1)).toBe(until);
      events = [...events, unavailable(at, until)];
      return (until - at) / MINUTE_MS;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });
  test('the same decision has the same id however often it is made', () => {
    const { account } = given(...sending);
    expect(attemptIdFor(account, 12)).toBe('A1-12');
  });
});

describe('a window that was missed is tried again on another day, so often as the policy says', () => {
  const missed = (day: string): AccountEvent => ({
    type: 'ContactMissed',
    at: taipei(`${day} 20:00`),
    rung: 'sms',
    purpose: 'collection',
    channel: 'sms',
    attemptId: null,
    notAfter: taipei(`${day} 20:00`),
  });
  const days = ['2026-03-02', '2026-03-03', '2026-03-04'];
  test.each([1, 2])('after %i missed windows it comes in the next one', (times) => {
    const now = taipei(`${days[times - 1]} 20:00`);
    const { account, policy } = given(opened());
    given(opened(), ...days.slice(0, times).map(missed))
      .at(now)
      .next({ do: 'wait', until: placeOf(account, policy, 'sms', now) });
  });
  test('after three it is given up and the next rung comes', () => {
    const step = given(opened(), ...days.map(missed))
      .at(taipei('2026-03-04 20:00'))
      .step();
    expect(step).toMatchObject({ do: 'wait', toDo: { rung: 'call' } });
  });
  test('another stage begins its count anew', () => {
    const { account } = given(opened(), ...days.map(missed), entered('negotiation', taipei('2026-03-12 00:00')));
    expect(account.rungsMissed).toEqual([]);
  });
});

describe('a contact that is no longer due is not made', () => {
  const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
  const late = taipei('2026-03-02 19:00');
  test('it still is: it is made', () => {
    expect(given(opened()).at(late).lastLook(action)).toMatchObject({
      do: 'contact',
      intent: { name: 'sms' },
      notAfter,
    });
  });
  test.each<[string, Events]>([
    ['its rung was climbed', [contacted('sms', at)]],
    ['the stage has changed', [entered('negotiation', late)]],
    ['the account is in recourse', [entered('legalRecourse', late)]],
    ['the account is closed', [{ type: 'AccountClosed', at: late, because: 'settled' }]],
  ])('%s', (_, events) => {
    expect(
      given(opened(), ...events)
        .at(late)
        .lastLook(action),
    ).toEqual({ do: 'nothing' });
  });
  test('it was decided for another day', () => {
    const tomorrow = { ...action, notAfter: taipei('2026-03-03 20:00') };
    expect(given(opened()).at(late).lastLook(tomorrow)).toEqual({ do: 'nothing' });
  });
  test('the rung is not one of the policy', () => {
    expect(
      given(opened())
        .at(late)
        .lastLook({ ...action, rung: 'telegram' }),
    ).toEqual({ do: 'nothing' });
  });
});

describe('reports come in any order', () => {
  const report = (status: 'sent' | 'delivered' | 'undelivered', id = sms): Fact => ({
    type: 'DeliveryReported',
    attemptId: id,
    status,
    code: 'E1',
    providerRef: 'p',
  });
  const sent = { type: 'ContactSent', at, attemptId: sms, providerRef: 'p' } as const;
  const delivered = { type: 'ContactDelivered', at, attemptId: sms } as const;
  const undelivered = { type: 'ContactUndelivered', at, attemptId: sms, code: 'E1' } as const;
  const unknown = { type: 'ContactOutcomeUnknown', at, attemptId: sms, code: 'lostCall' } as const;

  test('a report that comes before its sending is known tells that too', () => {
    given(...sending)
      .hears(report('sent'), at)
      .leadsTo(sent);
    given(...sending)
      .hears(report('delivered'), at)
      .leadsTo(sent, delivered);
    given(...sending)
      .hears(report('undelivered'), at)
      .leadsTo(sent, undelivered);
    expect(given(...sending, sent, delivered).account).toMatchObject({
      openAttempt: null,
      rungsDone: ['sms'],
      contactsSent: 1,
    });
  });
  test('a report answers what was unknown, and the rung is not climbed twice', () => {
    const open = [...sending, unknown];
    expect(given(...open).account.unknownAttempts).toEqual([sms]);
    given(...open)
      .hears(report('sent'), at)
      .leadsTo(sent);
    given(...open)
      .hears(report('delivered'), at)
      .leadsTo(sent, delivered);
    const { account } = given(...open, sent);
    expect(account).toMatchObject({ unknownAttempts: [], rungsDone: ['sms'], contactsSent: 1 });
  });
  test('a late answer about one contact leaves the one on its way alone', () => {
    const { account } = given(...sending, unknown, reserved('call', at), sent);
    expect(account.openAttempt?.rung).toBe('call');
    expect(account.rungsDone).toEqual(['sms']);
  });
  test('what is known already is noted, or recorded once more without effect', () => {
    given(...sending, sent)
      .hears(report('sent'), at)
      .noted('alreadyKnown');
    given(...sending, sent)
      .hears(report('delivered'), at)
      .leadsTo(delivered);
    expect(given(...sending, sent, delivered, delivered).account.contactsSent).toBe(1);
  });
  test('a report about a contact that nobody knows changes nothing', () => {
    given(opened())
      .hears(report('delivered', attemptId('elsewhere')), at)
      .leadsTo({ ...delivered, attemptId: attemptId('elsewhere') });
    expect(given(opened(), { ...delivered, attemptId: attemptId('elsewhere') }).account).toEqual({
      ...given(opened()).account,
      lastEventAt: at,
    });
  });
});
