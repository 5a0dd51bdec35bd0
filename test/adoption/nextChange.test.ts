import { compareNext } from '../../domain/adoption/nextChange';
import type { Policy } from '../../domain/policy';
import type { Circumstances } from '../../domain/rules/circumstances';
import { addDays, DAY_MS, instant, plus, startOfDay } from '../../domain/time';
import {
  contacted,
  contactsAt,
  day,
  given,
  opened,
  placeOf,
  promise,
  taipei,
  zone,
  type Events,
} from '../domain/accounts';
import { small } from '../domain/policies';
import { smallAnd } from './pairs';

const nobody: Circumstances = { contacts: [] };
const next = (changes: Partial<Policy>, at = taipei('2026-03-03 16:00'), ...events: Events) =>
  compareNext(given(opened(), ...events).account, smallAnd(changes), nobody, at);
const smsDone = contacted('sms', taipei('2026-03-02 12:00'));
const withCallAfter = (days: number): Partial<Policy> => {
  const { reminder } = small.stages;
  const ladder = reminder.ladder.map((rung) => (rung.name === 'call' ? { ...rung, afterDays: days } : rung));
  return { stages: { ...small.stages, reminder: { ...reminder, ladder } } };
};
const endsAfter = (days: number): Partial<Policy> => ({
  stages: { ...small.stages, reminder: { ...small.stages.reminder, endsAfterDays: days } },
});

test('an account that goes on in the same way is not told of', () => {
  expect(next({}, undefined, smsDone)).toBe('same');
  expect(next({ promise: { graceDays: 9, longestDays: 9 } }, undefined, smsDone)).toBe('same');
});

test('a next date that moves is told with both dates, later and earlier', () => {
  const { account, policy } = given(opened(), smsDone);
  // Two days after 2 March, at the account's place in the window of that day.
  const was = { at: placeOf(account, policy, 'call', taipei('2026-03-04 00:00')), does: 'call by call' };
  const dayLater = placeOf(account, policy, 'call', taipei('2026-03-05 00:00'));
  expect(next(withCallAfter(3), undefined, smsDone)).toEqual({
    kind: 'next',
    accountId: 'A1',
    movement: 'later',
    was,
    wouldBe: { at: dayLater, does: 'call by call' },
    atOnce: [],
  });
  expect(next(withCallAfter(1), undefined, smsDone)).toMatchObject({
    movement: 'earlier',
    was,
    wouldBe: { at: taipei('2026-03-03 16:00') },
  });
});

test('the same date with another thing to do is told as well', () => {
  const { reminder } = small.stages;
  const ladder = reminder.ladder.map((rung) => (rung.name === 'call' ? { ...rung, channel: 'sms' as const } : rung));
  const changes = { stages: { ...small.stages, reminder: { ...reminder, ladder } } };
  expect(next(changes, undefined, smsDone)).toMatchObject({ movement: 'sameDate', wouldBe: { does: 'call by sms' } });
});

test('a stage that would end at once is told, on the day on which the pack ends it and not a moment before', () => {
  const end = startOfDay(addDays(day('2026-03-01'), 4), zone('Asia/Taipei'));
  expect(next(endsAfter(4), end, smsDone)).toMatchObject({ atOnce: ['StageEntered negotiation'] });
  expect(next(endsAfter(4), instant(end - 1), smsDone)).toBe('same');
});

test('a promise that would be broken at once is told [PROMISE]', () => {
  const promised = promise(taipei('2026-03-03 12:00'), '2026-03-05');
  const at = taipei('2026-03-06 00:00');
  const change = next({ promise: { graceDays: 0, longestDays: 30 } }, at, smsDone, promised);
  expect(change).toMatchObject({ atOnce: ['PromiseBroken'] });
  expect(next({ promise: { graceDays: 1, longestDays: 30 } }, at, smsDone, promised)).toMatchObject({
    movement: 'earlier',
    atOnce: [],
  });
});

test('an account that waits for a calendar goes on with one that reaches further, and the other way round [HOLIDAY]', () => {
  const short = { calendar: { ...small.calendar, knownThrough: day('2026-03-03') } };
  expect(next(short, undefined, smsDone)).toMatchObject({
    movement: 'dateIsGone',
    wouldBe: { at: null },
    atOnce: ['Escalated calendarEnds'],
  });
  const { account } = given(opened(), smsDone);
  const pair = smallAnd(short);
  const followsShort = { ...account, policyHash: pair.to.hash };
  const back = { from: pair.to, to: pair.from, toBefore: pair.from.policy };
  expect(compareNext(followsShort, back, nobody, taipei('2026-03-03 16:00'))).toMatchObject({ movement: 'dateIsNew' });
});

describe('a contact that was put off because a cap is full [FREQUENCY]', () => {
  const at = taipei('2026-03-05 16:00');
  const [until, freed] = [taipei('2026-03-09 09:00'), taipei('2026-03-08 09:00')];
  const put = { at: taipei('2026-03-05 11:00'), rung: 'call', channel: 'call', purpose: 'collection' } as const;
  const proof = { asked: [], timeZone: zone('Asia/Taipei'), window: null, counts: [] };
  const deferred = { ...put, type: 'ContactDeferred', rule: 'FREQUENCY', until, proof } as const;
  const { account } = given(opened(), smsDone, deferred);
  // Four calls are the cap of a week; the second of them is seven days old at `until`.
  const calls = [freed, until, until, until, until].map((moment) => plus(moment, -7 * DAY_MS));
  const seen = { contacts: contactsAt('call', ...calls) };
  const withCalls = (perWeek: number): Partial<Policy> => {
    const { caps } = small;
    return {
      caps: { ...caps, total: { perDay: 9, perWeek: 9 }, channels: { ...caps.channels, call: { perDay: 4, perWeek } } },
    };
  };
  test('is put off again to the same moment by the same cap', () => {
    expect(compareNext(account, smallAnd(withCalls(4)), seen, at)).toBe('same');
  });
  test('comes earlier where the cap has room for one more, and at once where it has room now', () => {
    const pair = (perWeek: number) => compareNext(account, smallAnd(withCalls(perWeek)), seen, at);
    expect(pair(5)).toMatchObject({ movement: 'earlier', was: { at: until }, wouldBe: { at: freed } });
    expect(pair(6)).toMatchObject({ movement: 'earlier', was: { at: until }, wouldBe: { at } });
  });
});

test('a contact that the other pack forbids keeps its date and is told with the rule [LETTER-MIN]', () => {
  const inNegotiation = given(opened({ stage: 'negotiation' })).account;
  const pair = smallAnd({ letter: { ...small.letter, floorMinor: 1_000_000n } });
  expect(compareNext(inNegotiation, pair, nobody, taipei('2026-03-03 16:00'))).toMatchObject({
    movement: 'sameDate',
    was: { does: 'letter by letter' },
    wouldBe: { does: 'letter by letter, forbidden [LETTER-MIN]' },
  });
});
