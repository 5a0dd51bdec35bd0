import type { ContactAction } from '../../domain/contact';
import type { AccountEvent } from '../../domain/events';
import { DAY_MS, instant, plus, type Instant } from '../../domain/time';
import {
  attemptId,
  contacted,
  dispute,
  disputeRejected,
  entered,
  factMessage,
  fraudClaim,
  fraudDecided,
  given,
  leftFor,
  opened,
  placeOf,
  promise,
  reserved,
  taipei,
} from './accounts';

const inReminder = [opened(), ...contacted('sms', taipei('2026-03-02 12:00'))];
const shifted = (at: Instant, ms: number) => plus(at, ms);

describe('collection stops while the debt is disputed [DISPUTE]', () => {
  test('nobody is contacted while the debt is disputed', () => {
    given(...inReminder, dispute(taipei('2026-03-03 10:00')))
      .at(taipei('2026-03-04 12:00'))
      .next({ do: 'wait', until: null });
  });
  test.each(['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse'] as const)(
    'a dispute stops the stage %s, however long it takes',
    (stage) => {
      given(opened(), entered(stage, taipei('2026-03-02 09:00')), dispute(taipei('2026-03-03 10:00')))
        .at(taipei('2027-03-03 12:00'))
        .next({ do: 'wait', until: null });
    },
  );
  test('a contact that was decided before the dispute is not made after it', () => {
    const notAfter = taipei('2026-03-02 20:00');
    const action: ContactAction = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter };
    const late = taipei('2026-03-02 19:59');
    expect(given(opened()).at(late).lastLook(action)).toMatchObject({ do: 'contact' });
    expect(given(opened(), dispute(late)).at(late).lastLook(action)).toEqual({ do: 'nothing' });
    expect(given(opened(), fraudClaim(late)).at(late).lastLook(action)).toEqual({ do: 'nothing' });
  });
  test('a contact that waits for its provider is taken back when the debt is disputed', () => {
    const at = taipei('2026-03-02 10:00');
    const away: AccountEvent = {
      type: 'ContactUnavailable',
      at,
      attemptId: attemptId('try-sms'),
      code: 'down',
      retryAt: plus(at, 60_000),
    };
    given(opened(), reserved('sms', at), away, dispute(plus(at, 1)))
      .at(plus(at, 2))
      .next({
        do: 'record',
        event: { type: 'ContactWithdrawn', attemptId: attemptId('try-sms'), rule: 'DISPUTE', at: plus(at, 2) },
      });
    given(opened(), reserved('sms', at), away, fraudClaim(plus(at, 1)))
      .at(plus(at, 2))
      .next({
        do: 'record',
        event: { type: 'ContactWithdrawn', attemptId: attemptId('try-sms'), rule: 'FRAUD', at: plus(at, 2) },
      });
  });
  test('a second dispute is noted while one is open', () => {
    given(opened(), dispute(taipei('2026-03-03 10:00')))
      .hears(
        { type: 'DisputeReported', disputeId: 'dispute-2', ground: 'again', textId: null },
        taipei('2026-03-04 10:00'),
      )
      .noted('alreadyInDispute');
  });
  test('only the dispute that is open can be resolved', () => {
    const resolve = { type: 'ResolveDispute', upheld: false, correctedBalance: null, by: 'clerk-1' } as const;
    const at = taipei('2026-03-04 10:00');
    given(opened(), dispute(at))
      .when({ ...resolve, disputeId: 'dispute-9' }, at)
      .leadsTo({ refused: 'noSuchDispute' });
    given(opened())
      .when({ ...resolve, disputeId: 'dispute-1' }, at)
      .leadsTo({ refused: 'noSuchDispute' });
    given(opened(), dispute(at))
      .when({ ...resolve, disputeId: 'dispute-1' }, at)
      .leadsTo({ events: [disputeRejected(at)] });
  });
  test('an upheld dispute corrects the balance downwards, and what is past due with it', () => {
    const at = taipei('2026-03-04 10:00');
    const upheld = (principal: bigint, fees = 0n) =>
      given(opened(), dispute(at)).when(
        {
          type: 'ResolveDispute',
          disputeId: 'dispute-1',
          upheld: true,
          by: 'clerk-1',
          correctedBalance: { fees, interest: 0n, principal },
        },
        at,
      );
    upheld(1_000_000n).leadsTo({ refused: 'correctionIsNotLower' });
    upheld(-1n).leadsTo({ refused: 'correctionIsNegative' });
    upheld(500_000n, -1n).leadsTo({ refused: 'correctionIsNegative' });
    const decision = upheld(399_999n).decided();
    if ('refused' in decision) throw new Error(decision.refused);
    const { account } = given(opened(), dispute(at), decision.events);
    expect(account.balance).toEqual({ fees: 0n, interest: 0n, principal: 399_999n });
    expect(account.arrearsMinor).toBe(399_999n);
    expect(upheld(999_999n).decided()).toMatchObject({ events: [{ type: 'DisputeResolved', upheld: true }] });
  });
  test('an upheld dispute that leaves nothing closes the account: nothing was owed', () => {
    const at = taipei('2026-03-04 10:00');
    const { next, account } = given(opened(), dispute(at)).turn(
      [
        {
          id: '1',
          receivedAt: at,
          expiresAt: at,
          command: {
            type: 'ResolveDispute',
            disputeId: 'dispute-1',
            upheld: true,
            correctedBalance: null,
            by: 'clerk-1',
          },
        },
      ],
      at,
    );
    expect(next).toEqual({ do: 'rest' });
    expect(account.closed).toEqual({ because: 'notOwed', at });
  });
});

