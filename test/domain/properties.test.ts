import * as fc from 'fast-check';
import type { Account } from '../../domain/account';
import type { AccountId } from '../../domain/brand';
import type { AccountEvent, CallResult, EventOf, ReportedHold } from '../../domain/events';
import { evolve } from '../../domain/evolve';
import type { Channel } from '../../domain/policy';
import type { CountedContact } from '../../domain/rules/circumstances';
import { gate } from '../../domain/rules/gate';
import { endOf } from '../../domain/stages/ladder';
import { DAY_MS, dayOf, HOUR_MS, instant, MINUTE_MS, plus, type Instant } from '../../domain/time';
import { carryOn, replay } from '../../domain/turn';
import { intentOn, opened } from './accounts';
import { answers, births, days, moves, points, says } from './happenings';
import { packOf } from './lifePacks';
import { playLife, type Move } from './playLife';

/** A driver under which nothing happens would prove nothing: so this names every event that there is. */
const HAPPENS: { [Type in AccountEvent['type']]: 1 } = {
  AccountOpened: 1,
  StageEntered: 1,
  ContactReserved: 1,
  ContactSent: 1,
  ContactUnavailable: 1,
  ContactTriedAgain: 1,
  ContactFailed: 1,
  ContactOutcomeUnknown: 1,
  ContactWithdrawn: 1,
  ContactMissed: 1,
  ContactDeferred: 1,
  ContactSuppressed: 1,
  ContactDelivered: 1,
  ContactUndelivered: 1,
  CallResultRecorded: 1,
  ReplyReceived: 1,
  IdentityVerified: 1,
  ContactPointBarred: 1,
  ThirdPartyConsented: 1,
  OptedOut: 1,
  OptedIn: 1,
  PreferencesRecorded: 1,
  TimeAgreed: 1,
  LetterRequested: 1,
  LetterIssued: 1,
  LetterPrinted: 1,
  LetterMailed: 1,
  LetterHandedOver: 1,
  LetterDelivered: 1,
  LetterReturned: 1,
  LetterSpoiled: 1,
  PaymentReceived: 1,
  RefundDue: 1,
  DisputeRaised: 1,
  DisputeResolved: 1,
  FraudClaimed: 1,
  FraudStatementReceived: 1,
  FraudDecided: 1,
  HoldPlaced: 1,
  HoldReviewed: 1,
  HoldTermsSet: 1,
  HoldLifted: 1,
  Escalated: 1,
  EscalationSettled: 1,
  MessageRequested: 1,
  MessageHeld: 1,
  MessageApproved: 1,
  MessageRejected: 1,
  PromiseMade: 1,
  PromiseKept: 1,
  PromiseBroken: 1,
  ArrangementAgreed: 1,
  ArrangementCompleted: 1,
  ArrangementBroken: 1,
  PolicyAdopted: 1,
  RiskReassessed: 1,
  ReferralProposed: 1,
  ReferralApproved: 1,
  ReferralDeclined: 1,
  ReferredToLegal: 1,
  LegalOutcomeRecorded: 1,
  AccountRecalled: 1,
  WriteOffOrdered: 1,
  FactNoted: 1,
  AccountClosed: 1,
};

const longest = 6 * 365;
const underSmall = births.map((birth) => ({
  ...birth,
  policyHash: opened().policyHash,
  currency: 'TWD' as const,
  contactPoints: points,
}));
const made = (events: readonly AccountEvent[]) =>
  events.filter((event) => event.type === 'ContactReserved' || event.type === 'LetterIssued');

