import type { AccountId, DebtorId } from '../../domain/brand';
import type { FactOf } from '../../domain/message';
import { liveDebtor } from '../../domain/simulate/liveDebtor';
import { LifeHasNoEnd } from '../../domain/simulate/lifeHasNoEnd';
import type { Arrival, Listener, Outside, Told } from '../../domain/simulate/outside';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type Instant } from '../../domain/time';
import { day, taipei, zone } from '../domain/accounts';
import { bankCard } from '../domain/policies';

const START = taipei('2026-03-02 09:00');
const handOver = (accountId: string): FactOf<'AccountHandedOver'> => ({
  type: 'AccountHandedOver',
  accountId: accountId as AccountId,
  debtorId: 'D1' as DebtorId,
  product: 'credit-card',
  currency: 'TWD',
  balance: { fees: 10_000n, interest: 50_000n, principal: 2_000_000n },
  arrearsMinor: 500_000n,
  dueOn: day('2026-02-20'),
  timeZone: zone('Asia/Taipei'),
  language: 'en',
  contactPoints: [
    { id: 'cp-mobile', kind: 'mobile' },
    { id: 'cp-email', kind: 'email' },
    { id: 'cp-address', kind: 'address' },
  ],
  policyHash: bankCard.hash,
  repaymentHistory: [0, 1, 0],
  overdueReason: 'forgot',
  hasAssets: null,
});
const arrives = (at: Instant, accountId: string): Arrival => ({
  at,
  ringsAt: at,
  message: { id: '0', receivedAt: at, fact: handOver(accountId) },
});

function live(
  ids: readonly string[],
  days: number,
  outside: Outside = {},
  onEvent?: Listener['onEvent'],
  onWake?: Listener['onWake'],
) {
  const told: Told[] = [];
  const lived = liveDebtor(
    {
      accounts: ids.map((id) => ({ accountId: id as AccountId, arrivals: [arrives(START, id)] })),
      policies: () => bankCard.policy,
      outside,
      until: plus(START, days * DAY_MS),
    },
    {
      onEvent: (one, speak) => {
        told.push(one);
        onEvent?.(one, speak);
      },
      ...(onWake && { onWake }),
    },
  );
  return { told, lived, of: (type: string) => told.filter(({ event }) => event.type === type) };
}

test('the same input always lives the same life, and versions count up without a gap', () => {
  const { told } = live(['A1'], 60);
  expect(live(['A1'], 60).told).toEqual(told);
  expect(told.map(({ version }) => version)).toEqual(told.map((_, i) => i + 1));
  expect(told.length).toBeGreaterThan(8);
});

test('accounts of one debtor share the caps: the second is deferred, and both go on [FREQUENCY]', () => {
  const { told, of } = live(['A1', 'A2', 'A3', 'A4'], 30);
  const perDay = new Map<string, number>();
  for (const { event } of told) {
    if (event.type !== 'ContactReserved' && event.type !== 'LetterIssued') continue;
    const on = new Date(event.at + 8 * HOUR_MS).toISOString().slice(0, 10);
    perDay.set(on, (perDay.get(on) ?? 0) + 1);
  }
  expect(Math.max(...perDay.values())).toBeLessThanOrEqual(bankCard.policy.caps.total.perDay);
  expect(of('ContactDeferred').length).toBeGreaterThan(0);
});

test('a provider that is away is asked again after 1, 2, 4 … minutes', () => {
  let asked = 0;
  const contact: Outside['contact'] = (_, { now }) =>
    ++asked <= 2
      ? { at: now, outcome: 'unavailable', code: 'away' }
      : { at: now, outcome: 'accepted', providerRef: 'p' };
  const { of } = live(['A1'], 3, { contact });
  const [first, second] = of('ContactUnavailable').map(({ event }) => event.at);
  expect(second! - first!).toBe(MINUTE_MS);
  expect(of('ContactSent')[0]!.event.at - second!).toBe(2 * MINUTE_MS);
});

test('what concerns the debtor is told to every account, and nobody writes on that channel after it [CONSENT]', () => {
  const { of, told } = live(['A1', 'A2'], 40, {}, ({ event, accountId }, speak) => {
    if (event.type !== 'AccountOpened' || accountId !== 'A1') return;
    const optOut = { type: 'OptOutReported', ref: 'stop', channel: 'sms', provenance: 'debtor' } as const;
    speak.report(accountId, plus(event.at, MINUTE_MS), optOut);
  });
  const heardAt = plus(START, MINUTE_MS);
  expect(of('OptedOut').map(({ accountId, event }) => [accountId, event.at])).toEqual([
    ['A1', heardAt],
    ['A2', heardAt],
  ]);
  const after = told.filter(({ event }) => event.type === 'ContactReserved' && event.at > heardAt);
  expect(after.some(({ event }) => event.type === 'ContactReserved' && event.channel === 'sms')).toBe(false);
});

