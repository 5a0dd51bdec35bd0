import type { Command } from '../../domain/message';
import { instant, plus } from '../../domain/time';
import {
  attemptId,
  contacted,
  dispute,
  disputeRejected,
  entered,
  factMessage,
  fraudClaim,
  given,
  opened,
  payment,
  placeOf,
  promise,
  reserved,
  taipei,
  day,
} from './accounts';

const at = taipei('2026-03-02 10:00');
const deadline = taipei('2026-03-09 00:00'); // promised for the 6th, two days of grace
const promised = [opened(), ...contacted('sms', taipei('2026-03-02 09:00')), promise(at, '2026-03-06')];

describe('a promise holds the pressure until its day and the grace have passed [PROMISE]', () => {
  test('nobody is contacted while a promise is open', () => {
    given(...promised)
      .at(taipei('2026-03-05 12:00'))
      .next({ do: 'wait', until: deadline });
    given(...promised)
      .at(instant(deadline - 1))
      .next({ do: 'wait', until: deadline });
  });
  test('it is broken at the first moment after the grace, not before', () => {
    const event = { type: 'PromiseBroken', at: deadline, promiseId: 'promise-1', paidMinor: 0n } as const;
    given(...promised)
      .at(deadline)
      .next({ do: 'record', event });
  });
  test('what was paid in time counts: one cent too little breaks it, the whole keeps it at once', () => {
    const paid = (amountMinor: bigint) => given(...promised).turn([factMessage(payment(amountMinor, at), at)], at);
    expect(paid(100_000n).recorded.map(({ event }) => event.type)).toEqual(['PaymentReceived', 'PromiseKept']);
    const short = paid(99_999n);
    expect(short.recorded.map(({ event }) => event.type)).toEqual(['PaymentReceived']);
    given(...promised, ...short.recorded.map(({ event }) => event))
      .at(deadline)
      .next({
        do: 'record',
        event: { type: 'PromiseBroken', at: deadline, promiseId: 'promise-1', paidMinor: 99_999n },
      });
  });
  test('two payments together keep it', () => {
    const messages = [
      factMessage(payment(60_000n, at, 'p1'), at, '1'),
      factMessage(payment(40_000n, at, 'p2'), at, '2'),
    ];
    const { account, recorded } = given(...promised).turn(messages, at);
    expect(recorded.at(-1)?.event).toMatchObject({ type: 'PromiseKept' });
    expect(account).toMatchObject({ promise: null, holds: [], promisesBroken: 0 });
  });
  test('after a broken promise the next rung is due at once, the one after it in its own time', () => {
    const broken = [
      ...promised,
      { type: 'PromiseBroken', at: deadline, promiseId: 'promise-1', paidMinor: 0n } as const,
    ];
    const { account, policy } = given(...broken);
    const next = placeOf(account, policy, 'call', deadline);
    expect(next).toBeLessThan(taipei('2026-03-09 20:00'));
    given(...broken)
      .at(deadline)
      .next({ do: 'wait', until: next });
    const kept = [...promised, { type: 'PromiseKept', at: deadline, promiseId: 'promise-1' } as const];
    const unhurried = given(...kept)
      .at(deadline)
      .step();
    expect(unhurried.do === 'wait' && unhurried.until).toBeGreaterThan(next);

    const called = given(...broken, ...contacted('call', next))
      .at(next)
      .step();
    expect(called.do === 'wait' && called.until).toBeGreaterThan(plus(next, 24 * 60 * 60_000));
  });
  test('a contact that waits for its provider is taken back when the debtor promises to pay', () => {
    const waiting = [
      opened(),
      reserved('sms', at),
      { type: 'ContactUnavailable', at, attemptId: attemptId('try-sms'), code: 'down', retryAt: plus(at, 60_000) },
    ] as const;
    given(...waiting, promise(at, '2026-03-06'))
      .at(plus(at, 60_000))
      .next({
        do: 'record',
        event: { type: 'ContactWithdrawn', at: plus(at, 60_000), attemptId: attemptId('try-sms'), rule: 'PROMISE' },
      });
  });
  test('an open dispute outlasts the day of a promise, and leaves the whole grace after it', () => {
    given(...promised, dispute(plus(at, 1)))
      .at(plus(deadline, 1))
      .next({ do: 'wait', until: null });
    given(...promised, dispute(plus(at, 1)), disputeRejected(plus(deadline, 1)))
      .at(plus(deadline, 1))
      .next({ do: 'wait', until: taipei('2026-03-12 00:00') });
  });
  test('payment of all that is past due cures the account in spite of an open promise', () => {
    const { account } = given(...promised).turn([factMessage(payment(400_000n, at), at)], at);
    expect(account.closed?.because).toBe('cured');
  });
});

