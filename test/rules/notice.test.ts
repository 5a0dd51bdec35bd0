import type { AccountEvent } from '../../domain/events';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, dispute, disputeRejected, entered, mailed, placeOf, taipei } from '../domain/accounts';
import { before, debtor, holdReported, march, pack, type Story } from './questions';

/** As Regulation F has it: 12 CFR 1006.34 and 1006.42. */
const notice = { template: 'text', withinDays: 5, receivedAfterDays: 5, disputeDays: 30 };
const at = taipei('2026-03-02 19:00');
const fresh = debtor({ notice });
const given = (registerNumber: string, moment: Instant): AccountEvent[] =>
  mailed('notice-of-debt', moment, registerNumber).map((event) =>
    event.type === 'LetterIssued' ? { ...event, purpose: 'notice' } : event,
  );
const cameBack = (registerNumber: string, moment: Instant): AccountEvent => ({
  type: 'LetterReturned',
  at: moment,
  registerNumber,
});
const dueRung = (story: Story, now: Instant) => {
  const step = story.next(now);
  return step.do === 'perform' && step.action.type !== 'referToLegal' ? step.action.rung : step.do;
};

describe('where the pack asks for a notice of the debt, it is the first word to the debtor [NOTICE]', () => {
  test('it is due at once, in the first lawful hour, and before the ladder', () => {
    const until = placeOf(fresh.account, pack(), 'notice-of-debt', taipei('2026-03-02 06:00'));
    expect(fresh.next(taipei('2026-03-02 06:00'))).toMatchObject({
      do: 'wait',
      until,
      toDo: { type: 'issueLetter', rung: 'notice-of-debt' },
    });
    expect(dueRung(fresh, before(until))).toBe('wait');
    expect(dueRung(fresh, until)).toBe('notice-of-debt');
    const action = { type: 'issueLetter', rung: 'notice-of-debt', notAfter: taipei('2026-03-02 20:00') } as const;
    expect(fresh.looks(action, at)).toMatchObject({ do: 'contact', intent: { purpose: 'notice' }, script: 'text' });
  });
  test('nothing else is said before it, neither by the ladder nor by a collector', () => {
    const sms = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter: taipei('2026-03-02 20:00') } as const;
    expect(fresh.looks(sms, at)).toEqual({ do: 'nothing' });
    const message = {
      type: 'SendMessage',
      messageId: 'm-1',
      channel: 'email',
      textId: 't-1',
      textSha256: 'a'.repeat(64),
      findings: [],
      by: 'collector-1',
    } as const;
    const written = fresh.obeys(message, at);
    expect(dueRung(written, at)).toBe('notice-of-debt');
    expect(dueRung(written.and(given('S-1', at)), at)).toBe('message-m-1');
  });
  test('once it is on its way, collection begins', () => {
    expect(dueRung(fresh, at)).toBe('notice-of-debt');
    expect(dueRung(fresh.and(given('S-1', at)), at)).toBe('sms');
  });
  test('a pack that asks for none begins with the ladder', () => {
    expect(dueRung(debtor(), at)).toBe('sms');
    const action = { type: 'issueLetter', rung: 'notice-of-debt', notAfter: taipei('2026-03-02 20:00') } as const;
    expect(debtor().looks(action, at)).toEqual({ do: 'nothing' });
  });
  test('it is not given while a hold lasts', () => {
    expect(dueRung(fresh.hears(holdReported('bankruptcy'), at), at)).toBe('wait');
    expect(dueRung(fresh.and(dispute(at)), at)).toBe('wait');
  });
  test('it is given once, whatever stage comes', () => {
    expect(dueRung(fresh.and(given('S-1', at), entered('negotiation', at)), at)).not.toBe('notice-of-debt');
  });
});

