import * as fc from 'fast-check';
import { openAccount } from '../../domain/account';
import type { AccountEvent } from '../../domain/events';
import { evolve } from '../../domain/evolve';
import { DAY_MS, instant, MINUTE_MS } from '../../domain/time';
import { carryOn, replay } from '../../domain/turn';
import { opened } from './accounts';
import { answers, births, moves } from './happenings';
import { playLife, type Move } from './playLife';
import { policyOf } from './policies';

/** A driver under which nothing happens would prove nothing. */
const HAPPENS: readonly AccountEvent['type'][] = [
  ...(['StageEntered', 'ContactReserved', 'ContactSent', 'ContactUnavailable', 'ContactFailed'] as const),
  ...(['ContactOutcomeUnknown', 'ContactWithdrawn', 'ContactMissed', 'ContactDeferred', 'ContactSuppressed'] as const),
  ...(['LetterIssued', 'LetterPrinted', 'LetterDelivered', 'LetterReturned', 'LetterSpoiled'] as const),
  ...(['PaymentReceived', 'RefundDue', 'DisputeRaised', 'DisputeResolved', 'FraudClaimed', 'FraudDecided'] as const),
  ...(['PromiseMade', 'PromiseKept', 'PromiseBroken', 'RiskReassessed', 'ReferralProposed'] as const),
  ...(['ReferralApproved', 'ReferralDeclined', 'ReferredToLegal', 'AccountRecalled', 'WriteOffOrdered'] as const),
  ...(['FactNoted', 'AccountClosed'] as const),
];

describe('whatever happens to an account, in whatever order', () => {
  test('it makes progress, keeps every law, and is what its journal says', () => {
    fc.assert(
      fc.property(births, answers, moves, (birth, world, life) => {
        const { events, account } = playLife(birth, world, life);
        expect(replay(events)).toEqual(account);
      }),
      { numRuns: 300 },
    );
  });
  test('these lives are worth playing: everything that can happen does', () => {
    const lives = fc.sample(fc.tuple(births, answers, moves), { numRuns: 300, seed: 1 });
    const happened = new Set(lives.flatMap((life) => playLife(...life).events.map((event) => event.type)));
    expect(HAPPENS.filter((type) => !happened.has(type))).toEqual([]);
  });
  test('a clock that is stopped has a reason, and a reason stops the clock', () => {
    fc.assert(
      fc.property(births, answers, moves, (birth, world, life) => {
        const { events } = playLife(birth, world, life);
        let account = openAccount(birth);
        for (const event of events.slice(1)) {
          account = evolve(account, event);
          expect(account.pausedSince === null).toBe(account.holds.length === 0);
          expect(account.promise === null).toBe(!account.holds.some((hold) => hold.kind === 'promise'));
          expect(account.pausedMs).toBeLessThanOrEqual(event.at - birth.at);
        }
      }),
      { numRuns: 40 },
    );
  });
  test('left alone with a world that works, each rung is climbed at most once and then it waits for people', () => {
    const year = Array.from({ length: 50 }, (): Move => ({ do: 'pass', ms: 8 * DAY_MS, awake: true }));
    fc.assert(
      fc.property(births, (birth) => {
        const { events, account, next, calls } = playLife(birth, ['accepted'], year);
        expect(account.stage).toBe('disposal');
        expect(next).toMatchObject({ do: 'wait', until: null });
        expect(calls).toBeGreaterThan(0);
        const rungs = events.filter((event) => event.type === 'ContactReserved').map((event) => event.rung);
        expect(new Set(rungs).size).toBe(rungs.length);
      }),
      { numRuns: 40 },
    );
  });
  test('closed, it rests at every later moment', () => {
    const account = replay([opened(), { type: 'AccountClosed', at: opened().at, because: 'settled' }]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 * 24 * 60 }), (minutes) => {
        const turn = carryOn({ account, recorded: [] }, policyOf, instant(opened().at + minutes * MINUTE_MS));
        expect(turn).toEqual({ account, recorded: [], next: { do: 'rest' } });
      }),
    );
  });
});
