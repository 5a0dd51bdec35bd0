import type { CommandOf } from '../../domain/message';
import { DAY_MS, plus } from '../../domain/time';
import { contacted, day, dispute, disputeRejected, payment, placeOf, promise, taipei } from '../domain/accounts';
import { before, debtor, holdReported, never, pack, type Story } from './questions';

const at = taipei('2026-03-02 13:00');
const agree = (...instalments: readonly (readonly [string, bigint])[]): CommandOf<'AgreeArrangement'> => ({
  type: 'AgreeArrangement',
  arrangementId: 'arrangement-1',
  instalments: instalments.map(([dueOn, amountMinor]) => ({ dueOn: day(dueOn), amountMinor })),
  method: 'transfer',
  by: 'collector-1',
});
/** At most sixty months, as for credit cards in China; two days of grace. */
const change = { arrangement: { longestMonths: 60, graceDays: 2 } };
/** Nothing is past due any more only when the whole balance is paid. */
const reminded = debtor(change, { arrearsMinor: 1_000_000n }).and(contacted('sms', taipei('2026-03-02 12:00')));
const threeTimes = agree(['2026-03-20', 100_000n], ['2026-04-20', 100_000n], ['2026-05-20', 100_000n]);
const agreed = reminded.obeys(threeTimes, at);
const types = (story: Story) => story.wrote.map(({ type }) => type);
const pays = (story: Story, amountMinor: bigint, moment: string, id = moment) =>
  story.hears(payment(amountMinor, taipei(moment), id), taipei(moment));

describe('which arrangements are agreed [ARRANGEMENT]', () => {
  test('one of sixty months is, one that is a day longer is not', () => {
    expect(reminded.refuses(agree(['2026-04-01', 1n], ['2031-03-02', 1n]), at)).toBeNull();
    expect(reminded.refuses(agree(['2026-04-01', 1n], ['2031-03-03', 1n]), at)).toBe('arrangementIsTooLong');
  });
  test('sixty months from the 29th of February end on the last of February', () => {
    const leap = debtor(change, { arrearsMinor: 1_000_000n, at: taipei('2028-02-29 10:00') });
    const now = taipei('2028-02-29 10:00');
    expect(leap.refuses(agree(['2033-02-28', 1n]), now)).toBeNull();
    expect(leap.refuses(agree(['2033-03-01', 1n]), now)).toBe('arrangementIsTooLong');
  });
  test('one of the whole balance is, one of a cent more is not', () => {
    expect(reminded.refuses(agree(['2026-04-01', 600_000n], ['2026-05-01', 400_000n]), at)).toBeNull();
    expect(reminded.refuses(agree(['2026-04-01', 600_000n], ['2026-05-01', 400_001n]), at)).toBe(
      'arrangementExceedsBalance',
    );
  });
  test('the first instalment may be due today, where the debtor lives, and not yesterday', () => {
    const midnight = taipei('2026-03-03 00:00');
    expect(reminded.refuses(agree(['2026-03-03', 1n]), midnight)).toBeNull();
    expect(reminded.refuses(agree(['2026-03-02', 1n]), midnight)).toBe('arrangementGoesBackInTime');
    expect(reminded.refuses(agree(['2026-03-02', 1n]), before(midnight))).toBeNull();
  });
  test('each instalment is due after the one before it', () => {
    expect(reminded.refuses(agree(['2026-04-01', 1n], ['2026-04-02', 1n]), at)).toBeNull();
    expect(reminded.refuses(agree(['2026-04-01', 1n], ['2026-04-01', 1n]), at)).toBe('arrangementGoesBackInTime');
    expect(reminded.refuses(agree(['2026-04-02', 1n], ['2026-04-01', 1n]), at)).toBe('arrangementGoesBackInTime');
  });
  test('there is one instalment at least, and each is of a cent at least', () => {
    expect(reminded.refuses(agree(['2026-04-01', 1n]), at)).toBeNull();
    expect(reminded.refuses(agree(), at)).toBe('arrangementHasNoInstalments');
    expect(reminded.refuses(agree(['2026-04-01', 1n], ['2026-05-01', 0n]), at)).toBe('arrangementHasNoInstalments');
    expect(reminded.refuses(agree(['2026-04-01', -1n]), at)).toBe('arrangementHasNoInstalments');
  });
  test('one at a time, none besides a promise, and none while collection is suspended', () => {
    expect(agreed.refuses(threeTimes, at)).toBe('arrangementIsOpen');
    expect(reminded.and(promise(at, '2026-03-06')).refuses(threeTimes, at)).toBe('promiseIsOpen');
    expect(reminded.and(dispute(at)).refuses(threeTimes, at)).toBe('collectionIsSuspended');
    expect(reminded.hears(holdReported('hardship'), at).refuses(threeTimes, at)).toBe('collectionIsSuspended');
  });
});