describe('a notice that comes back was not given [NOTICE]', () => {
  const once = fresh.and(given('S-1', at), cameBack('S-1', at));
  const noon = taipei('2026-03-03 19:00');
  test('returned once, it is sent again before anything else is said', () => {
    expect(dueRung(once, noon)).toBe('notice-of-debt');
    const later = fresh.and(given('S-1', at), contacted('sms', at), cameBack('S-1', noon));
    expect(dueRung(later, noon)).toBe('notice-of-debt');
  });
  test('returned twice, a person is called once, and nothing is said', () => {
    const called = once.and(given('S-2', noon), cameBack('S-2', noon)).at(noon);
    expect(called.wrote).toMatchObject([{ type: 'Escalated', kind: 'noticeCannotBeGiven', rule: 'NOTICE' }]);
    expect(called.next(noon)).toMatchObject({ do: 'wait', until: null });
    expect(called.at(plus(noon, 5 * DAY_MS)).wrote).toEqual([]);
  });
  test('so is a debtor to whom it cannot be sent', () => {
    const nowhere = debtor({ notice }, { contactPoints: [{ id: 'cp-mobile', kind: 'mobile' }] });
    const action = { type: 'issueLetter', rung: 'notice-of-debt', notAfter: taipei('2026-03-02 20:00') } as const;
    const look = nowhere.looks(action, at);
    expect(look).toMatchObject({
      do: 'record',
      event: { type: 'ContactSuppressed', rule: 'REACHABLE', purpose: 'notice' },
    });
    if (look.do !== 'record') throw new Error('It was not suppressed');
    expect(nowhere.and(look.event).at(at).wrote).toMatchObject([{ kind: 'noticeCannotBeGiven' }]);
  });
});

describe('thirty days to dispute, from the receipt that is assumed five working days after sending [NOTICE]', () => {
  /** Everything else that a referral waits for is there: only the thirty days are not over. */
  const referral = { afterDemandDays: 0, assessmentValidDays: 90, proposedAgainAfterDays: 1 };
  const demanded = (sentAt: Instant, calendar = march) =>
    debtor({ notice, referral, calendar }, { stage: 'disposal', dueOn: day('2025-12-01'), at: sentAt }).and(
      given('S-1', sentAt),
      mailed('demand', sentAt),
      { type: 'LetterDelivered', at: sentAt, registerNumber: 'S-demand' },
      contacted('demand-sms', sentAt),
    );
  const proposes = (story: Story, now: Instant) => story.at(now).wrote.some(({ type }) => type === 'ReferralProposed');

  test.each([
    // Wednesday, Thursday, Friday, Monday, then two holidays, Thursday the 12th.
    ['2026-03-03 12:00', '2026-04-11'],
    // The make-up Saturday counts: Thursday the 12th, Friday, Saturday, Monday, Tuesday the 17th.
    ['2026-03-09 12:00', '2026-04-16'],
    ['2026-03-16 23:59:59.999', '2026-04-22'],
  ])('of a notice sent at %s the last day is %s', (sent, lastDay) => {
    const sentAt = taipei(sent);
    const story = demanded(sentAt);
    const over = plus(taipei(`${lastDay} 00:00`), DAY_MS);
    expect(story.next(plus(sentAt, DAY_MS))).toMatchObject({ do: 'wait', until: over });
    expect(proposes(story, before(over))).toBe(false);
    expect(proposes(story, over)).toBe(true);
  });
  test('a pack without a notice does not wait', () => {
    const sentAt = taipei('2026-03-03 12:00');
    const without = debtor({ referral }, { stage: 'disposal', dueOn: day('2025-12-01'), at: sentAt }).and(
      mailed('demand', sentAt),
      { type: 'LetterDelivered', at: sentAt, registerNumber: 'S-demand' },
      contacted('demand-sms', sentAt),
    );
    expect(proposes(without, plus(sentAt, 1))).toBe(true);
  });
  test('a dispute makes them longer by its time', () => {
    const sentAt = taipei('2026-03-03 12:00');
    const disputed = demanded(sentAt).and(dispute(plus(sentAt, DAY_MS)), disputeRejected(plus(sentAt, 2 * DAY_MS)));
    // Sent a day later by the collection clock: Thursday, Friday, Monday, Thursday the 12th, Friday the 13th.
    expect(proposes(disputed, before(taipei('2026-04-13 00:00')))).toBe(false);
    expect(proposes(disputed, taipei('2026-04-13 00:00'))).toBe(true);
  });
  test('where the calendar ends before, a person is called and nothing is proposed [HOLIDAY]', () => {
    const sentAt = taipei('2026-03-03 12:00');
    const short = demanded(sentAt, { ...march, knownThrough: day('2026-03-11') });
    const stuck = short.at(taipei('2026-06-01 12:00'));
    expect(stuck.wrote).toMatchObject([{ type: 'Escalated', kind: 'calendarEnds' }]);
    expect(stuck.next(taipei('2026-06-01 12:00'))).toMatchObject({ do: 'wait', until: null });
  });
});
