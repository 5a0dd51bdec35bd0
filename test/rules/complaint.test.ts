import type { Calendar } from '../../domain/calendar';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, march, never, type Story } from './questions';

const reminded = (calendar: Calendar = march) => debtor({ calendar }).and(contacted('sms', taipei('2026-03-02 12:00')));
const complained = (moment: string, calendar?: Calendar): Story =>
  reminded(calendar).hears(holdReported('complaint', { reviewOn: day('2026-12-01') }), taipei(moment));
const dueOn = (story: Story) => story.account.holds[0]?.reviewOn;
const raised = (story: Story, now: Instant) =>
  story.at(now).wrote.flatMap((event) => (event.type === 'Escalated' ? [event.kind] : []));

describe('a complaint is answered within three business days, and nobody is contacted until then [COMPLAINT]', () => {
  test('on no channel', () => {
    const at = taipei('2026-03-03 10:00');
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded().asks(channel, at)).toMatchObject({ allowed: true });
      expect(complained('2026-03-03 09:00').asks(channel, at)).toMatchObject(never('COMPLAINT'));
    }
  });
  const longWeek = { ...march, holidays: [], workdays: [day('2026-03-14')] };
  test.each([
    ['2026-03-02 00:00', '2026-03-05', 'on a Monday: Tuesday, Wednesday, Thursday'],
    ['2026-03-04 23:59:59.999', '2026-03-09', 'on a Wednesday: over the weekend'],
    ['2026-03-05 00:00', '2026-03-12', 'on a Thursday: over the weekend and two holidays'],
    ['2026-03-07 12:00', '2026-03-13', 'on a Saturday'],
    ['2026-03-10 12:00', '2026-03-14', 'on a holiday: Thursday, Friday and the make-up Saturday'],
    ['2026-03-12 12:00', '2026-03-16', 'on a Thursday: Friday, the make-up Saturday, Monday'],
  ])('who complains at %s is answered by the end of %s, %s', (moment, by) => {
    expect(dueOn(complained(moment))).toBe(by);
  });
  test('the days run from the moment in which it came, not from the one in which it was heard', () => {
    const thursday = taipei('2026-03-05 23:59:59.999');
    const friday = taipei('2026-03-06 09:00');
    expect(dueOn(reminded().hears(holdReported('complaint'), friday))).toBe('2026-03-13');
    expect(dueOn(reminded().hears(holdReported('complaint'), friday, thursday))).toBe('2026-03-12');
  });
  test('a make-up workday shortens the wait, a weekend without one does not', () => {
    expect(dueOn(complained('2026-03-11 12:00', longWeek))).toBe('2026-03-14');
    expect(dueOn(complained('2026-03-11 12:00', { ...longWeek, workdays: [] }))).toBe('2026-03-16');
  });
  test('where the calendar ends every day counts: too early is better than too late', () => {
    expect(dueOn(complained('2026-03-04 12:00', { ...march, knownThrough: day('2026-03-05') }))).toBe('2026-03-07');
    expect(dueOn(complained('2026-03-04 12:00', { ...march, knownThrough: day('2026-03-09') }))).toBe('2026-03-09');
  });
  test('a person is called at the first moment of the day after, not before', () => {
    const story = complained('2026-03-04 12:00');
    const late = taipei('2026-03-10 00:00');
    expect(story.next(taipei('2026-03-04 12:00'))).toMatchObject({ do: 'wait', until: late });
    expect(raised(story, before(late))).toEqual([]);
    expect(raised(story, late)).toEqual(['complaintIsLate']);
    expect(story.at(late).wrote).toMatchObject([{ rule: 'COMPLAINT', ref: 'hold-complaint' }]);
    expect(raised(story.at(late), plus(late, 30 * DAY_MS))).toEqual([]);
  });
  test('nobody moves the day of the answer, neither at the beginning nor later', () => {
    const story = complained('2026-03-04 12:00');
    const moved = story.hears(
      { type: 'HoldReviewReported', holdId: 'hold-complaint', reviewOn: day('2026-12-01'), by: 'clerk-1' },
      taipei('2026-03-05 12:00'),
    );
    expect(moved.wrote).toMatchObject([{ type: 'FactNoted', because: 'complaintHasToBeAnswered' }]);
    expect(dueOn(moved)).toBe('2026-03-09');
  });
  test('answered in time, nobody is called, and collection goes on', () => {
    const answered = complained('2026-03-04 12:00').hears(holdEnded('hold-complaint'), taipei('2026-03-09 19:00'));
    expect(raised(answered, taipei('2026-03-09 19:00'))).toEqual([]);
    expect(answered.account).toMatchObject({ holds: [], escalations: [], pausedMs: 5 * DAY_MS + 7 * 3_600_000 });
    expect(answered.asks('sms', taipei('2026-03-09 19:00'))).toMatchObject({ allowed: true });
  });
  test('an answer that comes late is said to be late, also where nobody was called before', () => {
    const inTime = complained('2026-03-04 12:00').hears(
      holdEnded('hold-complaint'),
      before(taipei('2026-03-10 00:00')),
    );
    const late = complained('2026-03-04 12:00').hears(holdEnded('hold-complaint'), taipei('2026-03-10 00:00'));
    expect(inTime.wrote.map(({ type }) => type)).toEqual(['HoldLifted']);
    expect(late.wrote).toMatchObject([{ type: 'Escalated', kind: 'complaintIsLate' }, { type: 'HoldLifted' }]);
  });
  test('an answer that came late settles the call', () => {
    const late = complained('2026-03-04 12:00').at(taipei('2026-03-10 00:00'));
    expect(late.account.escalations).toHaveLength(1);
    expect(late.hears(holdEnded('hold-complaint'), taipei('2026-03-10 09:00')).account.escalations).toEqual([]);
  });
  test('two complaints are answered each in its own time', () => {
    const second = complained('2026-03-02 12:00').hears(
      holdReported('complaint', { holdId: 'hold-2' }),
      taipei('2026-03-03 12:00'),
    );
    expect(second.account.holds).toMatchObject([{ reviewOn: '2026-03-05' }, { reviewOn: '2026-03-06' }]);
    const half = second.hears(holdEnded('hold-complaint'), taipei('2026-03-04 12:00'));
    expect(half.asks('sms', taipei('2026-03-04 12:00'))).toMatchObject(never('COMPLAINT'));
    expect(raised(half, taipei('2026-03-07 00:00'))).toEqual(['complaintIsLate']);
  });
});
