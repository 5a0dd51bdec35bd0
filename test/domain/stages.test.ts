import type { PolicyHash } from '../../domain/brand';
import { bucketOf } from '../../domain/bucket';
import { open } from '../../domain/hear';
import type { FactOf } from '../../domain/message';
import { addDays, DAY_MS, instant, plus, startOfDay } from '../../domain/time';
import { replay } from '../../domain/turn';
import {
  contacted,
  day,
  entered,
  factMessage,
  given,
  leftFor,
  opened,
  payment,
  placeOf,
  promise,
  taipei,
  zone,
} from './accounts';
import { bankCard, small } from './policies';

const { type: _, at: __, jurisdiction: ___, segment: ____, stage: _____, plan: ______, ...facts } = opened();
const handedOver: FactOf<'AccountHandedOver'> = {
  ...facts,
  type: 'AccountHandedOver',
  policyHash: bankCard.hash,
  overdueReason: 'unknown',
  hasAssets: null,
};
/** Handed over so many days after the due date, at noon in Taipei. */
const openedOnDay = (daysPastDue: number) =>
  open(handedOver, bankCard.policy, plus(startOfDay(addDays(facts.dueOn, daysPastDue), facts.timeZone), DAY_MS / 2));

describe('an account enters at the stage that its age says', () => {
  test.each([
    [-400, 'earlyWarning'],
    [-1, 'earlyWarning'],
    [0, 'earlyWarning'],
    [1, 'reminder'],
    [30, 'reminder'],
    [31, 'negotiation'],
    [90, 'negotiation'],
    [91, 'disposal'],
    [120, 'disposal'],
    [121, 'disposal'],
    [5000, 'disposal'],
  ])('%i days past due: %s, and never legal recourse by age alone [LEGAL-READY]', (days, stage) => {
    expect(openedOnDay(days)).toMatchObject({ stage });
  });
  test('the day past due is the debtor’s own', () => {
    const moment = taipei('2026-03-02 00:30');
    expect(open(handedOver, bankCard.policy, moment).stage).toBe('reminder');
    expect(open({ ...handedOver, timeZone: zone('America/New_York') }, bankCard.policy, moment).stage).toBe(
      'earlyWarning',
    );
  });
  test('the plan names goal, channels and the day on which the stage ends', () => {
    expect(openedOnDay(1).plan).toEqual({
      goal: 'the arrears are paid, or the reason for them is known',
      channels: ['sms', 'email', 'call'],
      endsOn: '2026-04-01',
    });
  });
  test('an old account is demanded first, with the whole ladder before it, and not hurried into court', () => {
    const { account, policy, at } = given(openedOnDay(200));
    const begin = openedOnDay(200).at;
    const step = at(begin).step();
    expect(step).toMatchObject(
      begin < placeOf(account, policy, 'demand-letter', begin)
        ? { do: 'wait', toDo: { rung: 'demand-letter' } }
        : { do: 'perform', action: { rung: 'demand-letter' } },
    );
  });
});

test.each([
  [0, 'not due'],
  [1, 'M1'],
  [30, 'M1'],
  [31, 'M2'],
  [60, 'M2'],
  [61, 'M3'],
  [90, 'M3'],
  [91, 'M4+'],
  [4000, 'M4+'],
])('%i days past due are in bucket %s until the last minute of the day', (days, bucket) => {
  const begin = startOfDay(addDays(facts.dueOn, days), facts.timeZone);
  expect(bucketOf(replay([opened()]), begin)).toBe(bucket);
  expect(bucketOf(replay([opened()]), instant(begin + DAY_MS - 1))).toBe(bucket);
});