test('a delivery report wakes nobody for a day: it is heard with what comes next', () => {
  const { of } = live(['A1'], 10, {}, ({ event, accountId }, speak) => {
    if (event.type !== 'ContactSent') return;
    const report = { attemptId: event.attemptId, status: 'delivered', code: '', providerRef: '' } as const;
    speak.report(accountId, plus(event.at, MINUTE_MS), { type: 'DeliveryReported', ...report });
  });
  const sentAt = of('ContactSent')[0]!.event.at;
  expect(of('ContactDelivered')[0]!.event.at).toBe(sentAt + MINUTE_MS + DAY_MS);
});

test('an alarm that rings late begins late, and a window that has closed by then was missed [HOURS]', () => {
  const late: Outside['beginsAt'] = (action, dueAt) => (action ? plus(dueAt, 14 * HOUR_MS) : dueAt);
  expect(live(['A1'], 5, { beginsAt: late }).of('ContactMissed').length).toBeGreaterThan(0);
  expect(live(['A1'], 5).of('ContactMissed')).toEqual([]);
});

test('an account that never comes to rest is given up, by name', () => {
  const forever = (): void =>
    void live(['A1'], 300, {}, ({ event, accountId }, speak) => {
      if (event.type !== 'AccountOpened' && event.type !== 'FactNoted') return;
      speak.report(accountId, event.at, { type: 'FraudStatementArrived', claimId: 'none' });
    });
  expect(forever).toThrow(LifeHasNoEnd);
  expect(forever).toThrow(/^Account A1 took 20000 turns and wake-ups until 2026-03-02 and never came to rest$/);
});

const wakeAt =
  (...moments: readonly Instant[]): Listener['onEvent'] =>
  ({ event, accountId }, speak) => {
    if (event.type === 'AccountOpened') for (const at of moments) speak.wake(accountId, at);
  };

test('who asked to be woken is told at those moments, in their order and each once, also when the account is closed', () => {
  const recalledAt = plus(START, MINUTE_MS);
  const [soon, late] = [plus(START, 2 * MINUTE_MS), plus(START, 2 * DAY_MS)];
  const woken: (readonly [Instant, boolean])[] = [];
  live(
    ['A1'],
    3,
    {},
    (told, speak) => {
      wakeAt(late, soon, late)!(told, speak);
      if (told.event.type !== 'AccountOpened') return;
      speak.report(told.accountId, recalledAt, { type: 'RecallReported', because: 'becameCurrent' });
    },
    (_, at, { closed }) => woken.push([at, closed !== null]),
  );
  expect(woken).toEqual([
    [soon, true],
    [late, true],
  ]);
});

test('to be woken takes no turn and writes nothing: the life is the same', () => {
  const often = Array.from({ length: 400 }, (_, i) => plus(START, i * 3 * HOUR_MS));
  expect(live(['A1'], 60, {}, wakeAt(...often), () => {}).told).toEqual(live(['A1'], 60).told);
});

test('at one moment all accounts take their turns first, and then somebody is woken', () => {
  const at = plus(START, DAY_MS);
  const seen: string[] = [];
  const stop = { type: 'OptOutReported', ref: 'stop', channel: 'sms', provenance: 'debtor' } as const;
  live(
    ['A1', 'A2'],
    2,
    {},
    ({ accountId, event }, speak) => {
      if (event.type === 'OptedOut') seen.push(`${accountId} heard`);
      if (event.type !== 'AccountOpened') return;
      speak.wake(accountId, at);
      if (accountId === 'A1') speak.report('A2' as AccountId, at, stop);
    },
    (accountId) => seen.push(`${accountId} woken`),
  );
  expect(seen).toEqual(['A1 heard', 'A2 heard', 'A1 woken', 'A2 woken']);
});

test('nobody is woken before the hand-over or after the end; the last moment still counts', () => {
  const until = plus(START, DAY_MS);
  const woken: Instant[] = [];
  const bornAt = plus(START, HOUR_MS);
  const [A1, A2] = ['A1' as AccountId, 'A2' as AccountId];
  const accounts = [
    { accountId: A1, arrivals: [arrives(START, A1)] },
    { accountId: A2, arrivals: [arrives(bornAt, A2)] },
  ];
  const onEvent: Listener['onEvent'] = ({ event }, speak) => {
    if (event.at !== START || event.type !== 'AccountOpened') return;
    for (const at of [plus(START, MINUTE_MS), until, plus(until, 1)]) speak.wake(A2, at);
  };
  const onWake: Listener['onWake'] = (_, at) => woken.push(at);
  liveDebtor({ accounts, policies: () => bankCard.policy, outside: {}, until }, { onEvent, onWake });
  expect(woken).toEqual([bornAt, until]);
});

test('somebody who wants to be woken again and again at one moment is given up, by name', () => {
  const forever = (): void => void live(['A1'], 3, {}, wakeAt(START), (id, at, _, speak) => speak.wake(id, at));
  expect(forever).toThrow(LifeHasNoEnd);
});
