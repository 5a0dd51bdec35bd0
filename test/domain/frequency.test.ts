import { gate } from '../../domain/rules/gate';
import { DAY_MS, instant, type Instant } from '../../domain/time';
import { contactsAt, given, intentOn, opened, placeOf, taipei } from './accounts';
import { small } from './policies';

const noon = taipei('2026-03-10 12:00');
const before = (ms: number): Instant => instant(noon - ms);
const account = given(opened());
const asks = (channel: 'sms' | 'call' | 'email', contacts: ReturnType<typeof contactsAt>) =>
  account.at(noon).gate(channel, contacts);
const tomorrow = taipei('2026-03-11 08:00');

describe('a debtor is left in peace [FREQUENCY]', () => {
  test('below every cap the contact may be made, and the proof says what was counted', () => {
    const verdict = asks('call', contactsAt('call', taipei('2026-03-10 09:00'), taipei('2026-03-09 09:00')));
    expect(verdict).toMatchObject({
      allowed: true,
      proof: {
        counts: [
          { what: 'contacts today', counted: 1, allowed: 3 },
          { what: 'contacts in 7 days', counted: 2, allowed: 5 },
          { what: 'call today', counted: 1, allowed: 2 },
          { what: 'call in 7 days', counted: 2, allowed: 4 },
        ],
      },
    });
  });
  test('the last contact that the channel allows today may be made, the next waits for tomorrow', () => {
    expect(asks('call', contactsAt('call', taipei('2026-03-10 09:00')))).toMatchObject({ allowed: true });
    const full = contactsAt('call', taipei('2026-03-10 09:00'), taipei('2026-03-10 10:00'));
    expect(asks('call', full)).toMatchObject({ rule: 'FREQUENCY', until: tomorrow });
  });
  test('a full channel does not close another one', () => {
    const full = contactsAt('call', taipei('2026-03-10 09:00'), taipei('2026-03-10 10:00'));
    expect(asks('email', full)).toMatchObject({ allowed: true });
  });
  test('the cap in total closes every channel, whichever was used', () => {
    const full = [
      ...contactsAt('call', taipei('2026-03-10 09:00'), taipei('2026-03-10 10:00')),
      ...contactsAt('sms', taipei('2026-03-10 11:00')),
    ];
    expect(asks('email', full)).toMatchObject({ rule: 'FREQUENCY', until: tomorrow });
  });
  test('today is the debtor’s own calendar day: one minute before midnight was yesterday', () => {
    expect(asks('sms', contactsAt('sms', taipei('2026-03-09 23:59:59.999')))).toMatchObject({ allowed: true });
    expect(asks('sms', contactsAt('sms', taipei('2026-03-10 00:00')))).toMatchObject({ until: tomorrow });
  });
  test('the week rolls and is exactly seven times twenty-four hours', () => {
    const yesterday = taipei('2026-03-09 09:00');
    const atSevenDays = contactsAt('sms', before(7 * DAY_MS), yesterday);
    expect(asks('sms', atSevenDays)).toMatchObject({ allowed: true });
    const oneMsYounger = contactsAt('sms', before(7 * DAY_MS - 1), yesterday);
    expect(asks('sms', oneMsYounger)).toMatchObject({ rule: 'FREQUENCY', until: instant(noon + 1) });
  });
  test('a week that is overfull is waited out until enough of it is seven days old', () => {
    const moments = [6, 5, 4, 3, 2, 1].map((days) => before(days * DAY_MS));
    const verdict = account.at(noon).gate('email', contactsAt('call', ...moments));
    expect(verdict).toMatchObject({ rule: 'FREQUENCY', until: instant(before(5 * DAY_MS) + 7 * DAY_MS) });
  });
  test('two accounts of one debtor are counted together', () => {
    const other = given(opened({ accountId: 'A2' as never }));
    const byTheFirst = contactsAt('sms', taipei('2026-03-10 09:00'));
    expect(other.at(noon).gate('sms', byTheFirst)).toMatchObject({ rule: 'FREQUENCY', until: tomorrow });
  });
  test.each([
    { perDay: 0, perWeek: 3 },
    { perDay: 1, perWeek: 0 },
  ])('a channel that a policy never allows is suppressed, not waited for: %j', (sms) => {
    const policy = { ...small, caps: { ...small.caps, channels: { ...small.caps.channels, sms } } };
    const asked = { account: account.account, channel: 'sms', seen: { contacts: [] }, now: noon } as const;
    const verdict = gate({ ...asked, policy, intent: intentOn('sms', policy) });
    expect(verdict).toMatchObject({ allowed: false, rule: 'FREQUENCY', until: null });
  });
  test('a contact that the caps put off is journalled with its proof and comes in its place on the day it may', () => {
    const now = taipei('2026-03-02 19:00');
    const action = {
      type: 'contactDebtor',
      rung: 'sms',
      channel: 'sms',
      notAfter: taipei('2026-03-02 20:00'),
    } as const;
    const look = account.at(now).lastLook(action, { contacts: contactsAt('sms', taipei('2026-03-02 09:00')) });
    if (look.do !== 'record') throw new Error('The contact was not put off');
    expect(look.event).toMatchObject({
      type: 'ContactDeferred',
      rule: 'FREQUENCY',
      until: taipei('2026-03-03 08:00'),
      proof: { counts: expect.arrayContaining([{ what: 'sms today', counted: 1, allowed: 1 }]) as never },
    });
    const { account: deferred, policy, at } = given(opened(), look.event);
    const until = placeOf(deferred, policy, 'sms', taipei('2026-03-03 00:00'));
    at(now).next({ do: 'wait', until, toDo: { ...action, notAfter: taipei('2026-03-03 20:00') } });
  });
});
