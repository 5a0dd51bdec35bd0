import * as fc from 'fast-check';
import type { CallResult } from '../../domain/events';
import type { Policy } from '../../domain/policy';
import { gate } from '../../domain/rules/gate';
import { addDays, DAY_MS, instant, MINUTE_MS, plus, type Hours, type Instant } from '../../domain/time';
import { replay } from '../../domain/turn';
import { day, dispute, opened, taipei } from '../domain/accounts';
import { before, contact, debtor, holdReported, intentFor, march, otherAccount, pack } from './questions';

const noon = taipei('2026-03-03 12:00');

describe('the gate explains itself', () => {
  test('what is allowed was asked of every rule', () => {
    const { proof } = debtor().asks('letter', noon);
    const holds = [
      'DEATH',
      'BANKRUPTCY',
      'VULNERABLE',
      'COMPLAINT',
      'HARDSHIP',
      'FRAUD',
      'DISPUTE',
      'ARRANGEMENT',
      'PROMISE',
    ];
    const others = [
      'AMOUNT',
      'CONSENT',
      'REACHABLE',
      'THIRD-PARTY',
      'LETTER-MIN',
      'TEMPLATE',
      'HOLIDAY',
      'HOURS',
      'FREQUENCY',
    ];
    expect(proof.asked.toSorted()).toEqual([...holds, ...others].toSorted());
    expect(proof.asked.at(-1)).toBe('FREQUENCY');
  });
  test('it shows the zone, the open window and the counts of that moment', () => {
    const { proof } = debtor().asks('sms', noon, [contact(before(noon))]);
    expect(proof).toMatchObject({
      timeZone: 'Asia/Taipei',
      window: { opensAt: taipei('2026-03-03 08:00'), closesAt: taipei('2026-03-03 20:00') },
    });
    expect(proof.counts).toContainEqual({ what: 'contacts today', counted: 1, allowed: 99 });
  });
  test('where a rule refuses, it is the last that was asked, and none after it', () => {
    const last = (verdict: ReturnType<typeof gate>) => verdict.proof.asked.at(-1);
    const closed = { timeZone: 'Asia/Taipei', window: { opensAt: taipei('2026-03-03 08:00') } };
    const disputed = debtor().and(dispute(noon)).asks('sms', noon);
    expect(last(disputed)).toBe('DISPUTE');
    expect(disputed.proof.asked).not.toContain('HOURS');
    const night = debtor().asks('sms', taipei('2026-03-03 07:00'));
    expect(last(night)).toBe('HOURS');
    expect(night.proof).toMatchObject(closed);
    expect(last(debtor().hears(holdReported('death'), noon).asks('sms', noon))).toBe('DEATH');
    expect(last(debtor().asks('sms', taipei('2026-03-10 12:00')))).toBe('HOLIDAY');
  });
  test('the same question has the same answer, and asking changes nothing', () => {
    const story = debtor();
    const first = story.asks('sms', noon);
    expect(story.asks('sms', noon)).toEqual(first);
    expect(story.account).toEqual(replay([opened()]));
  });
});

const from = taipei('2026-03-05 00:00');
const minutes = fc.integer({ min: 0, max: 10 * 24 * 60 });
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 })
  .map((halves) => halves.toSorted((a, b) => a - b))
  .map((halves) =>
    Array.from({ length: halves.length >> 1 }, (_, i): Hours => {
      return { fromMinute: halves[2 * i]! * 30, toMinute: halves[2 * i + 1]! * 30 };
    }),
  );