describe('whatever happens to an account, in whatever order', () => {
  test('it makes progress, keeps every law, and is what its journal says', () => {
    fc.assert(
      fc.property(births, answers, moves, (birth, world, life) => {
        const { events, account } = playLife(birth, world, life);
        expect(replay(events)).toEqual(account);
      }),
      { numRuns: 400 },
    );
  });
  test('these lives are worth playing: everything that can happen does', () => {
    const lives = fc.sample(fc.tuple(births, answers, moves), { numRuns: 400, seed: 1 });
    const happened = new Set<string>(lives.flatMap((life) => playLife(...life).events.map((event) => event.type)));
    expect(Object.keys(HAPPENS).filter((type) => !happened.has(type))).toEqual([]);
  });
  test('left alone after it, the account comes to rest: it is closed, or waits for people who know of it', () => {
    fc.assert(
      fc.property(births, answers, moves, (birth, world, life) => {
        const { next } = playLife(birth, world, [...life, days(longest)]);
        expect(next.do === 'rest' || (next.do === 'wait' && next.until === null)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
  test('left alone with a world that works, each rung is climbed once and then it waits for people', () => {
    fc.assert(
      fc.property(underSmall, (birth) => {
        const { events, account, next, calls } = playLife(birth, ['accepted'], [days(400)]);
        expect(account.stage).toBe('disposal');
        expect(next).toMatchObject({ do: 'wait', until: null });
        expect(calls).toBeGreaterThan(0);
        const rungs = made(events).map(({ rung }) => rung);
        expect(new Set(rungs).size).toBe(rungs.length);
      }),
      { numRuns: 40 },
    );
  });
  test('closed, it rests at every later moment', () => {
    const account = replay([opened(), { type: 'AccountClosed', at: opened().at, because: 'settled' }]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 * 24 * 60 }), (minutes) => {
        const turn = carryOn({ account, recorded: [] }, packOf, instant(opened().at + minutes * MINUTE_MS));
        expect(turn).toEqual({ account, recorded: [], next: { do: 'rest' } });
      }),
    );
  });
});

describe('after a hold collection goes on where it stopped', () => {
  const kinds = fc.constantFrom<ReportedHold>('vulnerability', 'hardship', 'complaint', 'bankruptcy', 'death');
  const hold = (kind: ReportedHold): Move =>
    says(() => ({
      fact: {
        type: 'HoldReported',
        holdId: 'hold-1',
        kind,
        provenance: 'debtor',
        by: 'c',
        reviewOn: null,
        textId: null,
      },
    }));
  const lift = says(() => ({ fact: { type: 'HoldEndReported', holdId: 'hold-1', because: 'x', by: 'boss' } }));

  test('what was left of a stage before the hold is left after it, to the millisecond', () => {
    const length = fc.integer({ min: 0, max: 400 * DAY_MS });
    fc.assert(
      fc.property(births, answers, moves, kinds, length, (birth, world, life, kind, ms) => {
        const { account, now } = playLife(birth, world, life);
        fc.pre(account.stage !== 'legalRecourse');
        const later = plus(now, ms);
        const placed = {
          type: 'HoldPlaced',
          holdId: 'one-more',
          kind,
          provenance: 'bank',
          by: 'x',
          textId: null,
        } as const;
        const held = evolve(account, { ...placed, at: now, reviewOn: null });
        const lifted = evolve(held, { type: 'HoldLifted', at: later, holdId: 'one-more', kind, because: 'x', by: 'x' });
        expect(leftOf(held, later)).toBe(leftOf(account, now));
        expect(leftOf(lifted, later)).toBe(leftOf(account, now));
        expect(lifted.holds).toEqual(account.holds);
      }),
      { numRuns: 60 },
    );
  });
  const leftOf = (account: Account, now: Instant): number => {
    if (account.stage === 'legalRecourse') throw new Error('Recourse has no end of its own');
    return endOf(account, packOf(account.policyHash).stages[account.stage], now) - now;
  };

  test('no step is lost, none comes twice, and there is no burst: never more than one contact a day', () => {
    const day = fc.integer({ min: 0, max: 40 });
    const length = fc.integer({ min: 0, max: 300 * 24 }).map((hours) => hours * HOUR_MS);
    fc.assert(
      fc.property(underSmall, kinds, day, length, (birth, kind, from, ms) => {
        const whole: Move = { do: 'pass', ms, awake: true };
        const held = playLife(birth, ['accepted'], [days(from), hold(kind), whole, lift, days(100)]);
        const unheld = playLife(birth, ['accepted'], [days(from), days(100)]);
        const rungs = ({ events }: typeof held) => made(events).map(({ rung }) => rung);
        expect(rungs(held)).toEqual(rungs(unheld));
        const lifted = held.events.find((event) => event.type === 'HoldLifted')!.at;
        const after = made(held.events).filter(({ at }) => at > lifted);
        expect(new Set(after.map(({ at }) => dayOf(at, birth.timeZone))).size).toBe(after.length);
      }),
      { numRuns: 60 },
    );
  });
});

test('a contact that is put off may be made at the moment to which it was put off, and not a moment before', () => {
  const seen = fc.array(
    fc.record({
      accountId: fc.constantFrom('A1', 'A2') as fc.Arbitrary<AccountId>,
      channel: fc.constantFrom<Channel>('sms', 'email', 'call', 'call', 'call'),
      agoMs: fc.integer({ min: 0, max: 8 * DAY_MS }),
      contactPointId: fc.constantFrom('cp-office', 'cp-mobile'),
      result: fc.constantFrom<CallResult | null>('rightParty', 'noAnswer', 'busy', null),
      isInbound: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 12 },
  );
  const channels = fc.constantFrom<Channel>('sms', 'email', 'call', 'letter');
  const hours = fc.constantFrom(null, { fromMinute: 17 * 60, toMinute: 1300 });
  const ask = (
    birth: EventOf<'AccountOpened'>,
    contacts: readonly CountedContact[],
    channel: Channel,
    wish: Account['preferredHours'],
  ) => {
    const account = { ...replay([birth]), preferredHours: wish };
    const policy = packOf(birth.policyHash);
    const intent = intentOn(channel, policy);
    return (now: Instant) => gate({ account, policy, intent, channel, seen: { contacts }, now });
  };
  fc.assert(
    fc.property(births, seen, channels, hours, (birth, others, channel, wish) => {
      const contacts = others.map(({ agoMs, ...one }) => ({ ...one, at: instant(birth.at - agoMs) }));
      const at = ask(birth, contacts, channel, wish);
      const verdict = at(birth.at);
      fc.pre(!verdict.allowed && verdict.until !== null);
      expect(verdict.until).toBeGreaterThan(birth.at);
      const waitMs = verdict.until - birth.at;
      const before = Array.from({ length: 24 }, (_, i) => instant(birth.at + Math.floor((i * waitMs) / 24)));
      const early = [...before, instant(verdict.until - 1)].filter((moment) => at(moment).allowed);
      expect(early).toEqual([]);
      const then = at(verdict.until);
      expect(then.allowed || then.until === null).toBe(true);
    }),
    { numRuns: 300 },
  );
});
