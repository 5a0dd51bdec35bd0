import type { PolicyHash } from '../../domain/brand';
import type { Fact } from '../../domain/message';
import type { Instant } from '../../domain/time';
import { day, opened, taipei, zone } from '../domain/accounts';
import { small } from '../domain/policies';
import { before, debtor, march, never, pack, told, waitOf } from './questions';

describe('nobody is contacted on a public holiday [HOLIDAY]', () => {
  const sms = (now: Instant) => debtor().asks('sms', now);

  test('the day before a holiday is a day like any other', () => {
    expect(sms(taipei('2026-03-09 19:59:59.999'))).toMatchObject({ allowed: true });
  });
  test('two holidays in a row are waited out to the morning of the day after', () => {
    expect(waitOf(sms, '2026-03-10 00:00')).toEqual(['HOLIDAY', '2026-03-12 08:00']);
    expect(waitOf(sms, '2026-03-10 12:00')).toEqual(['HOLIDAY', '2026-03-12 08:00']);
    expect(waitOf(sms, '2026-03-11 23:59:59.999')).toEqual(['HOLIDAY', '2026-03-12 08:00']);
  });
  test('the evening before is late at night, the morning after is early: that is no holiday [HOURS]', () => {
    expect(waitOf(sms, '2026-03-09 20:00')).toEqual(['HOURS', '2026-03-12 08:00']);
    expect(waitOf(sms, '2026-03-12 00:00')).toEqual(['HOURS', '2026-03-12 08:00']);
  });
  test('a make-up workday is no holiday, and neither is an ordinary Sunday', () => {
    expect(sms(taipei('2026-03-14 12:00'))).toMatchObject({ allowed: true });
    expect(sms(taipei('2026-03-15 12:00'))).toMatchObject({ allowed: true });
  });
  test('it is a holiday from midnight to midnight where the debtor lives', () => {
    const inNewYork = debtor({}, { timeZone: zone('America/New_York') });
    const noonInTaipei = taipei('2026-03-10 20:30'); // 08:30 of the same day in New York
    expect(inNewYork.asks('sms', noonInTaipei)).toMatchObject({ rule: 'HOLIDAY' });
    const eveBefore = taipei('2026-03-10 07:59'); // 19:59 of the 9th in New York
    expect(inNewYork.asks('sms', eveBefore)).toMatchObject({ allowed: true });
  });
  test('a pack that lets people be contacted on holidays knows no such day', () => {
    const story = debtor({ contactOnHolidays: true });
    expect(story.asks('sms', taipei('2026-03-10 12:00'))).toMatchObject({ allowed: true });
    expect(waitOf((now) => story.asks('sms', now), '2026-03-10 07:59')).toEqual(['HOURS', '2026-03-10 08:00']);
  });
  test('what falls due on a holiday is planned for the first lawful hour after it', () => {
    const story = debtor({}, { at: taipei('2026-03-10 06:00'), dueOn: day('2026-03-09') });
    const step = story.next(taipei('2026-03-10 12:00'));
    expect(step).toMatchObject({ do: 'wait', toDo: { rung: 'sms', notAfter: taipei('2026-03-12 20:00') } });
  });
});

describe('no day that the calendar does not know is taken for a workday [HOLIDAY]', () => {
  const lastEvening = taipei('2026-12-31 20:00');
  const handedOver = { at: taipei('2026-12-31 19:00'), dueOn: day('2026-12-30') };
  const nextYear = { ...march, version: '2', knownThrough: day('2027-12-31') };
  const change = (policyHash: string): Fact => ({
    type: 'PolicyChangeOrdered',
    policyHash: policyHash as PolicyHash,
    adoptionId: 'adoption-1',
    by: 'clerk-1',
  });

  test('on the last evening that it knows a contact may still be made', () => {
    expect(debtor({}, handedOver).next(before(lastEvening))).toMatchObject({
      do: 'perform',
      action: { rung: 'sms', notAfter: lastEvening },
    });
  });
  test('past it the account waitOf, and a person is called exactly once', () => {
    const called = debtor({}, handedOver).at(lastEvening);
    expect(called.wrote).toMatchObject([{ type: 'Escalated', kind: 'calendarEnds', rule: 'HOLIDAY' }]);
    expect(called.next(lastEvening)).toMatchObject({ do: 'wait', until: null, toDo: null });
    expect(called.at(taipei('2027-01-04 12:00')).wrote).toEqual([]);
    expect(called.at(taipei('2027-01-09 23:59')).wrote).toEqual([]);
  });
  test('the person who has seen to it is not called again for the same', () => {
    const [escalated] = debtor({}, handedOver).at(lastEvening).wrote;
    if (escalated?.type !== 'Escalated') throw new Error('Nobody was called');
    const { escalationId } = escalated;
    const settled = debtor({}, handedOver)
      .at(lastEvening)
      .obeys({ type: 'SettleEscalation', escalationId, because: 'ordered', by: 'clerk-1' }, lastEvening);
    expect(settled.account.escalations).toMatchObject([{ isSettled: true }]);
    expect(settled.at(taipei('2027-01-04 12:00')).wrote).toEqual([]);
  });
  test('what falls due past it calls for a person a week before, and not earlier', () => {
    const reminder = { ...small.stages.reminder, endsAfterDays: 31, ladder: [{ ...rung, afterDays: 12 }] };
    const calendar = { ...march, knownThrough: day('2026-03-12') };
    const story = debtor({ calendar, stages: { ...small.stages, reminder } });
    const weekBefore = taipei('2026-03-05 00:00');
    expect(story.next(taipei('2026-03-02 06:00'))).toMatchObject({ do: 'wait', until: weekBefore, toDo: null });
    expect(story.at(before(weekBefore)).wrote).toEqual([]);
    expect(story.at(weekBefore).wrote).toMatchObject([{ type: 'Escalated', kind: 'calendarEnds' }]);
  });
  const rung = { name: 'sms', channel: 'sms', template: 'text' } as const;

  test('the gate forbids it, and shows that there is no window', () => {
    const verdict = debtor().asks('sms', taipei('2027-01-01 12:00'));
    expect(verdict).toMatchObject({ ...never('HOLIDAY'), proof: { window: null } });
  });
  test('a pack whose calendar reaches further sets it going, and its end is told anew', () => {
    const packs = (hash: string) => pack(hash === 'longer' ? { calendar: nextYear } : {});
    const stuck = told(packs, opened(handedOver)).at(taipei('2027-01-04 12:00'));
    expect(stuck.account.escalations).toMatchObject([{ kind: 'calendarEnds' }]);
    const freed = stuck.hears(change('longer'), taipei('2027-01-04 12:00'));
    expect(freed.account.escalations).toEqual([]);
    expect(freed.next(taipei('2027-01-04 12:00'))).toMatchObject({ do: 'perform' });
    const again = freed.hears(change('short'), taipei('2027-01-04 12:01'));
    expect(again.wrote).toMatchObject([{ type: 'PolicyAdopted' }, { type: 'Escalated', kind: 'calendarEnds' }]);
  });
  test('a pack that lets people be contacted on holidays needs no calendar for it', () => {
    const story = debtor({ contactOnHolidays: true });
    expect(story.asks('sms', taipei('2027-01-01 12:00'))).toMatchObject({ allowed: true });
  });
});
