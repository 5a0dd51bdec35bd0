import type { Fact } from '../../domain/message';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, payment, placeOf, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, never, pack, type Story } from './questions';

const at = taipei('2026-03-02 13:00');
const agree = (promisedOn: string, amountMinor = 100_000n) =>
  ({
    type: 'AgreePromise',
    promiseId: 'promise-1',
    amountMinor,
    promisedOn: day(promisedOn),
    by: 'collector-1',
  }) as const;
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));
const promised = reminded.obeys(agree('2026-03-06'), at);
/** The 6th and two days of grace. */
const deadline = taipei('2026-03-09 00:00');
const types = (story: Story) => story.wrote.map(({ type }) => type);

describe('who has promised to pay is left alone until the day and the grace have passed [PROMISE]', () => {
  test('on every channel, from the promise on', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(promised.asks(channel, at)).toMatchObject(never('PROMISE'));
    }
  });
  test('it is broken at the first moment after the grace, not before, and that raises the pressure', () => {
    expect(types(promised.at(before(deadline)))).toEqual([]);
    const broken = promised.at(deadline);
    expect(broken.wrote).toMatchObject([{ type: 'PromiseBroken', paidMinor: 0n }]);
    const call = placeOf(broken.account, pack(), 'call', deadline);
    expect(broken.next(deadline)).toMatchObject({ do: 'wait', until: call, toDo: { rung: 'call' } });
    expect(broken.asks('sms', call)).toMatchObject({ allowed: true });
  });
  test('a cent too little breaks it, the whole keeps it in the same turn', () => {
    expect(types(promised.hears(payment(99_999n, at), at))).toEqual(['PaymentReceived']);
    expect(types(promised.hears(payment(99_999n, at), at).at(deadline))).toEqual(['PromiseBroken']);
    const kept = promised.hears(payment(100_000n, at), at);
    expect(types(kept)).toEqual(['PaymentReceived', 'PromiseKept']);
    expect(kept.asks('sms', at)).toMatchObject({ allowed: true });
  });
  test('thirty days ahead is near enough, thirty-one is not', () => {
    expect(reminded.refuses(agree('2026-04-01'), at)).toBeNull();
    expect(reminded.refuses(agree('2026-04-02'), at)).toBe('promiseIsTooFarAway');
  });
  test('one promise at a time, and none besides an arrangement', () => {
    expect(promised.refuses(agree('2026-03-06'), at)).toBe('promiseIsOpen');
    const instalments = [{ dueOn: day('2026-04-01'), amountMinor: 1n }];
    const arranged = reminded.obeys(
      { type: 'AgreeArrangement', arrangementId: 'a', instalments, method: 'transfer', by: 'collector-1' },
      at,
    );
    expect(arranged.refuses(agree('2026-03-06'), at)).toBe('arrangementIsOpen');
  });
});

describe('nobody breaks their word while another hold lasts [PROMISE] [COMPLAINT] [VULNERABLE]', () => {
  const from = taipei('2026-03-05 10:00');
  const held = promised.hears(holdReported('complaint'), from);
  test('the day passes, and nothing is broken', () => {
    expect(held.asks('sms', deadline)).toMatchObject(never('COMPLAINT'));
    expect(held.at(plus(deadline, 4 * DAY_MS)).wrote).toMatchObject([{ type: 'Escalated', kind: 'complaintIsLate' }]);
  });
  test('after it they have the whole grace again, to the moment', () => {
    const lifted = held.hears(holdEnded('hold-complaint'), taipei('2026-03-20 10:00'));
    expect(types(lifted)).toEqual(['Escalated', 'HoldLifted']);
    const again = taipei('2026-03-23 00:00');
    expect(types(lifted.at(before(again)))).toEqual([]);
    expect(types(lifted.at(again))).toEqual(['PromiseBroken']);
  });
  test('a hold that ends long before the day changes nothing about it', () => {
    const lifted = held.hears(holdEnded('hold-complaint'), plus(from, 1));
    expect(types(lifted.at(before(deadline)))).toEqual([]);
    expect(types(lifted.at(deadline))).toEqual(['PromiseBroken']);
  });
  test('what was paid during it keeps the promise at its end', () => {
    const paid = held.hears(payment(100_000n, deadline), deadline);
    expect(types(paid)).toEqual(['PaymentReceived']);
    expect(types(paid.hears(holdEnded('hold-complaint'), plus(deadline, 1)))).toEqual(['HoldLifted', 'PromiseKept']);
  });
  test('terms that a supervisor sets for somebody ill end the silence, and the grace begins then', () => {
    const ill = promised.hears(holdReported('vulnerability'), from);
    const terms: Fact = {
      type: 'HoldTermsReported',
      holdId: 'hold-vulnerability',
      terms: { hours: { fromMinute: 600, toMinute: 660 }, channels: ['email'] },
      reviewOn: day('2026-05-01'),
      by: 'supervisor-1',
    };
    const gentle = ill.hears(terms, taipei('2026-03-20 10:00'));
    expect(types(gentle)).toEqual(['HoldTermsSet']);
    expect(types(gentle.at(before(taipei('2026-03-23 00:00'))))).toEqual([]);
    expect(types(gentle.at(taipei('2026-03-23 00:00')))).toEqual(['PromiseBroken']);
  });
  test('a second agreement does not lengthen the first', () => {
    const kept = promised.hears(payment(100_000n, at), at);
    const second = kept.obeys({ ...agree('2026-03-06'), promiseId: 'promise-2' }, plus(at, 1));
    const brokenAt = (now: Instant) => types(second.at(now));
    expect(brokenAt(before(deadline))).toEqual([]);
    expect(brokenAt(deadline)).toEqual(['PromiseBroken']);
  });
});