describe('collection resumes where it stopped, with no burst of missed steps [DISPUTE] [FRAUD]', () => {
  const callDue = (account: ReturnType<typeof given>, at: Instant) => account.at(at).step();

  test('a hold of exactly three days moves every later step by exactly three days', () => {
    const plain = given(...inReminder);
    const until = placeOf(plain.account, plain.policy, 'call', taipei('2026-03-04 06:00'));
    plain.at(taipei('2026-03-03 09:00')).next({ do: 'wait', until });

    const from = taipei('2026-03-03 10:00');
    const held = given(...inReminder, dispute(from), disputeRejected(shifted(from, 3 * DAY_MS)));
    held.at(shifted(from, 3 * DAY_MS)).next({ do: 'wait', until: shifted(until, 3 * DAY_MS) });
  });
  test('after half a year of dispute the next contact comes in its turn, and the one after it in its own', () => {
    const resumed = taipei('2026-09-01 10:00');
    const held = [...inReminder, dispute(taipei('2026-03-03 13:00')), disputeRejected(resumed)];
    const { account, policy, at } = given(...held);
    expect(account.stage).toBe('reminder');
    const call = placeOf(account, policy, 'call', taipei('2026-09-02 06:00'));
    at(resumed).next({ do: 'wait', until: call });
    const email = placeOf(account, policy, 'email', taipei('2026-09-04 06:00'));
    given(...held, ...contacted('call', call))
      .at(call)
      .next({ do: 'wait', until: email });
  });
  test('the end of a stage moves by exactly the time of the hold', () => {
    const [from, to] = [taipei('2026-03-03 10:00'), taipei('2026-03-03 17:23')];
    const climbed = [...inReminder, ...contacted('call', from), ...contacted('email', from)];
    given(...climbed)
      .at(taipei('2026-03-11 12:00'))
      .next({ do: 'wait', until: leftFor('negotiation', taipei('2026-03-12 00:00')) });
    const held = given(...climbed, fraudClaim(from), fraudDecided(to));
    held.at(taipei('2026-03-11 12:00')).next({ do: 'wait', until: leftFor('negotiation', taipei('2026-03-12 07:23')) });
    held.at(taipei('2026-03-12 07:22:59.999')).next({ do: 'wait' });
    held.at(taipei('2026-03-12 07:23')).next({ do: 'record' });
  });

  const from = taipei('2026-03-03 10:00');
  const [second, third, last] = [1, 2, 5].map((days) => shifted(from, days * DAY_MS)) as [Instant, Instant, Instant];
  test.each([
    ['the dispute is lifted first', [disputeRejected(third), fraudDecided(last)]],
    ['the fraud claim is lifted first', [fraudDecided(third), disputeRejected(last)]],
  ])('overlapping holds count once, when %s', (_, lifts) => {
    const overlapping = [...inReminder, dispute(from), fraudClaim(second)];
    const halfLifted = given(...overlapping, lifts[0]!);
    expect(halfLifted.account.pausedMs).toBe(0);
    const collected = halfLifted.at(shifted(third, 1)).gate('sms');
    expect(collected).toMatchObject({ allowed: false, rule: lifts[0]!.type === 'FraudDecided' ? 'DISPUTE' : 'FRAUD' });
    const lifted = given(...overlapping, lifts);
    expect(lifted.account.pausedMs).toBe(5 * DAY_MS);
    expect(lifted.account.holds).toEqual([]);
    const once = given(...inReminder, dispute(from), disputeRejected(last));
    expect(callDue(lifted, last)).toEqual(callDue(once, last));
  });
  test('two holds, one after the other, add up', () => {
    const { account } = given(
      ...inReminder,
      [dispute(from), disputeRejected(second)],
      [fraudClaim(third), fraudDecided(last)],
    );
    expect(account.pausedMs).toBe(4 * DAY_MS);
  });
  test('a stage entered after a hold has its own full ladder', () => {
    const at = taipei('2026-03-20 06:00');
    const held = [opened(), dispute(from), disputeRejected(last), entered('negotiation', at)];
    const { account, policy } = given(...held);
    given(...held)
      .at(at)
      .next({ do: 'wait', until: placeOf(account, policy, 'letter', at) });
  });
});

