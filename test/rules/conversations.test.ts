import type { CallResult } from '../../domain/events';
import type { Instant } from '../../domain/time';
import { taipei } from '../domain/accounts';
import { contact, debtor, everywhere, otherAccount, uncapped, waitOf } from './questions';

/** As the industry rules of China have it. */
const caps = { ...uncapped, conversationsPerDay: 3, unansweredPerDay: 6 };
const mobileOnly = everywhere.filter(({ kind }) => kind === 'mobile' || kind === 'email');
const story = debtor({ caps }, { contactPoints: mobileOnly });
const noon = taipei('2026-03-19 12:00');
type Calls = ReturnType<typeof contact>[];
const calls = (count: number, result: CallResult | null, facts: Partial<Calls[0]> = {}): Calls =>
  Array.from({ length: count }, () => contact(taipei('2026-03-19 09:00'), { result, ...facts }));
const asks = (contacts: Calls, now = noon) => story.asks('call', now, contacts);
const waitAfter = (contacts: Calls) => waitOf((now: Instant) => asks(contacts, now), '2026-03-19 12:00');
const untilTomorrow = ['FREQUENCY', '2026-03-20 08:00'];

describe('no more than three conversations a day that the collector began [FREQUENCY]', () => {
  test('after two there may be a third, after three no fourth until the next morning', () => {
    expect(asks(calls(2, 'rightParty'))).toMatchObject({ allowed: true });
    expect(waitAfter(calls(3, 'rightParty'))).toEqual(untilTomorrow);
  });
  test('those of yesterday do not count, to the millisecond', () => {
    const late = contact(taipei('2026-03-18 23:59:59.999'), { result: 'rightParty' });
    expect(asks([late, ...calls(2, 'rightParty')])).toMatchObject({ allowed: true });
    expect(asks([{ ...late, at: taipei('2026-03-19 00:00') }, ...calls(2, 'rightParty')])).toMatchObject({
      rule: 'FREQUENCY',
    });
  });
  test('those that the debtor began do not count', () => {
    expect(asks(calls(9, 'rightParty', { isInbound: true, contactPointId: null }))).toMatchObject({ allowed: true });
  });
  test('those about another debt of the debtor do', () => {
    expect(waitAfter([...calls(2, 'rightParty'), ...calls(1, 'rightParty', { accountId: otherAccount })])).toEqual(
      untilTomorrow,
    );
  });
  test('a call of which nobody has told the result yet may have been one', () => {
    expect(waitAfter([...calls(2, 'rightParty'), ...calls(1, null)])).toEqual(untilTomorrow);
  });
  test.each<CallResult>(['noAnswer', 'voicemail', 'thirdParty', 'wrongNumber'])(
    'a call that ended as %s was none',
    (result) => {
      expect(asks([...calls(2, 'rightParty'), ...calls(1, result)])).toMatchObject({ allowed: true });
    },
  );
  test('messages are no conversations', () => {
    expect(story.asks('email', noon, calls(3, 'rightParty'))).toMatchObject({ allowed: true });
    expect(asks(calls(3, null, { channel: 'sms' }))).toMatchObject({ allowed: true });
  });
});

describe('no more than six unanswered calls a day to the same number [FREQUENCY]', () => {
  test.each<CallResult | null>(['noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService'])(
    'after five that ended as %s there may be a sixth, after six no seventh until the next morning',
    (result) => {
      expect(asks(calls(5, result))).toMatchObject({ allowed: true });
      expect(waitAfter(calls(6, result))).toEqual(untilTomorrow);
    },
  );
  test('another number of the same debtor is free', () => {
    expect(asks(calls(6, 'noAnswer', { contactPointId: 'cp-office' }))).toMatchObject({ allowed: true });
    const five = calls(5, 'noAnswer');
    expect(asks([...five, ...calls(5, 'noAnswer', { contactPointId: 'cp-office' })])).toMatchObject({ allowed: true });
  });
  test('the number counts, whichever account the call was about', () => {
    expect(waitAfter([...calls(3, 'noAnswer'), ...calls(3, 'noAnswer', { accountId: otherAccount })])).toEqual(
      untilTomorrow,
    );
  });
  test('an answered call is not unanswered, whoever answered', () => {
    expect(asks([...calls(5, 'noAnswer'), ...calls(1, 'thirdParty'), ...calls(1, 'rightParty')])).toMatchObject({
      allowed: true,
    });
  });
  test('a pack without these limits has only its caps', () => {
    const without = debtor({}, { contactPoints: mobileOnly });
    expect(without.asks('call', noon, [...calls(9, 'rightParty'), ...calls(9, 'noAnswer')])).toMatchObject({
      allowed: true,
    });
  });
});
