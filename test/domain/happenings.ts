import * as fc from 'fast-check';
import type { CallResult, ContactPoint, EventOf, Stage } from '../../domain/events';
import type { Channel } from '../../domain/policy';
import { addDays, DAY_MS, dayOf, HOUR_MS, instant, MINUTE_MS, plus } from '../../domain/time';
import { opened, taipei, zone } from './accounts';
import type { Outcome } from './effects';
import { AMERICAN, TAIWANESE } from './lifePacks';
import type { Heard, Move, Say } from './playLife';
import { approval, claimsFraud, contradicts, delivered, spoken, spokenWith, writing } from './sayings';

const pass = fc.record({
  do: fc.constant('pass' as const),
  ms: fc.oneof(
    fc.integer({ min: 0, max: 3 * HOUR_MS }),
    fc.integer({ min: HOUR_MS, max: 3 * DAY_MS }),
    fc.integer({ min: DAY_MS, max: 40 * DAY_MS }),
    fc.constantFrom(0, 1, MINUTE_MS, DAY_MS, 7 * DAY_MS),
  ),
  awake: fc.constantFrom(true, true, true, false),
});
const speak = fc.record({
  do: fc.constant('say' as const),
  says: fc.array(spoken, { minLength: 1, maxLength: 3 }),
  heard: fc.constantFrom<Heard>('atOnce', 'atOnce', 'atOnce', 'nextTurn', 'duringAnEffect'),
});
const elsewhere = fc.record({
  do: fc.constant('elsewhere' as const),
  channel: fc.constantFrom<Channel>('sms', 'email', 'call', 'call', 'letter'),
  result: fc.constantFrom<CallResult | null>('rightParty', 'noAnswer', 'busy', null),
  isInbound: fc.constantFrom(false, false, true),
});

const anything = fc.array<Move>(fc.oneof(pass, pass, pass, speak, speak, speak, elsewhere), {
  minLength: 5,
  maxLength: 60,
  size: 'max',
});
export const days = (count: number): Move => ({ do: 'pass', ms: count * DAY_MS, awake: true });
export const says = (speaks: Say): Move => ({ do: 'say', says: [speaks], heard: 'atOnce' });
const all = (...speaks: Say[]): Move => ({ do: 'say', says: speaks, heard: 'atOnce' });
/** Chance alone seldom comes so far. The demand is delivered, nothing is paid, legal approves. */
const toCourt: readonly Move[] = [
  days(2),
  says((account) => delivered(account, 0)),
  days(80),
  says((account) => ({ command: approval(account) })),
];
/** Words that pass, and a stricter pack before they are sent. */
const heldBack = all(writing('sms', 'urgent'), () => ({
  fact: { type: 'PolicyChangeOrdered', policyHash: TAIWANESE[1]!, adoptionId: 'adoption', by: 'boss' },
}));
/** The first call reaches the debtor, who then has a week of peace under some packs. */
const talked: readonly Move[] = [days(4), says(spokenWith), days(10)];
/** Somebody vulnerable, who may be contacted by day and has agreed to a time at night. */
const gentle: readonly Move[] = [
  all(
    () => ({ fact: { ...vulnerable, type: 'HoldReported', provenance: 'relative', reviewOn: null, textId: null } }),
    (_, now) => ({
      fact: { ...atAnyTime, type: 'TimeAgreementReported', opensAt: now, closesAt: plus(now, 9 * DAY_MS) },
    }),
    (account, now) => ({
      fact: { ...byDay, type: 'HoldTermsReported', reviewOn: addDays(dayOf(now, account.timeZone), 30) },
    }),
  ),
  days(9),
];
const vulnerable = { holdId: 'hold-0', kind: 'vulnerability', by: 'collector' } as const;
const atAnyTime = { agreementId: 'time-0', by: 'collector' } as const;
const channels: readonly Channel[] = ['sms', 'email', 'call', 'letter'];
const byDay = { holdId: 'hold-0', terms: { hours: { fromMinute: 600, toMinute: 1080 }, channels }, by: 'boss' };

/** Somebody speaks while the first effect is under way. */
const contradicted = fc
  .tuple(contradicts, fc.boolean())
  .map(([say, isFraud]): Move[] => [
    { do: 'say', says: [say], heard: 'duringAnEffect' },
    ...(isFraud ? [says(claimsFraud)] : []),
    days(1),
  ]);

/** What may happen in a life, in any order; many begin with something that seldom comes by itself. */
export const moves = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant<Move[]>([]) },
      { weight: 5, arbitrary: fc.constantFrom(toCourt, toCourt.slice(0, 3), [heldBack], talked, gentle) },
      { weight: 2, arbitrary: contradicted },
    ),
    anything,
  )
  .map(([first, then]): Move[] => [...first, ...then]);
/** How the world answers. Every outage ends: a print house that never comes back would be asked for ever. */
export const answers = fc
  .tuple(
    fc.constantFrom<Outcome[]>([], [], ['unavailable']),
    fc.array(fc.constantFrom<Outcome>('accepted', 'rejected', 'unavailable', 'unknown', 'crash'), { maxLength: 8 }),
  )
  .map(([first, some]): Outcome[] => [...first, ...some, 'accepted']);

export const points: readonly ContactPoint[] = [
  { id: 'cp-emergency', kind: 'emergency' },
  { id: 'cp-home', kind: 'home' },
  { id: 'cp-mobile', kind: 'mobile' },
  { id: 'cp-office', kind: 'office' },
  { id: 'cp-email', kind: 'email' },
  { id: 'cp-address', kind: 'address' },
];
const taiwanese = fc.record({
  policyHash: fc.constantFrom(...TAIWANESE),
  currency: fc.constant('TWD' as const),
  timeZone: fc.constantFrom('Asia/Taipei', 'America/Santiago', 'Europe/Berlin', 'Australia/Lord_Howe').map(zone),
});
const american = fc.record({
  policyHash: fc.constantFrom(...AMERICAN),
  currency: fc.constant('USD' as const),
  timeZone: fc.constantFrom('America/New_York', 'America/Los_Angeles').map(zone),
});
/** Anywhere in more than a year, and often a few days before New York changes its clocks. */
const begin = fc.oneof(
  fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => taipei('2026-01-01 00:00') + minutes * MINUTE_MS),
  fc
    .tuple(fc.constantFrom('2026-03-06 06:00', '2026-10-30 06:00'), fc.nat(3 * 24 * 60))
    .map(([day, minutes]) => taipei(day) + minutes * MINUTE_MS),
);

/** Accounts of every age and size, in zones with and without daylight saving, under every pack. */
export const births: fc.Arbitrary<EventOf<'AccountOpened'>> = fc
  .record({
    at: begin.map(instant),
    stage: fc.constantFrom<Stage>('earlyWarning', 'reminder', 'negotiation', 'disposal'),
    daysPastDue: fc.integer({ min: -5, max: 130 }),
    under: fc.oneof(taiwanese, taiwanese, american),
    principal: fc.bigInt({ min: 1n, max: 2_000_000n }),
    contactPoints: fc.oneof(fc.constant(points), fc.subarray([...points])),
  })
  .map(({ at, stage, daysPastDue, under, principal, contactPoints }) => {
    const balance = { fees: 3n, interest: 7n, principal };
    const dueOn = addDays(dayOf(at, under.timeZone), -daysPastDue);
    return opened({ at, stage, dueOn, ...under, balance, contactPoints, arrearsMinor: principal / 2n + 1n });
  });
