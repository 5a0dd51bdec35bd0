import * as fc from 'fast-check';
import type { Account } from '../../domain/account';
import type { Attitude, CallResult, ContactPointKind, HoldTerms, ReportedHold } from '../../domain/events';
import type { Command } from '../../domain/message';
import { totalOf } from '../../domain/money';
import type { Channel, MessageChannel } from '../../domain/policy';
import { findingsIn } from '../../domain/rules/conduct';
import { addDays, addMonths, dayOf, HOUR_MS, plus, type Day, type Instant } from '../../domain/time';
import { attemptId } from './accounts';
import { AMERICAN, packOf, TAIWANESE } from './lifePacks';
import type { Said } from './livingAccount';
import type { Say } from './playLife';
import { TEXTS } from './texts';

const say = <Value>(values: fc.Arbitrary<Value>, speak: (value: Value) => Say): fc.Arbitrary<Say> => values.map(speak);
const refOf = (account: Account, kind: 'dispute' | 'fraud'): string =>
  account.holds.find((hold) => hold.kind === kind)?.ref ?? 'none';
const referralOf = (account: Account): string => account.referral?.referralId ?? 'none';
const shareOf = (account: Account, perMille: number): bigint => (totalOf(account.balance) * BigInt(perMille)) / 1000n;
const daysFrom = (account: Account, now: Instant, days: number): Day => addDays(dayOf(now, account.timeZone), days);

const number = fc.nat(99);
const perMille = fc.oneof(fc.integer({ min: -100, max: 400 }), fc.constantFrom(0, 1000, 1001));
const channel = fc.constantFrom<Channel>('sms', 'email', 'call', 'letter');

const paid = (account: Account, now: Instant, amountMinor: bigint, id: number): Said => ({
  fact: {
    type: 'PaymentReported',
    paymentId: `payment-${id}`,
    amountMinor,
    currency: account.currency,
    paidAt: now,
    method: 'transfer',
  },
});
const pays = say(perMille, (share) => (account, now, nth) => paid(account, now, shareOf(account, share), nth));

/** What was promised, or the next instalment: to the cent, or a cent too little. */
const keepsWord = say(fc.constantFrom(0n, 0n, 0n, 1n), (missing) => (account, now, nth) => {
  const { promise, arrangement } = account;
  const dueMinor = promise ? promise.amountMinor - promise.paidMinor : (arrangement?.instalments[0]?.amountMinor ?? 0n);
  return paid(account, now, dueMinor - missing, nth);
});

const disputes: Say = (_, __, nth) => ({
  fact: { type: 'DisputeReported', disputeId: `dispute-${nth}`, ground: 'x', textId: null },
});
const resolves = say(fc.tuple(fc.nat(2), perMille), ([dice, share]) => (account) => ({
  command: {
    type: 'ResolveDispute',
    disputeId: refOf(account, 'dispute'),
    upheld: dice === 0,
    correctedBalance: share < -90 ? null : { fees: 0n, interest: 0n, principal: shareOf(account, share) },
    by: 'clerk',
  },
}));
export const claimsFraud: Say = (_, __, nth) => ({
  fact: { type: 'FraudClaimReported', claimId: `claim-${nth}`, textId: null },
});
const signs: Say = (account) => ({ fact: { type: 'FraudStatementArrived', claimId: refOf(account, 'fraud') } });
const decidesFraud = say(fc.tuple(fc.nat(15), fc.option(fc.nat(9))), ([dice, daysAgo]) => (account, now) => ({
  fact: {
    type: 'FraudDecisionReported',
    claimId: refOf(account, 'fraud'),
    confirmed: dice === 0,
    decidedOn: daysAgo === null ? null : daysFrom(account, now, -daysAgo),
  },
}));

