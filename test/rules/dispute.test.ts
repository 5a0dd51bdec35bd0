import type { CommandOf } from '../../domain/message';
import { DAY_MS, plus } from '../../domain/time';
import {
  contacted,
  dispute,
  disputeRejected,
  entered,
  factMessage,
  given,
  opened,
  placeOf,
  taipei,
} from '../domain/accounts';
import { before, debtor, never, pack } from './questions';

const at = taipei('2026-03-03 10:00');
const reported = { type: 'DisputeReported', disputeId: 'dispute-1', ground: 'not my spending', textId: null } as const;
const resolve = (facts: Partial<CommandOf<'ResolveDispute'>> = {}) =>
  ({
    type: 'ResolveDispute',
    disputeId: 'dispute-1',
    upheld: false,
    correctedBalance: null,
    by: 'clerk-1',
    ...facts,
  }) as const;
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));

describe('collection stops at once while the debt is disputed [DISPUTE]', () => {
  test('on every channel, from the moment in which it is heard', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(reminded.hears(reported, at).asks(channel, at)).toMatchObject(never('DISPUTE'));
    }
  });
  test.each(['earlyWarning', 'reminder', 'negotiation', 'disposal', 'legalRecourse'] as const)(
    'in the stage %s, however long it takes',
    (stage) => {
      const story = debtor().and(entered(stage, at)).hears(reported, at);
      expect(story.next(taipei('2026-11-02 12:00'))).toMatchObject({ do: 'wait', until: null });
    },
  );
  test('a contact decided a moment before is not made', () => {
    const notAfter = taipei('2026-03-02 20:00');
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    expect(debtor().looks(action, before(notAfter))).toMatchObject({ do: 'contact' });
    const disputed = debtor().hears(reported, taipei('2026-03-02 10:00'));
    expect(disputed.looks(action, before(notAfter))).toEqual({ do: 'nothing' });
  });
  test('what a payment settles is settled all the same', () => {
    const { account } = given(opened(), dispute(at)).turn(
      [
        factMessage(
          {
            type: 'PaymentReported',
            paymentId: 'p',
            amountMinor: 1_000_000n,
            currency: 'TWD',
            paidAt: at,
            method: 'm',
          },
          at,
        ),
      ],
      at,
    );
    expect(account.closed).toMatchObject({ because: 'settled' });
  });
});

describe('a dispute that is rejected lets collection resume where it stopped [DISPUTE]', () => {
  const held = reminded.hears(reported, at);
  test('with no burst of missed steps: the next contact comes as much later as the dispute took', () => {
    const call = placeOf(reminded.account, pack(), 'call', taipei('2026-03-04 06:00'));
    expect(reminded.next(at)).toMatchObject({ until: call });
    const resumed = held.obeys(resolve(), plus(at, DAY_MS));
    expect(resumed.wrote).toMatchObject([{ type: 'DisputeResolved', upheld: false }]);
    expect(resumed.next(plus(at, DAY_MS))).toMatchObject({ do: 'wait', until: plus(call, DAY_MS) });
    expect(resumed.asks('sms', plus(at, DAY_MS))).toMatchObject({ allowed: true });
  });
  test('half a year later there is one contact in its turn, not all that would have been', () => {
    const end = taipei('2026-09-01 10:00');
    const resumed = held.obeys(resolve(), end);
    expect(resumed.account).toMatchObject({ stage: 'reminder', rungsDone: ['sms'] });
    expect(resumed.next(end)).toMatchObject({ do: 'wait', toDo: { rung: 'call' } });
  });
  test('a rejection that nobody asked for is refused, and the balance stays as it was', () => {
    expect(reminded.refuses(resolve(), at)).toBe('noSuchDispute');
    expect(held.refuses(resolve({ disputeId: 'dispute-2' }), at)).toBe('noSuchDispute');
    const { account } = held.obeys(resolve({ correctedBalance: { fees: 0n, interest: 0n, principal: 1n } }), at);
    expect(account.balance).toEqual(reminded.account.balance);
    expect(held.and(disputeRejected(at)).account.holds).toEqual([]);
  });
});

describe('a dispute that is upheld corrects the balance downwards [DISPUTE]', () => {
  const upheld = (principal: bigint, fees = 0n) =>
    resolve({ upheld: true, correctedBalance: { fees, interest: 0n, principal } });
  const held = reminded.hears(reported, at);
  test('by a cent at least', () => {
    expect(held.refuses(upheld(1_000_000n), at)).toBe('correctionIsNotLower');
    expect(held.obeys(upheld(999_999n), at).account.balance).toEqual({ fees: 0n, interest: 0n, principal: 999_999n });
  });
  test('and never below nothing, in any part', () => {
    expect(held.refuses(upheld(-1n), at)).toBe('correctionIsNegative');
    expect(held.refuses(upheld(10n, -1n), at)).toBe('correctionIsNegative');
  });
  test('a cent that is left goes on being collected, nothing that is left closes the account', () => {
    expect(held.obeys(upheld(1n), at).account).toMatchObject({ closed: null, arrearsMinor: 1n });
    expect(held.obeys(upheld(0n), at).account.closed).toMatchObject({ because: 'notOwed' });
    expect(held.obeys(resolve({ upheld: true }), at).account.closed).toMatchObject({ because: 'notOwed' });
  });
});