describe('collection stops on signing, until the arrangement is completed or broken [ARRANGEMENT]', () => {
  test('on every channel', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(agreed.asks(channel, at)).toMatchObject(never('ARRANGEMENT'));
    }
    expect(agreed.wrote).toMatchObject([{ type: 'ArrangementAgreed', method: 'transfer', by: 'collector-1' }]);
  });
  test('it waits for the end of the grace of the next instalment', () => {
    expect(agreed.next(at)).toMatchObject({ do: 'wait', until: taipei('2026-03-23 00:00') });
    const paid = pays(agreed, 100_000n, '2026-03-20 12:00');
    expect(types(paid)).toEqual(['PaymentReceived']);
    expect(paid.next(taipei('2026-03-20 12:00'))).toMatchObject({ do: 'wait', until: taipei('2026-04-23 00:00') });
  });
  test('it is broken at the first moment after the grace, not before', () => {
    const late = taipei('2026-03-23 00:00');
    expect(types(agreed.at(before(late)))).toEqual([]);
    expect(agreed.at(late).wrote).toMatchObject([
      { type: 'ArrangementBroken', dueOn: '2026-03-20', expectedMinor: 100_000n, paidMinor: 0n },
    ]);
  });
  test('a payment on the last day of grace is in time', () => {
    const paid = pays(agreed, 100_000n, '2026-03-22 23:59:59.999');
    expect(types(paid.at(taipei('2026-03-23 00:00')))).toEqual([]);
  });
  test('a cent too little breaks it', () => {
    const short = pays(agreed, 99_999n, '2026-03-20 12:00');
    expect(types(short.at(taipei('2026-03-23 00:00')))).toEqual(['ArrangementBroken']);
  });
  test('the second instalment is judged on the sum of both', () => {
    const first = pays(agreed, 100_001n, '2026-03-20 12:00');
    const late = taipei('2026-04-23 00:00');
    expect(types(pays(first, 99_999n, '2026-04-20 12:00').at(late))).toEqual([]);
    expect(pays(first, 99_998n, '2026-04-20 12:00').at(late).wrote).toMatchObject([
      { type: 'ArrangementBroken', dueOn: '2026-04-20', expectedMinor: 200_000n, paidMinor: 199_999n },
    ]);
  });
  test('paid early it is completed early, in the same turn, and collection goes on for the rest', () => {
    const early = pays(agreed, 300_000n, '2026-03-05 12:00');
    expect(types(early)).toEqual(['PaymentReceived', 'ArrangementCompleted']);
    expect(early.account).toMatchObject({ arrangement: null, holds: [], closed: null });
    expect(early.asks('sms', taipei('2026-03-05 13:00'))).toMatchObject({ allowed: true });
    expect(types(pays(agreed, 299_999n, '2026-03-05 12:00'))).toEqual(['PaymentReceived']);
  });
  test('an arrangement of the whole balance that is kept settles the account', () => {
    const whole = reminded.obeys(agree(['2026-03-20', 400_000n], ['2026-04-20', 600_000n]), at);
    const kept = pays(pays(whole, 400_000n, '2026-03-20 12:00'), 600_000n, '2026-04-20 12:00');
    expect(kept.account.closed).toMatchObject({ because: 'settled' });
  });
  test('who kept it has exactly the time that was left, who broke it is contacted at once', () => {
    const kept = pays(agreed, 300_000n, '2026-03-05 13:00');
    const call = placeOf(reminded.account, pack(), 'call', taipei('2026-03-04 06:00'));
    expect(kept.next(taipei('2026-03-05 13:00'))).toMatchObject({
      until: plus(call, 3 * DAY_MS),
      toDo: { rung: 'call' },
    });
    const late = taipei('2026-03-23 00:00');
    const broken = agreed.at(late);
    const next = placeOf(broken.account, pack(), 'call', late);
    expect(broken.next(late)).toMatchObject({ do: 'wait', until: next, toDo: { rung: 'call' } });
    expect(next).toBeLessThan(taipei('2026-03-23 20:00'));
    expect(broken.asks('call', next)).toMatchObject({ allowed: true });
  });
  test('nobody breaks it while the debt is disputed: after that they have the whole grace again [DISPUTE]', () => {
    const disputed = agreed.and(dispute(taipei('2026-03-10 10:00')));
    expect(types(disputed.at(taipei('2026-03-23 00:00')))).toEqual([]);
    const lifted = disputed.and(disputeRejected(taipei('2026-03-30 10:00')));
    expect(types(lifted.at(before(taipei('2026-04-02 00:00'))))).toEqual([]);
    expect(types(lifted.at(taipei('2026-04-02 00:00')))).toEqual(['ArrangementBroken']);
  });
});