const promises = say(fc.tuple(fc.integer({ min: -1, max: 31 }), perMille), ([days, share]) => (account, now, nth) => ({
  command: {
    type: 'AgreePromise',
    promiseId: `promise-${nth}`,
    amountMinor: shareOf(account, share),
    promisedOn: daysFrom(account, now, days),
    by: 'clerk',
  },
}));
const arranges = say(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), perMille),
  ([count, months, share]): Say =>
    (account, now, nth) => ({
      command: {
        type: 'AgreeArrangement',
        arrangementId: `arrangement-${nth}`,
        instalments: Array.from({ length: count }, (_, i) => ({
          dueOn: addMonths(daysFrom(account, now, 1), i * months),
          amountMinor: shareOf(account, share),
        })),
        method: 'transfer',
        by: 'clerk',
      },
    }),
);

const optsOut = say(channel, (channel) => (_, __, nth) => ({
  fact: { type: 'OptOutReported', ref: `reply-${nth}`, channel, provenance: 'debtor' },
}));
const optsIn = say(channel, (channel) => (account, _, nth) => ({
  fact: { type: 'OptInReported', ref: `call-${nth}`, channel: account.optedOut[0] ?? channel, by: 'collector' },
}));
const hours = fc
  .tuple(fc.nat(1439), fc.nat(1439))
  .map(([a, b]) => ({ fromMinute: Math.min(a, b), toMinute: Math.max(a, b) + 1 }));
const prefers = say(
  fc.record({
    hours: fc.option(hours),
    channel: fc.constantFrom('sms', 'email', 'call', null, null),
    language: fc.constantFrom('zh-TW', 'en', null),
  }),
  (wish) => (_, __, nth) => ({ fact: { type: 'PreferencesReported', ...wish, ref: `wish-${nth}`, by: 'collector' } }),
);
const agreesTime = say(fc.tuple(fc.nat(40), fc.nat(30)), ([from, length]) => (_, now, nth) => ({
  fact: {
    type: 'TimeAgreementReported',
    agreementId: `time-${nth % 7}`,
    opensAt: plus(now, from * HOUR_MS),
    closesAt: plus(now, (from + length) * HOUR_MS),
    by: 'collector',
  },
}));
const pointOf = (account: Account, kind: ContactPointKind): string =>
  account.contactPoints.find((point) => point.kind === kind)?.id ?? 'none';
const consents: Say = (account) => ({
  fact: { type: 'ThirdPartyConsentReported', contactPointId: pointOf(account, 'emergency'), by: 'collector' },
});
const bars = say(fc.constantFrom<ContactPointKind>('office', 'mobile', 'address'), (kind) => (account) => ({
  fact: { type: 'ContactPointBarReported', contactPointId: pointOf(account, kind), because: 'wrongNumber' },
}));

const kinds: readonly ReportedHold[] = [
  'vulnerability',
  'vulnerability',
  'hardship',
  'complaint',
  'bankruptcy',
  'death',
];
const holds = say(
  fc.tuple(fc.constantFrom(...kinds), fc.option(fc.nat(60))),
  ([kind, days]) =>
    (account, now, nth) => ({
      fact: {
        type: 'HoldReported',
        holdId: `hold-${nth}`,
        kind,
        provenance: 'relative',
        by: 'collector',
        reviewOn: days === null ? null : daysFrom(account, now, days),
        textId: null,
      },
    }),
);
const holdOf = (account: Account, i: number, kind?: string): string =>
  account.holds.filter((hold) => hold.ref.startsWith('hold-') && (!kind || hold.kind === kind)).at(-1 - i)?.ref ??
  'none';
const reviews = say(fc.tuple(fc.nat(1), fc.nat(30)), ([i, days]) => (account, now) => ({
  fact: { type: 'HoldReviewReported', holdId: holdOf(account, i), reviewOn: daysFrom(account, now, days), by: 'boss' },
}));
const terms: fc.Arbitrary<HoldTerms> = fc.record({
  hours: fc.oneof(hours, fc.constant({ fromMinute: 600, toMinute: 1080 })),
  channels: fc.subarray<Channel>(['sms', 'email', 'call', 'letter']),
});
const setsTerms = say(fc.tuple(terms, fc.nat(30)), ([terms, days]) => (account, now) => ({
  fact: {
    type: 'HoldTermsReported',
    holdId: holdOf(account, 0, 'vulnerability'),
    terms,
    reviewOn: daysFrom(account, now, days),
    by: 'boss',
  },
}));
const endsHold = say(fc.nat(1), (i) => (account) => ({
  fact: { type: 'HoldEndReported', holdId: holdOf(account, i), because: 'x', by: 'boss' },
}));

