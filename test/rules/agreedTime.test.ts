import type { Fact, FactOf } from '../../domain/message';
import type { Instant } from '../../domain/time';
import { factMessage, given, opened, placeOf, taipei } from '../domain/accounts';
import { before, contact, debtor, holdReported, pack, uncapped, waitOf, type Story } from './questions';

const agreed = (from: string, to: string, agreementId = 'agreement-1'): FactOf<'TimeAgreementReported'> => ({
  type: 'TimeAgreementReported',
  agreementId,
  opensAt: taipei(from),
  closesAt: taipei(to),
  by: 'clerk-1',
});
const monday = taipei('2026-03-02 12:00');
const after = (...facts: readonly Fact[]): Story => facts.reduce((story, fact) => story.hears(fact, monday), debtor());
const smsTo = (story: Story) => (now: Instant) => story.asks('sms', now);

describe('at a time that the debtor agreed to they are contacted outside the hours [HOURS]', () => {
  const evening = smsTo(after(agreed('2026-03-03 22:00', '2026-03-03 22:30')));

  test('to the minute, and not a minute longer', () => {
    expect(waitOf(evening, '2026-03-03 20:00')).toEqual(['HOURS', '2026-03-03 22:00']);
    expect(waitOf(evening, '2026-03-03 21:59:59.999')).toEqual(['HOURS', '2026-03-03 22:00']);
    expect(evening(taipei('2026-03-03 22:29:59.999'))).toMatchObject({
      allowed: true,
      notAfter: taipei('2026-03-03 22:30'),
    });
    expect(waitOf(evening, '2026-03-03 22:30')).toEqual(['HOURS', '2026-03-04 08:00']);
  });
  test('on that day only', () => {
    expect(waitOf(evening, '2026-03-04 22:00')).toEqual(['HOURS', '2026-03-05 08:00']);
  });
  test('without an agreement nobody is', () => {
    expect(smsTo(debtor())(taipei('2026-03-03 22:15'))).toMatchObject({ rule: 'HOURS' });
  });
  test('it may go over midnight', () => {
    const night = smsTo(after(agreed('2026-03-03 23:30', '2026-03-04 00:30')));
    expect(night(taipei('2026-03-03 23:59:59.999'))).toMatchObject({ allowed: true });
    expect(night(taipei('2026-03-04 00:00'))).toMatchObject({ allowed: true, notAfter: taipei('2026-03-04 00:30') });
    expect(waitOf(night, '2026-03-04 00:30')).toEqual(['HOURS', '2026-03-04 08:00']);
  });
  test('the ladder uses it', () => {
    const story = after(agreed('2026-03-04 06:00', '2026-03-04 07:00'));
    const now = taipei('2026-03-03 20:00');
    const until = placeOf(story.account, pack(), 'sms', now);
    expect(story.next(now)).toMatchObject({ do: 'wait', until, toDo: { notAfter: taipei('2026-03-04 07:00') } });
    expect(until).toBeLessThan(taipei('2026-03-04 07:00'));
  });
  test('the same agreement with other hours takes the place of the first', () => {
    const story = after(agreed('2026-03-03 22:00', '2026-03-03 22:30'), agreed('2026-03-03 21:00', '2026-03-03 21:30'));
    expect(waitOf(smsTo(story), '2026-03-03 22:00')).toEqual(['HOURS', '2026-03-04 08:00']);
    expect(smsTo(story)(taipei('2026-03-03 21:00'))).toMatchObject({ allowed: true });
  });
  test('what is over or empty is no agreement, one that ends a moment later is', () => {
    const over = (from: string, to: string) => given(opened()).hears(agreed(from, to), monday);
    over('2026-03-02 11:00', '2026-03-02 12:00').noted('agreedTimeIsOver');
    over('2026-03-03 12:00', '2026-03-03 12:00').noted('agreedTimeIsOver');
    const { account } = given(opened()).turn(
      [factMessage(agreed('2026-03-02 11:00', '2026-03-02 12:00:00.001'), monday)],
      monday,
    );
    expect(account.agreedTimes).toHaveLength(1);
  });
});

describe('what the debtor agreed to comes before what is ordinary', () => {
  test('on a public holiday too [HOLIDAY]', () => {
    const story = after(agreed('2026-03-10 12:00', '2026-03-10 12:30'));
    expect(waitOf(smsTo(story), '2026-03-10 11:59:59.999')).toEqual(['HOLIDAY', '2026-03-10 12:00']);
    expect(waitOf(smsTo(story), '2026-03-10 12:30')).toEqual(['HOLIDAY', '2026-03-12 08:00']);
  });
  test('on a day that the calendar does not know [HOLIDAY]', () => {
    const story = after(agreed('2027-01-04 12:00', '2027-01-04 12:30'));
    expect(waitOf(smsTo(story), '2027-01-01 12:00')).toEqual(['HOLIDAY', '2027-01-04 12:00']);
    expect(story.at(taipei('2026-12-31 21:00')).account.escalations).toEqual([]);
    expect(smsTo(story)(taipei('2027-01-04 12:30'))).toMatchObject({ rule: 'HOLIDAY', until: null });
  });
  test('outside the hours that they prefer [CONSENT]', () => {
    const hours = { fromMinute: 9 * 60, toMinute: 10 * 60 };
    const prefers: Fact = {
      type: 'PreferencesReported',
      ref: 'p',
      hours,
      channel: null,
      language: null,
      by: 'clerk-1',
    };
    const story = after(prefers, agreed('2026-03-03 15:00', '2026-03-03 15:30'));
    expect(waitOf(smsTo(story), '2026-03-03 14:59:59.999')).toEqual(['CONSENT', '2026-03-03 15:00']);
    expect(waitOf(smsTo(story), '2026-03-03 15:30')).toEqual(['CONSENT', '2026-03-04 09:00']);
  });
  test('but never above a cap [FREQUENCY]', () => {
    const caps = { ...uncapped, total: { perDay: 1, perWeek: 9 } };
    const story = debtor({ caps }).hears(agreed('2026-03-03 22:00', '2026-03-03 22:30'), monday);
    const now = taipei('2026-03-03 22:10');
    expect(story.asks('sms', now)).toMatchObject({ allowed: true });
    expect(story.asks('sms', now, [contact(taipei('2026-03-03 09:00'))])).toMatchObject({ rule: 'FREQUENCY' });
  });
  test('and never for somebody vulnerable: a supervisor’s terms are the only ones [VULNERABLE]', () => {
    const terms = { hours: { fromMinute: 10 * 60, toMinute: 11 * 60 }, channels: ['sms'] as const };
    const story = after(agreed('2026-03-03 15:00', '2026-03-03 15:30'), holdReported('vulnerability'), {
      type: 'HoldTermsReported',
      holdId: 'hold-vulnerability',
      terms,
      reviewOn: '2026-04-01' as never,
      by: 'supervisor-1',
    });
    expect(waitOf(smsTo(story), '2026-03-03 15:00')).toEqual(['VULNERABLE', '2026-03-04 10:00']);
    expect(smsTo(story)(before(taipei('2026-03-03 11:00')))).toMatchObject({ allowed: true });
  });
});
