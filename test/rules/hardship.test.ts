import type { Fact } from '../../domain/message';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, placeOf, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, never, pack, type Story } from './questions';

const at = taipei('2026-03-03 10:00');
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));
const held = (reviewOn: string | null): Story =>
  reminded.hears(holdReported('hardship', { reviewOn: reviewOn === null ? null : day(reviewOn) }), at);
const reviewOf = (story: Story) => story.account.holds[0]?.reviewOn;
const review = (reviewOn: string): Fact => ({
  type: 'HoldReviewReported',
  holdId: 'hold-hardship',
  reviewOn: day(reviewOn),
  by: 'clerk-1',
});
const raised = (story: Story, now: Instant) =>
  story.at(now).wrote.flatMap((event) => (event.type === 'Escalated' ? [event.kind] : []));

describe('who is in hardship is left in peace until a review, which cannot be put off for ever [HARDSHIP]', () => {
  test('on every channel', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(held(null).asks(channel, at)).toMatchObject(never('HARDSHIP'));
    }
  });
  test('the review is in thirty days at the latest, and earlier if somebody says so', () => {
    expect(reviewOf(held(null))).toBe('2026-04-02');
    expect(reviewOf(held('2026-04-02'))).toBe('2026-04-02');
    expect(reviewOf(held('2026-04-03'))).toBe('2026-04-02');
    expect(reviewOf(held('2026-04-01'))).toBe('2026-04-01');
  });
  test('a person is called on the day after it, not on the day', () => {
    const story = held('2026-03-20');
    expect(raised(story, taipei('2026-03-20 00:00'))).toEqual([]);
    expect(raised(story, before(taipei('2026-03-21 00:00')))).toEqual([]);
    expect(raised(story, taipei('2026-03-21 00:00'))).toEqual(['reviewIsDue']);
    expect(story.next(at)).toMatchObject({ do: 'wait', until: taipei('2026-03-21 00:00') });
    const called = story.at(taipei('2026-03-21 00:00'));
    expect(called.wrote).toMatchObject([{ rule: 'HARDSHIP', ref: 'hold-hardship' }]);
    expect(raised(called, taipei('2026-06-01 00:00'))).toEqual([]);
    expect(called.asks('sms', taipei('2026-03-23 12:00'))).toMatchObject(never('HARDSHIP'));
  });
  test('a review moves the day, by thirty days from then at the most, and settles the call', () => {
    const called = held('2026-03-20').at(taipei('2026-03-21 00:00'));
    const reviewed = called.hears(review('2026-12-31'), taipei('2026-03-21 09:00'));
    expect(reviewed.account).toMatchObject({ escalations: [], holds: [{ reviewOn: '2026-04-20' }] });
    expect(raised(reviewed, before(taipei('2026-04-21 00:00')))).toEqual([]);
    expect(raised(reviewed, taipei('2026-04-21 00:00'))).toEqual(['reviewIsDue']);
  });
  test('a review of a hold that is not there is noted', () => {
    expect(reminded.hears(review('2026-04-01'), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'noSuchHold' },
    ]);
  });
  test('when it ends collection goes on with exactly the time that was left', () => {
    const call = placeOf(reminded.account, pack(), 'call', taipei('2026-03-04 06:00'));
    const end = plus(at, 2 * DAY_MS);
    const resumed = held(null).hears(holdEnded('hold-hardship'), end);
    expect(resumed.next(end)).toMatchObject({ do: 'wait', until: plus(call, 2 * DAY_MS), toDo: { rung: 'call' } });
  });
});