export const writing =
  (channel: MessageChannel, textId: string): Say =>
  (account, _, nth) => ({
    command: {
      type: 'SendMessage',
      messageId: `m${nth}`,
      channel,
      textId,
      textSha256: '0'.repeat(64),
      findings: findingsIn(TEXTS[textId]!, packOf(account.policyHash).freeText.forbidden),
      by: 'collector',
    },
  });
const writes = say(
  fc.tuple(fc.constantFrom<MessageChannel>('sms', 'email', 'call'), fc.constantFrom(...Object.keys(TEXTS))),
  ([channel, textId]) => writing(channel, textId),
);
const heldMessage = (account: Account): string => account.messages.find(({ isHeld }) => isHeld)?.messageId ?? 'none';
const judgesMessage = say(fc.boolean(), (isFine) => (account) => ({
  command: isFine
    ? { type: 'ApproveMessage', messageId: heldMessage(account), by: 'boss' }
    : { type: 'RejectMessage', messageId: heldMessage(account), because: 'x', by: 'boss' },
}));
const visits = say(fc.constantFrom('letter', 'demand', 'nowhere'), (rung) => (_, __, nth) => ({
  command: { type: 'RequestLetterByHand', requestId: `visit-${nth}`, rung, by: 'collector' },
}));
const settles = say(fc.nat(2), (i) => (account) => ({
  command: {
    type: 'SettleEscalation',
    escalationId: account.escalations.at(-1 - i)?.escalationId ?? 'none',
    because: 'x',
    by: 'boss',
  },
}));

const RESULTS: readonly CallResult[] = [
  ...(['rightParty', 'rightParty', 'thirdParty', 'thirdPartyRefused', 'thirdPartyDoesNotKnow'] as const),
  ...(['thirdPartyAnnoyed', 'noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService', 'wrongNumber'] as const),
];
const called = say(
  fc.record({
    result: fc.constantFrom(...RESULTS),
    isInbound: fc.constantFrom(false, false, true),
    dice: fc.nat(3),
    ago: fc.constantFrom(1, 1, 2, 3),
  }),
  ({ result, isInbound, dice, ago }) =>
    (account) => ({
      fact: {
        type: 'CallResultReported',
        attemptId: isInbound ? null : (account.recentCalls.at(-ago)?.attemptId ?? null),
        result,
        textId: null,
        by: 'collector',
        attitude: (['willing', 'upset', null] satisfies (Attitude | null)[])[dice] ?? null,
        recordingRef: null,
        identityVerified: dice > 0,
      },
    }),
);
export const spokenWith: Say = (account) => ({
  fact: {
    type: 'CallResultReported',
    attemptId: account.recentCalls.at(-1)?.attemptId ?? null,
    result: 'rightParty',
    textId: null,
    by: 'collector',
    attitude: 'willing',
    recordingRef: 'recording',
    identityVerified: true,
  },
});
const replies: Say = (_, __, nth) => ({ fact: { type: 'ReplyReported', replyId: `reply-${nth}`, textId: null } });
const adopts = say(number, (i) => (account, _, nth) => {
  const packs = account.currency === 'USD' ? AMERICAN : TAIWANESE;
  const policyHash = packs[i % packs.length]!;
  return { fact: { type: 'PolicyChangeOrdered', policyHash, adoptionId: `adoption-${nth}`, by: 'boss' } };
});