describe('a claim of fraud is decided by the bank [FRAUD]', () => {
  const at = taipei('2026-03-04 10:00');
  test('until the bank has decided nothing but the statement is asked for, and nothing at all once it is there', () => {
    const claimed = [...inReminder, fraudClaim(at)];
    const now = taipei('2026-06-01 12:00');
    const late = given(...claimed)
      .at(now)
      .turn();
    expect(late.recorded.map(({ event }) => event)).toMatchObject([
      { type: 'Escalated', kind: 'fraudStatementIsLate' },
    ]);
    expect(late.next).toMatchObject({ do: 'wait', toDo: { rung: 'statement-sms' } });
    given(...claimed)
      .hears({ type: 'FraudStatementArrived', claimId: 'claim-1' }, at)
      .leadsTo({ type: 'FraudStatementReceived', at, claimId: 'claim-1' });
    const answered = given(...claimed, { type: 'FraudStatementReceived', at, claimId: 'claim-1' })
      .at(now)
      .turn();
    expect(answered.recorded.map(({ event }) => event)).toMatchObject([
      { type: 'Escalated', kind: 'fraudDecisionIsLate' },
    ]);
    expect(answered.next).toMatchObject({ do: 'wait', until: null });
  });
  test('requests for the statement that another hold kept back come days apart, and not in a burst', () => {
    const lifted = plus(at, 30 * DAY_MS);
    const hold = { holdId: 'hold-1', kind: 'bankruptcy', by: 'clerk-1' } as const;
    const held: AccountEvent[] = [
      fraudClaim(at),
      { ...hold, type: 'HoldPlaced', at, provenance: 'court', reviewOn: null, textId: null },
      { ...hold, type: 'HoldLifted', at: lifted, because: 'dismissed' },
    ];
    const { account, policy } = given(...inReminder, held);
    const first = placeOf(account, policy, 'statement-sms', lifted);
    const asked = [...contacted('statement-sms', first)].map((event) => ({ ...event, purpose: 'fraudStatement' }));
    const next = placeOf(account, policy, 'statement-email', plus(first, 3 * DAY_MS));
    const step = given(...inReminder, held, asked as AccountEvent[])
      .at(first)
      .turn().next;
    expect(step).toMatchObject({ do: 'wait', until: next, toDo: { rung: 'statement-email' } });
  });
  test('a confirmed fraud closes the account, an unconfirmed one resumes collection', () => {
    const decision = (confirmed: boolean) =>
      given(...inReminder, fraudClaim(at)).turn(
        [factMessage({ type: 'FraudDecisionReported', claimId: 'claim-1', confirmed, decidedOn: null }, at)],
        at,
      );
    expect(decision(true).account.closed).toEqual({ because: 'fraudConfirmed', at });
    expect(decision(false)).toMatchObject({ account: { closed: null, holds: [] }, next: { do: 'wait' } });
  });
  test('a statement or a rejection without an open claim is noted', () => {
    given(opened()).hears({ type: 'FraudStatementArrived', claimId: 'claim-1' }, at).noted('noOpenFraudClaim');
    given(opened(), fraudClaim(at))
      .hears({ type: 'FraudStatementArrived', claimId: 'claim-2' }, at)
      .noted('noOpenFraudClaim');
    given(opened(), fraudClaim(at))
      .hears({ type: 'FraudDecisionReported', claimId: 'claim-2', confirmed: false, decidedOn: null }, at)
      .noted('noOpenFraudClaim');
    given(opened(), fraudClaim(at))
      .hears({ type: 'FraudClaimReported', claimId: 'claim-2', textId: null }, at)
      .noted('fraudAlreadyClaimed');
  });
  test('fraud that the bank confirms before any claim was heard closes the account all the same', () => {
    const message = factMessage(
      { type: 'FraudDecisionReported', claimId: 'claim-1', confirmed: true, decidedOn: null },
      at,
    );
    expect(given(...inReminder).turn([message], at).account.closed).toEqual({ because: 'fraudConfirmed', at });
  });
  test('a promise is still open after the fraud claim was rejected', () => {
    const { at: when } = given(
      ...inReminder,
      promise(at, '2026-03-20'),
      fraudClaim(at),
      fraudDecided(plus(at, DAY_MS)),
    );
    when(instant(at + 2 * DAY_MS)).next({ do: 'wait', until: taipei('2026-03-23 00:00') });
  });
});
