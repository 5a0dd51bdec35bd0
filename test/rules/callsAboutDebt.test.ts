import type { CallResult } from '../../domain/events';
import type { Instant } from '../../domain/time';
import { taipei } from '../domain/accounts';
import { contact, debtor, otherAccount, uncapped, waitOf } from './questions';

/** Regulation F, 12 CFR 1006.14(b)(2): seven calls in seven days, and a week of quiet after a conversation. */
const caps = { ...uncapped, callsAboutDebt: { most: 7, inDays: 7, quietDays: 7 } };
const story = debtor({ caps });
type Calls = ReturnType<typeof contact>[];
const asks = (contacts: Calls, now: string | Instant = '2026-03-20 12:00') =>
  story.asks('call', typeof now === 'string' ? taipei(now) : now, contacts);
const calls = (count: number, result: CallResult | null = 'noAnswer', facts: Partial<Calls[0]> = {}): Calls =>
  Array.from({ length: count }, (_, i) => contact(taipei(`2026-03-${14 + (i % 6)} 09:0${i}`), { result, ...facts }));

describe('no more than seven calls in seven days about one debt [FREQUENCY]', () => {
  test('the seventh may be made, the eighth may not until the day of the first is forgotten', () => {
    expect(asks(calls(6))).toMatchObject({ allowed: true });
    expect(waitOf((now) => asks(calls(7), now), '2026-03-20 12:00')).toEqual(['FREQUENCY', '2026-03-21 08:00']);
  });
  test('the seventh day back counts from its first moment, the eighth does not', () => {
    const six = calls(7).slice(1);
    const oldest = (moment: string) => contact(taipei(moment));
    expect(asks([oldest('2026-03-14 00:00'), ...six])).toMatchObject({ rule: 'FREQUENCY' });
    expect(asks([oldest('2026-03-13 23:59:59.999'), ...six])).toMatchObject({ allowed: true });
  });
  test('more than seven are waited out until six are left', () => {
    const nine = ['14', '14', '15', '15', '16', '17', '18', '19', '19'].map((on) =>
      contact(taipei(`2026-03-${on} 09:00`)),
    );
    expect(waitOf((now) => asks(nine, now), '2026-03-20 12:00')).toEqual(['FREQUENCY', '2026-03-22 08:00']);
  });
  test.each<CallResult | null>(['voicemail', 'noAnswer', 'dropped', 'thirdParty', 'wrongNumber', null])(
    'a call that ended as %s counts',
    (result) => {
      expect(asks(calls(7, result))).toMatchObject({ allowed: false, rule: 'FREQUENCY' });
    },
  );
  test.each<CallResult>(['busy', 'outOfService'])('a call that ended as %s does not', (result) => {
    expect(asks([...calls(6), ...calls(7, result)])).toMatchObject({ allowed: true });
    expect(asks([...calls(7), ...calls(1, result)])).toMatchObject({ allowed: false });
  });
  test('messages are no calls, and go on when the calls are used up', () => {
    expect(asks(calls(7, null, { channel: 'sms' }))).toMatchObject({ allowed: true });
    const now = taipei('2026-03-20 12:00');
    for (const channel of ['sms', 'email'] as const) {
      expect(story.asks(channel, now, calls(7))).toMatchObject({ allowed: true });
    }
  });
  test('another debt of the same debtor is counted apart', () => {
    expect(asks([...calls(6), ...calls(7, 'noAnswer', { accountId: otherAccount })])).toMatchObject({ allowed: true });
  });
  test('calls that the debtor made are not counted', () => {
    expect(asks([...calls(6), ...calls(7, 'noAnswer', { isInbound: true })])).toMatchObject({ allowed: true });
  });
});

describe('no call within seven days after a conversation about the debt, whose own day is the first [FREQUENCY]', () => {
  const spoke = (moment: string, facts: Partial<Calls[0]> = {}) => [
    contact(taipei(moment), { result: 'rightParty', ...facts }),
  ];
  test('on the seventh day it is too early, on the eighth it is not', () => {
    const late = spoke('2026-03-14 19:59');
    expect(waitOf((now) => asks(late, now), '2026-03-14 19:59:30')).toEqual(['FREQUENCY', '2026-03-21 08:00']);
    expect(waitOf((now) => asks(late, now), '2026-03-20 19:59:59.999')).toEqual(['FREQUENCY', '2026-03-21 08:00']);
    expect(asks(spoke('2026-03-14 08:00'), '2026-03-20 12:00')).toMatchObject({ rule: 'FREQUENCY' });
  });
  test('the last conversation counts', () => {
    expect(
      waitOf((now) => asks([...spoke('2026-03-10 09:00'), ...spoke('2026-03-15 09:00')], now), '2026-03-20 12:00'),
    ).toEqual(['FREQUENCY', '2026-03-22 08:00']);
  });
  test('a conversation that the debtor began is one too', () => {
    expect(asks(spoke('2026-03-16 09:00', { isInbound: true }))).toMatchObject({
      rule: 'FREQUENCY',
      until: taipei('2026-03-23 08:00'),
    });
  });
  test('a conversation about another debt is none about this one', () => {
    expect(asks(spoke('2026-03-16 09:00', { accountId: otherAccount }))).toMatchObject({ allowed: true });
  });
  test('who speaks with somebody else has not spoken with the debtor', () => {
    expect(asks(spoke('2026-03-16 09:00', { result: 'thirdParty' }))).toMatchObject({ allowed: true });
  });
  test('messages go on', () => {
    expect(story.asks('email', taipei('2026-03-16 12:00'), spoke('2026-03-16 09:00'))).toMatchObject({ allowed: true });
  });
  test('the proof says that there was one', () => {
    const counts = (moment: string) => asks(spoke('2026-03-14 09:00'), moment).proof.counts;
    const what = 'conversations about this debt in 7 days';
    expect(counts('2026-03-20 12:00')).toContainEqual({ what, counted: 1, allowed: 1 });
    expect(counts('2026-03-21 12:00')).toContainEqual({ what, counted: 0, allowed: 1 });
  });
});