export const delivered = (account: Account, i: number): Said => ({
  fact: {
    type: 'LetterTracked',
    registerNumber: account.letters.at(-1 - i)?.registerNumber ?? 'none',
    status: 'delivered',
  },
});
const tracked = say(fc.tuple(fc.nat(9), fc.nat(2)), ([dice, i]) => (account, _, nth) => {
  const registerNumber = account.letters.at(-1 - i)?.registerNumber ?? 'none';
  const letter = { type: 'LetterTracked', registerNumber } as const;
  if (dice < 2) return { fact: { ...letter, status: 'mailed', mailNumber: `R${nth}` } };
  if (dice < 4) return { fact: { ...letter, status: 'handedOver', by: 'collector' } };
  return { fact: { ...letter, status: dice < 8 ? 'delivered' : dice < 9 ? 'returned' : 'spoiled' } };
});
const reported = say(fc.constantFrom('sent', 'delivered', 'undelivered'), (status) => (account) => ({
  fact: {
    type: 'DeliveryReported',
    attemptId: account.unknownAttempts[0] ?? account.openAttempt?.attemptId ?? attemptId('elsewhere'),
    status,
    code: 'c',
    providerRef: 'p',
  },
}));
export const approval = (account: Account): Command => ({
  type: 'ApproveReferral',
  referralId: referralOf(account),
  consulted: 'x',
  by: 'legal',
});
const judges = say(fc.boolean(), (isApproved) => (account) => ({
  command: isApproved
    ? approval(account)
    : { type: 'DeclineReferral', referralId: referralOf(account), because: 'x', by: 'legal' },
}));
const court: Say = (account) => ({
  fact: { type: 'LegalOutcomeReported', referralId: referralOf(account), outcome: 'suitFiled' },
});
const ends = fc.constantFrom<Say>(
  () => ({ fact: { type: 'RecallReported', because: 'other' } }),
  () => ({ command: { type: 'WriteOff', because: 'x', by: 'clerk' } }),
);

const isHeldFor = (account: Account, kind: string): boolean => account.holds.some((hold) => hold.kind === kind);
const isReported = (account: Account): boolean => holdOf(account, 0) !== 'none';
/** How matters that are open go on. */
const CONTINUES: readonly (readonly [fc.Arbitrary<Say> | Say, (account: Account) => boolean])[] = [
  [resolves, (account) => isHeldFor(account, 'dispute')],
  [signs, (account) => account.fraud?.statementAt === null],
  [decidesFraud, (account) => isHeldFor(account, 'fraud')],
  [keepsWord, (account) => account.promise !== null || account.arrangement !== null],
  [endsHold, isReported],
  [reviews, isReported],
  [setsTerms, (account) => isHeldFor(account, 'vulnerability')],
  [judgesMessage, (account) => heldMessage(account) !== 'none'],
  [optsIn, (account) => account.optedOut.length > 0],
  [settles, (account) => account.escalations.length > 0],
  [called, (account) => account.recentCalls.length > 0],
  [tracked, (account) => account.letters.length > 0],
  [judges, (account) => account.referral?.state === 'proposed'],
  [reported, (account) => account.unknownAttempts.length > 0 || account.openAttempt !== null],
  [court, (account) => account.referral?.state === 'delivered'],
];
const fixed = (one: fc.Arbitrary<Say> | Say): fc.Arbitrary<Say> => (typeof one === 'function' ? fc.constant(one) : one);
const goesOn = say(
  fc.tuple(fc.nat(999), fc.tuple(...CONTINUES.map(([one]) => fixed(one)))),
  ([dice, sayings]) =>
    (account, now, nth) => {
      const fitting = sayings.filter((_, i) => CONTINUES[i]![1](account));
      return (fitting[dice % fitting.length] ?? sayings[dice % sayings.length]!)(account, now, nth);
    },
);

const of = (weight: number, ...sayings: (fc.Arbitrary<Say> | Say)[]) =>
  sayings.map((one) => ({ weight, arbitrary: fixed(one) }));
/** What makes wrong what was right a minute ago. */
export const contradicts: fc.Arbitrary<Say> = fc.oneof(optsOut, prefers, fixed(signs), adopts, pays, bars);
/** Everything that anybody may say, most often what fits the account, so that lives go on. */
export const spoken: fc.Arbitrary<Say> = fc.oneof(
  ...of(60, goesOn),
  ...of(4, pays, promises, arranges, holds, writes, visits),
  ...of(2, disputes, claimsFraud, optsOut, prefers, adopts, agreesTime, consents, called),
  ...of(1, resolves, decidesFraud, signs, endsHold, tracked, reported, judgesMessage, reviews, bars, replies, ends),
);