const cap = fc.record({ perDay: fc.integer({ min: 1, max: 3 }), perWeek: fc.integer({ min: 1, max: 6 }) });
const results: (CallResult | null)[] = ['rightParty', 'noAnswer', 'voicemail', 'busy', 'outOfService', 'dropped', null];
const contacts = fc.array(
  fc.record({
    ago: fc.integer({ min: 0, max: 8 * 24 * 60 }),
    channel: fc.constantFrom('sms', 'call', 'email', 'letter'),
    result: fc.constantFrom(...results),
    isInbound: fc.boolean(),
    isOther: fc.boolean(),
    contactPointId: fc.constantFrom('cp-mobile', 'cp-office'),
  }),
  { maxLength: 12 },
);
const limits = fc.record({
  conversationsPerDay: fc.option(fc.integer({ min: 1, max: 3 })),
  unansweredPerDay: fc.option(fc.integer({ min: 1, max: 3 })),
  callsAboutDebt: fc.option(
    fc.record({
      most: fc.integer({ min: 1, max: 4 }),
      inDays: fc.integer({ min: 1, max: 7 }),
      quietDays: fc.integer({ min: 1, max: 7 }),
    }),
  ),
});
const anything = fc.record({
  now: minutes,
  hours,
  limits,
  total: cap,
  each: cap,
  contacts,
  holidays: fc.subarray(
    Array.from({ length: 14 }, (_, i) => addDays(day('2026-03-04'), i)),
    { maxLength: 4 },
  ),
  agreed: fc.option(fc.record({ begin: minutes, minutes: fc.integer({ min: 1, max: 3000 }) })),
  preferred: fc.option(
    fc.record({ fromMinute: fc.integer({ min: 0, max: 1380 }), length: fc.integer({ min: 1, max: 60 }) }),
  ),
  channel: fc.constantFrom('sms', 'call', 'email', 'letter'),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Anything = typeof anything extends fc.Arbitrary<infer One> ? One : never;

/** One question about one debtor, to be asked at any moment. */
function questionOf(one: Anything) {
  const now = plus(from, one.now * MINUTE_MS);
  const { total, each } = one;
  const policy: Policy = pack({
    contactHours: one.hours,
    calendar: { ...march, holidays: one.holidays },
    caps: { ...one.limits, total, channels: { sms: each, email: each, call: each, letter: each } },
  });
  const account = {
    ...replay([opened()]),
    agreedTimes: one.agreed ? [agreedTime(one.agreed)] : [],
    preferredHours: lawfulWish(one),
  };
  const seen = {
    contacts: one.contacts.map(({ ago, isOther, ...facts }) =>
      contact(instant(now - ago * MINUTE_MS), isOther ? { ...facts, accountId: otherAccount } : facts),
    ),
  };
  const ask = (moment: Instant) =>
    gate({ account, policy, intent: intentFor(one.channel), channel: one.channel, seen, now: moment });
  return { now, ask };
}

/** A wish wholly outside the pack's hours is not taken. */
function lawfulWish({ preferred, hours: lawful }: Anything): Hours | null {
  if (!preferred) return null;
  const toMinute = preferred.fromMinute + preferred.length;
  const isLawful = lawful.some((open) => preferred.fromMinute < open.toMinute && open.fromMinute < toMinute);
  return isLawful ? { fromMinute: preferred.fromMinute, toMinute } : null;
}

const agreedTime = (agreed: { begin: number; minutes: number }) => ({
  agreementId: 'agreement-1',
  opensAt: plus(from, agreed.begin * MINUTE_MS),
  closesAt: plus(from, (agreed.begin + agreed.minutes) * MINUTE_MS),
});

describe('“not before” is the first moment at which every rule allows it [HOURS] [HOLIDAY] [CONSENT] [FREQUENCY]', () => {
  const refusals: Record<string, number> = {};
  test('whatever the pack, the wishes and the past: then it is lawful, and at no moment before', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const { now, ask } = questionOf(one);
        const verdict = ask(now);
        if (verdict.allowed) return;
        expect(verdict.proof.asked.at(-1)).toBe(verdict.rule);
        refusals[verdict.rule] = (refusals[verdict.rule] ?? 0) + 1;
        if (verdict.until === null) return;
        const { until } = verdict;
        expect(until).toBeGreaterThan(now);
        expect(ask(until)).toMatchObject({ allowed: true });
        for (const moment of [before(until), instant(now + Math.floor(one.share * (until - now - 1)))]) {
          expect(ask(moment)).toMatchObject({ allowed: false, until });
        }
      }),
      { numRuns: 500 },
    );
    expect(Object.keys(refusals).toSorted()).toEqual(['CONSENT', 'FREQUENCY', 'HOLIDAY', 'HOURS']);
  });
  test('what is allowed lies in its window and stays lawful to its last millisecond', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const { now, ask } = questionOf(one);
        const verdict = ask(now);
        if (!verdict.allowed) return;
        expect(verdict.notAfter).toBeGreaterThan(now);
        expect(verdict.notAfter - now).toBeLessThanOrEqual(DAY_MS);
        expect(ask(before(verdict.notAfter))).toMatchObject({ allowed: true });
        expect(verdict.proof.counts.every(({ counted, allowed }) => counted < allowed)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
