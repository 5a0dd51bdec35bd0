import * as fc from 'fast-check';
import type { Account } from '../../domain/account';
import type { EventOf, Stage } from '../../domain/events';
import type { Command } from '../../domain/message';
import { totalOf } from '../../domain/money';
import { addDays, DAY_MS, dayOf, HOUR_MS, instant, MINUTE_MS } from '../../domain/time';
import { attemptId, opened, taipei, zone } from './accounts';
import type { Move, Outcome, Say } from './playLife';
import { bankCard } from './policies';

const say = <Value>(values: fc.Arbitrary<Value>, speak: (value: Value) => Say): fc.Arbitrary<Say> => values.map(speak);
const always = (speak: Say): fc.Arbitrary<Say> => fc.constant(speak);
const refOf = (account: Account, kind: 'dispute' | 'fraud'): string =>
  account.holds.find((hold) => hold.kind === kind)?.ref ?? 'none';
const referralOf = (account: Account): string => account.referral?.referralId ?? 'none';
const shareOf = (account: Account, perMille: number): bigint => (totalOf(account.balance) * BigInt(perMille)) / 1000n;

/** Ids need not be unique here: the inbox sees to that. */
const number = fc.nat(99);
const perMille = fc.oneof(fc.integer({ min: -100, max: 400 }), fc.constantFrom(0, 1000, 1001));

const payment = say(fc.tuple(number, perMille), ([id, share]) => (account, now) => ({
  fact: {
    type: 'PaymentReported',
    paymentId: `payment-${id}`,
    amountMinor: shareOf(account, share),
    currency: account.currency,
    paidAt: now,
    method: 'transfer',
  },
}));
const disputes = say(number, (id) => () => ({
  fact: { type: 'DisputeReported', disputeId: `dispute-${id}`, ground: 'x', textId: null },
}));
const resolves = say(fc.tuple(fc.nat(2), perMille), ([dice, share]) => (account) => ({
  command: {
    type: 'ResolveDispute',
    disputeId: refOf(account, 'dispute'),
    upheld: dice === 0,
    correctedBalance: share < -90 ? null : { fees: 0n, interest: 0n, principal: shareOf(account, share) },
    by: 'clerk',
  },
}));
const claimsFraud = say(number, (id) => () => ({
  fact: { type: 'FraudClaimReported', claimId: `claim-${id}`, textId: null },
}));
const decidesFraud = say(fc.nat(15), (dice) => (account) => ({
  fact: { type: 'FraudDecisionReported', claimId: refOf(account, 'fraud'), confirmed: dice === 0 },
}));
const promises = say(
  fc.tuple(number, fc.integer({ min: -1, max: 31 }), perMille),
  ([id, days, share]) =>
    (account, now) => ({
      command: {
        type: 'AgreePromise',
        promiseId: `promise-${id}`,
        amountMinor: shareOf(account, share),
        promisedOn: addDays(dayOf(now, account.timeZone), days),
        by: 'clerk',
      },
    }),
);
const letterTracked = (account: Account, i: number, status: 'delivered' | 'returned'): ReturnType<Say> => ({
  fact: { type: 'LetterTracked', registerNumber: account.letters.at(-1 - i)?.registerNumber ?? 'none', status },
});
const tracked = say(
  fc.tuple(fc.nat(3), fc.nat(2)),
  ([dice, i]) =>
    (account) =>
      letterTracked(account, i, dice === 0 ? 'returned' : 'delivered'),
);
const reported = say(fc.constantFrom('sent', 'delivered', 'undelivered'), (status) => (account) => ({
  fact: {
    type: 'DeliveryReported',
    attemptId: account.unknownAttempts[0] ?? account.openAttempt?.attemptId ?? attemptId('elsewhere'),
    status,
    code: 'c',
    providerRef: 'p',
  },
}));
const approval = (account: Account): Command => ({
  type: 'ApproveReferral',
  referralId: referralOf(account),
  consulted: 'x',
  by: 'legal',
});
const judged = say(fc.boolean(), (isApproved) => (account) => ({
  command: isApproved
    ? approval(account)
    : { type: 'DeclineReferral', referralId: referralOf(account), because: 'x', by: 'legal' },
}));
const court = always((account) => ({
  fact: { type: 'LegalOutcomeReported', referralId: referralOf(account), outcome: 'suitFiled' },
}));
const rare = fc.constantFrom<Say>(
  () => ({ fact: { type: 'RecallReported', because: 'other' } }),
  () => ({ command: { type: 'WriteOff', because: 'x', by: 'clerk' } }),
  () => ({ fact: { type: 'FraudStatementArrived', claimId: 'none' } }),
  () => ({ fact: { type: 'CallResultReported', attemptId: null, result: 'busy', textId: null } }),
);

