import * as fc from 'fast-check';
import { isSuspended } from '../../domain/account';
import type { ReportedHold } from '../../domain/events';
import type { Fact } from '../../domain/message';
import { DAY_MS, instant, MINUTE_MS, plus, type Instant } from '../../domain/time';
import { contacted, placeOf, taipei } from '../domain/accounts';
import { debtor, holdEnded, holdReported, pack } from './questions';

const from = taipei('2026-03-03 10:00');
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));
const days = (count: number): Instant => plus(from, count * DAY_MS);
const claim: Fact = { type: 'FraudClaimReported', claimId: 'claim-1', textId: null };
const refuted: Fact = { type: 'FraudDecisionReported', claimId: 'claim-1', confirmed: false, decidedOn: null };

describe('several holds may be active at once [DISPUTE] [FRAUD] [HARDSHIP] [COMPLAINT]', () => {
  const call = placeOf(reminded.account, pack(), 'call', taipei('2026-03-04 06:00'));
  const two = reminded.hears(holdReported('hardship'), from).hears(claim, days(1));

  test.each([
    ['hardship first', [holdEnded('hold-hardship'), refuted]],
    ['the fraud claim first', [refuted, holdEnded('hold-hardship')]],
  ] as const)('only the last to go lets collection resume, whichever it is: %s', (_, [first, last]) => {
    const half = two.hears(first, days(2));
    expect(isSuspended(half.account)).toBe(true);
    expect(half.asks('sms', days(2))).toMatchObject({ allowed: false, until: null });
    const free = half.hears(last, days(4));
    expect(free.asks('sms', days(4))).toMatchObject({ allowed: true });
    expect(free.next(days(4))).toMatchObject({ do: 'wait', until: plus(call, 4 * DAY_MS), toDo: { rung: 'call' } });
  });
  test('the time between two holds is collection time', () => {
    const story = reminded
      .hears(holdReported('complaint'), from)
      .hears(holdEnded('hold-complaint'), plus(from, 1))
      .hears(holdReported('hardship'), plus(from, 2))
      .hears(holdEnded('hold-hardship'), plus(from, 5));
    expect(story.account).toMatchObject({ pausedMs: 4, pausedSince: null });
  });
  test('the gate names the weightiest', () => {
    const rule = (...kinds: ReportedHold[]) =>
      kinds.reduce((story, kind) => story.hears(holdReported(kind), from), reminded).asks('sms', from);
    expect(rule('hardship', 'death', 'complaint')).toMatchObject({ rule: 'DEATH' });
    expect(rule('hardship', 'complaint')).toMatchObject({ rule: 'COMPLAINT' });
    expect(rule('hardship')).toMatchObject({ rule: 'HARDSHIP' });
  });
});

describe('whatever the holds and their order, the clock resumes with exactly what was left [DISPUTE] [HARDSHIP]', () => {
  const kinds = ['hardship', 'bankruptcy', 'death', 'complaint'] as const;
  const intervals = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      begin: fc.integer({ min: 0, max: 5000 }),
      minutes: fc.integer({ min: 1, max: 3000 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  test('the pause is the time in which at least one of them lasted', () => {
    fc.assert(
      fc.property(intervals, (holds) => {
        const told = holds.flatMap(({ kind, begin, minutes }, i) => [
          { minute: begin, fact: holdReported(kind, { holdId: `hold-${i}` }) },
          { minute: begin + minutes, fact: holdEnded(`hold-${i}`) },
        ]);
        const inOrder = told.toSorted((a, b) => a.minute - b.minute);
        const story = inOrder.reduce(
          (one, { minute, fact }) => one.hears(fact, plus(from, minute * MINUTE_MS)),
          reminded,
        );
        let paused = 0;
        for (let minute = 0; minute < 8000; minute++) {
          if (holds.some(({ begin, minutes }) => begin <= minute && minute < begin + minutes)) paused += 1;
        }
        expect(story.account).toMatchObject({ holds: [], pausedSince: null, pausedMs: paused * MINUTE_MS });
        expect(story.account.stageEnteredAt).toBe(instant(reminded.account.stageEnteredAt));
      }),
      { numRuns: 60 },
    );
  });
});