describe('a timer moves the account on when nothing else does', () => {
  const climbed = [
    opened(),
    ...contacted('sms', opened().at),
    ...contacted('call', opened().at),
    ...contacted('email', opened().at),
  ];
  const next = (moment: string) => given(...climbed).at(taipei(moment));

  test('the reminder ends on its day at midnight, not a moment before, and is left with the first contact of the next stage', () => {
    next('2026-03-11 23:59:59.999').next({ do: 'wait', until: leftFor('negotiation', taipei('2026-03-12 00:00')) });
    next('2026-03-12 00:00').next({
      do: 'record',
      event: {
        type: 'StageEntered',
        at: taipei('2026-03-12 00:00'),
        stage: 'negotiation',
        because: 'the reminder period has ended',
      },
    });
  });
  test('steps that were not reached before the end are not made up for', () => {
    const { account, next: step } = given(opened()).at(taipei('2026-03-12 00:00')).turn();
    expect(account).toMatchObject({ stage: 'negotiation', rungsDone: [] });
    expect(step).toMatchObject({ do: 'wait', toDo: { rung: 'letter' } });
  });
  test('negotiation ends on its day', () => {
    const inNegotiation = [...climbed, entered('negotiation', taipei('2026-03-12 00:00'))];
    given(...inNegotiation, ...contacted('letter', taipei('2026-03-12 09:00')))
      .at(taipei('2026-03-21 23:59:59.999'))
      .next({ do: 'wait', until: leftFor('disposal', taipei('2026-03-22 00:00')) });
    given(...inNegotiation)
      .at(taipei('2026-03-22 00:00'))
      .next({ do: 'record', event: { type: 'StageEntered', stage: 'disposal' } as never });
  });
  test('an account that slept through a whole stage goes through it without contact', () => {
    const { recorded } = given(opened()).at(taipei('2026-06-01 12:00')).turn();
    expect(recorded.map(({ event }) => event)).toMatchObject([
      { type: 'StageEntered', stage: 'negotiation' },
      { type: 'StageEntered', stage: 'disposal' },
    ]);
  });
});

describe('early warning', () => {
  const early = opened({ stage: 'earlyWarning', at: taipei('2026-02-20 06:00') });
  test('one friendly word, and then nothing until the due date has passed', () => {
    const { account, policy } = given(early);
    const until = placeOf(account, policy, 'word', early.at);
    given(early)
      .at(early.at)
      .next({
        do: 'wait',
        until,
        toDo: { type: 'contactDebtor', rung: 'word', channel: 'sms', notAfter: taipei('2026-02-20 20:00') },
      });
    const warned = given(early, ...contacted('word', until));
    warned.at(until).next({ do: 'wait', until: taipei('2026-03-02 00:00') });
    warned.at(taipei('2026-03-01 23:59:59.999')).next({ do: 'wait' });
    warned
      .at(taipei('2026-03-02 00:00'))
      .next({ do: 'record', event: { type: 'StageEntered', stage: 'reminder' } as never });
  });
  test('who pays before the due date never hears a reminder', () => {
    const { account, next } = given(early).turn([factMessage(payment(400_000n, early.at), early.at)], early.at);
    expect(account.closed?.because).toBe('cured');
    expect(next).toEqual({ do: 'rest' });
  });
});

describe('paying part of the arrears moves no date', () => {
  const at = taipei('2026-03-05 10:00');
  test.each([1n, 200_000n, 399_999n])('%s cents of 400,000', (amountMinor) => {
    const { account, recorded } = given(opened()).turn([factMessage(payment(amountMinor, at), at)], at);
    expect(recorded.map(({ event }) => event.type)).toEqual(['PaymentReceived']);
    expect(account).toMatchObject({
      stage: 'reminder',
      dueOn: '2026-03-01',
      arrearsMinor: 400_000n - amountMinor,
      closed: null,
    });
    const events = [opened(), ...recorded.map(({ event }) => event)];
    for (const later of [at, taipei('2026-03-11 12:00'), taipei('2026-03-12 00:00'), taipei('2026-03-25 12:00')]) {
      expect(
        given(...events)
          .at(later)
          .step(),
      ).toEqual(given(opened()).at(later).step());
    }
  });
  test('a kept promise over part of the debt only takes its own time out', () => {
    const keptAt = taipei('2026-03-08 10:00');
    const kept = [promise(at, '2026-03-08'), { type: 'PromiseKept', at: keptAt, promiseId: 'promise-1' } as const];
    const climbed = [opened(), ...contacted('sms', at), ...contacted('call', at), ...contacted('email', at)];
    given(...climbed, ...kept)
      .at(keptAt)
      .next({ do: 'wait', until: leftFor('negotiation', plus(taipei('2026-03-12 00:00'), 3 * DAY_MS)) });
  });
});

test('an account under a policy that is not known is an error that names it', () => {
  expect(() => given(opened({ policyHash: 'nowhere' as PolicyHash }))).toThrow('nowhere');
  expect(small.stages.reminder.endsAfterDays).toBe(11);
  expect(day('2026-03-01')).toBe(facts.dueOn);
});