const twice = <Value>(...values: fc.Arbitrary<Value>[]): fc.Arbitrary<Value>[] => [...values, ...values];
const often = twice(payment, resolves, resolves, decidesFraud, decidesFraud, tracked, tracked, judged, promises);
const spoken = fc.oneof(...often, disputes, claimsFraud, reported, court, rare);
const pass = fc.record({
  do: fc.constant('pass' as const),
  ms: fc.oneof(
    fc.integer({ min: 0, max: 3 * HOUR_MS }),
    fc.integer({ min: HOUR_MS, max: 3 * DAY_MS }),
    fc.integer({ min: DAY_MS, max: 40 * DAY_MS }),
    fc.constantFrom(0, 1, MINUTE_MS, DAY_MS, 7 * DAY_MS),
  ),
  awake: fc.constantFrom(true, true, true, false),
});
const speak = fc.record({ do: fc.constant('say' as const), says: fc.array(spoken, { minLength: 1, maxLength: 3 }) });
const elsewhere = fc.record({
  do: fc.constant('elsewhere' as const),
  channel: fc.constantFrom('sms', 'email', 'call', 'letter'),
});

const anything = fc.array<Move>(fc.oneof(pass, pass, pass, pass, speak, speak, speak, elsewhere), {
  minLength: 5,
  maxLength: 50,
});
const days = (count: number): Move => ({ do: 'pass', ms: count * DAY_MS, awake: true });
const says = (speaks: Say): Move => ({ do: 'say', says: [speaks] });
/** Chance alone seldom comes so far: the demand is delivered, nothing is paid, legal approves. */
const toCourt: readonly Move[] = [
  days(2),
  says((account) => letterTracked(account, 0, 'delivered')),
  days(60),
  says((account) => ({ command: approval(account) })),
];

/** What may happen in a life, in any order; some begin with the way to court. */
export const moves = fc
  .tuple(fc.constantFrom([], [], toCourt, toCourt.slice(0, 3)), anything)
  .map(([first, then]): Move[] => [...first, ...then]);
/** How the world answers. Every outage ends: a print house that never comes back would be asked for ever. */
export const answers = fc
  .array(fc.constantFrom<Outcome>('accepted', 'rejected', 'unavailable', 'unknown', 'crash'), { maxLength: 8 })
  .map((some): Outcome[] => [...some, 'accepted']);

/** Accounts of every age and size, in zones with and without daylight saving, under both packs. */
export const births: fc.Arbitrary<EventOf<'AccountOpened'>> = fc
  .record({
    minutes: fc.integer({ min: 0, max: 400 * 24 * 60 }),
    stage: fc.constantFrom<Stage>('earlyWarning', 'reminder', 'negotiation', 'disposal'),
    daysPastDue: fc.integer({ min: -5, max: 130 }),
    policyHash: fc.constantFrom(opened().policyHash, bankCard.hash),
    timeZone: fc
      .constantFrom('Asia/Taipei', 'America/New_York', 'America/Santiago', 'Europe/Berlin', 'Australia/Lord_Howe')
      .map(zone),
    principal: fc.bigInt({ min: 1n, max: 2_000_000n }),
  })
  .map(({ minutes, stage, daysPastDue, policyHash, timeZone, principal }) => {
    const at = instant(taipei('2026-01-01 00:00') + minutes * MINUTE_MS);
    const balance = { fees: 3n, interest: 7n, principal };
    const dueOn = addDays(dayOf(at, timeZone), -daysPastDue);
    return opened({ at, stage, dueOn, policyHash, timeZone, balance, arrearsMinor: principal / 2n + 1n });
  });
