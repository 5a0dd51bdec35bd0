import { render } from '../../domain/render';
import { plus } from '../../domain/time';
import { attemptId, day, dispute, payment, reserved, taipei } from '../domain/accounts';
import { debtor, never, pack, type Story } from './questions';

const at = taipei('2026-03-03 10:00');
const owing = (principal: bigint) =>
  debtor({}, { balance: { fees: 0n, interest: 0n, principal }, arrearsMinor: principal, dueOn: day('2026-03-01') });
/** The balance becomes this much: an upheld dispute does not close the account by itself. */
const corrected = (story: Story, principal: bigint) =>
  story.and(dispute(at), {
    type: 'DisputeResolved',
    at,
    disputeId: 'dispute-1',
    upheld: true,
    balance: { fees: 0n, interest: 0n, principal },
    by: 'clerk-1',
  });

describe('nobody is asked for what is not owed [AMOUNT]', () => {
  test('a cent is owed: the debtor may be contacted; nothing is owed: on no channel', () => {
    expect(corrected(owing(500n), 1n).asks('sms', at)).toMatchObject({ allowed: true });
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(corrected(owing(500n), 0n).asks(channel, at)).toMatchObject(never('AMOUNT'));
    }
  });
  test('what is paid to the last cent is settled in the same turn, a cent less is not', () => {
    expect(owing(500n).hears(payment(499n, at), at).account.closed).toBeNull();
    const settled = owing(500n).hears(payment(500n, at), at);
    expect(settled.account.closed).toMatchObject({ because: 'settled' });
    expect(settled.asks('sms', at)).toMatchObject(never('AMOUNT'));
  });
  test('an account that the bank took back is asked for nothing, though something is owed', () => {
    const recalled = owing(500n).hears({ type: 'RecallReported', because: 'soldByBank' }, at);
    expect(recalled.asks('sms', at)).toMatchObject(never('AMOUNT'));
  });
});

describe('a message names the balance of its moment [AMOUNT]', () => {
  const text = (story: Story) =>
    render(pack(), story.account, {
      template: 'text',
      name: 'Wang',
      balanceMinor: Object.values(story.account.balance).reduce((sum, part) => sum + part, 0n),
      freeText: null,
      now: at,
    }).text;
  test('to the cent, before and after a payment', () => {
    const story = owing(500_001n);
    expect(text(story)).toBe('Wang: 5,000.01 TWD, due 2026-03-01, 2 days');
    expect(text(story.hears(payment(1n, at), at))).toBe('Wang: 5,000.00 TWD, due 2026-03-01, 2 days');
  });
  test('a message that waits for its provider is taken back when a cent was paid, and stands when none was', () => {
    const away = {
      type: 'ContactUnavailable',
      at,
      attemptId: attemptId('try-sms'),
      code: 'down',
      retryAt: plus(at, 60_000),
    } as const;
    const waiting = owing(500n).and(reserved('sms', at, { balanceMinor: 500n }), away);
    expect(waiting.at(at).wrote).toEqual([]);
    expect(waiting.hears(payment(1n, at), at).wrote).toMatchObject([
      { type: 'PaymentReceived' },
      { type: 'ContactWithdrawn', rule: 'AMOUNT' },
    ]);
  });
});
