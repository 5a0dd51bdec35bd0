import * as fc from 'fast-check';
import { allocate, formatMoney, minus, totalOf, type Balance, type Component } from '../../domain/money';
import { replay } from '../../domain/turn';
import { type Events, factMessage, given, opened, payment, taipei } from './accounts';

const owed: Balance = { fees: 300n, interest: 700n, principal: 9_000n };
const order: readonly Component[] = ['fees', 'interest', 'principal'];
const at = taipei('2026-03-03 10:00');

describe('a payment reduces fees, interest and principal in the policy’s order [ALLOCATION]', () => {
  test.each([
    [1n, { fees: 1n, interest: 0n, principal: 0n }, 0n],
    [299n, { fees: 299n, interest: 0n, principal: 0n }, 0n],
    [300n, { fees: 300n, interest: 0n, principal: 0n }, 0n],
    [301n, { fees: 300n, interest: 1n, principal: 0n }, 0n],
    [1_000n, { fees: 300n, interest: 700n, principal: 0n }, 0n],
    [1_001n, { fees: 300n, interest: 700n, principal: 1n }, 0n],
    [10_000n, owed, 0n],
    [10_001n, owed, 1n],
  ])('%s cents', (paidMinor, applied, excessMinor) => {
    expect(allocate(owed, paidMinor, order)).toEqual({ applied, excessMinor });
  });
  test('another policy has another order', () => {
    const { applied } = allocate(owed, 9_500n, ['principal', 'interest', 'fees']);
    expect(applied).toEqual({ fees: 0n, interest: 500n, principal: 9_000n });
  });
  test('no cent is lost or made, and no part goes below nothing', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const balances = fc.record({ fees: amount, interest: amount, principal: amount });
    const orders = fc.shuffledSubarray([...order], { minLength: 3 });
    fc.assert(
      fc.property(balances, amount, orders, (balance, paidMinor, inOrder) => {
        const { applied, excessMinor } = allocate(balance, paidMinor, inOrder);
        const left = minus(balance, applied);
        expect(totalOf(applied) + excessMinor).toBe(paidMinor);
        expect(excessMinor).toBe(paidMinor > totalOf(balance) ? paidMinor - totalOf(balance) : 0n);
        for (const part of order) {
          expect(applied[part] >= 0n && left[part] >= 0n).toBe(true);
        }
        const unpaid = inOrder.find((part) => left[part] > 0n);
        const later = unpaid ? inOrder.slice(inOrder.indexOf(unpaid) + 1) : [];
        expect(later.filter((part) => applied[part] > 0n)).toEqual([]);
      }),
    );
  });
});

describe('what exceeds the balance is refunded at once [OVERPAID]', () => {
  const pays = (amountMinor: bigint, ...before: Events) =>
    given(opened(), ...before).hears(payment(amountMinor, at), at);
  const received = (amountMinor: bigint, applied: Balance) =>
    ({
      type: 'PaymentReceived',
      at,
      paymentId: 'payment-1',
      amountMinor,
      applied,
      paidAt: at,
      method: 'transfer',
    }) as const;
  const all: Balance = { fees: 30_000n, interest: 70_000n, principal: 900_000n };
  const nothing: Balance = { fees: 0n, interest: 0n, principal: 0n };

  test('the balance to the cent is no overpayment, a cent more is refunded', () => {
    pays(1_000_000n).leadsTo(received(1_000_000n, all));
    pays(1_000_001n).leadsTo(received(1_000_001n, all), {
      type: 'RefundDue',
      at,
      paymentId: 'payment-1',
      amountMinor: 1n,
    });
  });
  test('money for an account that is settled and closed is refunded whole', () => {
    const { account, recorded } = given(opened()).turn([factMessage(payment(1_000_000n, at), at)], at);
    expect(account.closed).toEqual({ because: 'settled', at });
    const settled = recorded.map(({ event }) => event);
    given(opened(), settled)
      .hears(payment(500n, at, 'late'), at)
      .leadsTo(
        {
          type: 'PaymentReceived',
          at,
          paymentId: 'late',
          amountMinor: 500n,
          applied: nothing,
          paidAt: at,
          method: 'transfer',
        },
        { type: 'RefundDue', at, paymentId: 'late', amountMinor: 500n },
      );
    const late = given(opened(), settled).turn([factMessage(payment(500n, at, 'late'), at)], at);
    expect(late.next).toEqual({ do: 'rest' });
    expect(replay([opened(), ...settled, ...late.recorded.map(({ event }) => event)]).balance).toEqual(nothing);
  });
  test('money for an account that was withdrawn still reduces what was owed', () => {
    pays(
      100n,
      { type: 'AccountRecalled', at, because: 'soldByBank' },
      { type: 'AccountClosed', at, because: 'withdrawn' },
    ).leadsTo(received(100n, { fees: 100n, interest: 0n, principal: 0n }));
  });
  test('a payment in another currency is noted and changes nothing', () => {
    given(opened())
      .hears({ ...payment(500n, at), currency: 'USD' } as never, at)
      .noted('anotherCurrency');
  });
  test('a payment of nothing, or of less, is noted and changes nothing', () => {
    pays(0n).noted('nothingWasPaid');
    pays(-500n).noted('nothingWasPaid');
  });
});

test.each([
  [0n, '0.00 TWD'],
  [5n, '0.05 TWD'],
  [99n, '0.99 TWD'],
  [100n, '1.00 TWD'],
  [99_999n, '999.99 TWD'],
  [100_000n, '1,000.00 TWD'],
  [1_234_560n, '12,345.60 TWD'],
  [123_456_789_012n, '1,234,567,890.12 TWD'],
  [900_719_925_474_099_312n, '9,007,199,254,740,993.12 TWD'],
  [-5n, '-0.05 TWD'],
  [-100_000n, '-1,000.00 TWD'],
])('%s cents are written %s', (amountMinor, text) => {
  expect(formatMoney(amountMinor, 'TWD')).toBe(text);
});