describe('which promises are agreed [PROMISE]', () => {
  const agree = (promisedOn: string, amountMinor = 100_000n): Command => ({
    type: 'AgreePromise',
    promiseId: 'promise-1',
    amountMinor,
    promisedOn: day(promisedOn),
    by: 'clerk-1',
  });
  test('a promise within the policy’s limits is agreed', () => {
    given(opened())
      .when(agree('2026-03-06'), at)
      .leadsTo({ events: [promise(at, '2026-03-06')] });
  });
  test('today is early enough, yesterday is not, by the debtor’s own calendar', () => {
    const justAfterMidnight = taipei('2026-03-03 00:30');
    given(opened())
      .when(agree('2026-03-03'), justAfterMidnight)
      .leadsTo({ events: [promise(justAfterMidnight, '2026-03-03')] });
    given(opened()).when(agree('2026-03-02'), justAfterMidnight).leadsTo({ refused: 'promiseIsInThePast' });
  });
  test('thirty days ahead is near enough, thirty-one is not', () => {
    given(opened())
      .when(agree('2026-04-01'), at)
      .leadsTo({ events: [promise(at, '2026-04-01')] });
    given(opened()).when(agree('2026-04-02'), at).leadsTo({ refused: 'promiseIsTooFarAway' });
  });
  test('the whole balance may be promised, a cent more may not, and nothing is no promise', () => {
    given(opened())
      .when(agree('2026-03-06', 1_000_000n), at)
      .leadsTo({ events: [promise(at, '2026-03-06', 1_000_000n)] });
    given(opened()).when(agree('2026-03-06', 1_000_001n), at).leadsTo({ refused: 'promiseExceedsBalance' });
    given(opened())
      .when(agree('2026-03-06', 1n), at)
      .leadsTo({ events: [promise(at, '2026-03-06', 1n)] });
    given(opened()).when(agree('2026-03-06', 0n), at).leadsTo({ refused: 'promiseIsOfNothing' });
    given(opened()).when(agree('2026-03-06', -5n), at).leadsTo({ refused: 'promiseIsOfNothing' });
  });
  test('one promise at a time', () => {
    given(...promised)
      .when(agree('2026-03-06'), at)
      .leadsTo({ refused: 'promiseIsOpen' });
  });
  test('nothing is agreed while the debt is disputed or a fraud claim is open [DISPUTE] [FRAUD]', () => {
    given(opened(), dispute(at)).when(agree('2026-03-06'), at).leadsTo({ refused: 'collectionIsSuspended' });
    given(opened(), fraudClaim(at)).when(agree('2026-03-06'), at).leadsTo({ refused: 'collectionIsSuspended' });
  });
  test('nothing is agreed for an account that is closed or about to be', () => {
    const recalled = { type: 'AccountRecalled', at, because: 'other' } as const;
    given(opened(), recalled).when(agree('2026-03-06'), at).leadsTo({ refused: 'accountIsClosed' });
    given(opened(), recalled, { type: 'AccountClosed', at, because: 'withdrawn' })
      .when(agree('2026-03-06'), at)
      .leadsTo({ refused: 'accountIsClosed' });
  });
  test('a promise can be agreed in every stage', () => {
    given(opened(), entered('legalRecourse', at))
      .when(agree('2026-03-06'), at)
      .leadsTo({ events: [promise(at, '2026-03-06')] });
  });
});
