import * as fc from 'fast-check';
import type { PolicyHash } from '../../domain/brand';
import type { Command, CommandOf, Fact, FactOf } from '../../domain/message';
import { instant } from '../../domain/time';
import { decodeCommand, decodeFact, encodeCommand, encodeFact } from '../../storage/messageCodec';
import { canonical, sha256 } from '../../storage/json';
import { markOf } from '../../storage/postMessages';
import { attemptId, day, opened, payment, taipei } from '../domain/accounts';

const at = taipei('2026-03-02 10:00');
const { type: _, at: __, jurisdiction: ___, segment: ____, stage: _____, plan: ______, ...account } = opened();

const hours = { fromMinute: 600, toMinute: 720 };
const by = 'clerk-1';

/** A fact without an example does not compile. */
const facts: { [Type in Fact['type']]: FactOf<Type> } = {
  AccountHandedOver: { ...account, type: 'AccountHandedOver', overdueReason: 'forgot', hasAssets: null },
  PaymentReported: payment(900_719_925_474_099_312n, at) as FactOf<'PaymentReported'>,
  DisputeReported: { type: 'DisputeReported', disputeId: 'dispute-1', ground: 'not my spending', textId: 'text-1' },
  FraudClaimReported: { type: 'FraudClaimReported', claimId: 'claim-1', textId: null },
  FraudStatementArrived: { type: 'FraudStatementArrived', claimId: 'claim-1' },
  FraudDecisionReported: {
    type: 'FraudDecisionReported',
    claimId: 'claim-1',
    confirmed: false,
    decidedOn: day('2026-03-01'),
  },
  DeliveryReported: {
    type: 'DeliveryReported',
    attemptId: attemptId('A1-2'),
    status: 'undelivered',
    code: '30003',
    providerRef: 'SM1',
  },
  LetterTracked: { type: 'LetterTracked', registerNumber: 'TWL-1', status: 'returned' },
  CallResultReported: {
    type: 'CallResultReported',
    attemptId: attemptId('A1-2'),
    result: 'wrongNumber',
    textId: null,
    by: 'collector-1',
    attitude: 'willing',
    recordingRef: 'recording-1',
    identityVerified: true,
  },
  ReplyReported: { type: 'ReplyReported', replyId: 'SM2', textId: 'text-2' },
  PolicyChangeOrdered: {
    type: 'PolicyChangeOrdered',
    policyHash: 'new' as PolicyHash,
    adoptionId: 'adoption-1',
    by: 'boss-1',
  },
  OptOutReported: { type: 'OptOutReported', ref: 'SM3', channel: 'sms', provenance: 'debtor' },
  OptInReported: { type: 'OptInReported', ref: 'in-1', channel: 'sms', by },
  PreferencesReported: { type: 'PreferencesReported', ref: 'p-1', hours, channel: 'email', language: null, by },
  TimeAgreementReported: {
    type: 'TimeAgreementReported',
    agreementId: 'time-1',
    opensAt: at,
    closesAt: instant(at + 1),
    by,
  },
  ThirdPartyConsentReported: { type: 'ThirdPartyConsentReported', contactPointId: 'cp-1', by },
  ContactPointBarReported: { type: 'ContactPointBarReported', contactPointId: 'cp-1', because: 'thirdPartyRefused' },
  HoldReported: {
    type: 'HoldReported',
    holdId: 'hold-1',
    kind: 'bankruptcy',
    provenance: 'court',
    by,
    reviewOn: null,
    textId: null,
  },
  HoldReviewReported: { type: 'HoldReviewReported', holdId: 'hold-1', reviewOn: day('2026-05-01'), by },
  HoldTermsReported: {
    type: 'HoldTermsReported',
    holdId: 'hold-1',
    terms: { hours, channels: ['letter'] },
    reviewOn: day('2026-05-01'),
    by,
  },
  HoldEndReported: { type: 'HoldEndReported', holdId: 'hold-1', because: 'dismissed', by },
  RecallReported: { type: 'RecallReported', because: 'assignedInError' },
  LegalOutcomeReported: { type: 'LegalOutcomeReported', referralId: 'A1-R1', outcome: 'enforcementExhausted' },
};

/** A command without an example does not compile. */
const commands: { [Type in Command['type']]: CommandOf<Type> } = {
  ResolveDispute: {
    type: 'ResolveDispute',
    disputeId: 'dispute-1',
    upheld: true,
    correctedBalance: { fees: 0n, interest: 1n, principal: 2n },
    by: 'clerk-1',
  },
  AgreePromise: {
    type: 'AgreePromise',
    promiseId: 'promise-1',
    amountMinor: 5n,
    promisedOn: day('2026-03-06'),
    by: 'clerk-1',
  },
  AgreeArrangement: {
    type: 'AgreeArrangement',
    arrangementId: 'arrangement-1',
    instalments: [{ dueOn: day('2026-04-01'), amountMinor: 900_719_925_474_099_312n }],
    method: 'transfer',
    by,
  },
  SendMessage: {
    type: 'SendMessage',
    messageId: 'message-1',
    channel: 'sms',
    textId: 'text-1',
    textSha256: 'a'.repeat(64),
    findings: [],
    by,
  },
  ApproveMessage: { type: 'ApproveMessage', messageId: 'message-1', by },
  RejectMessage: { type: 'RejectMessage', messageId: 'message-1', because: 'a threat', by },
  RequestLetterByHand: { type: 'RequestLetterByHand', requestId: 'visit-1', rung: 'demand', by },
  SettleEscalation: { type: 'SettleEscalation', escalationId: 'reviewIsDue:hold-1', because: 'seen', by },
  ApproveReferral: { type: 'ApproveReferral', referralId: 'A1-R1', consulted: 'counsel', by: 'legal-1' },
  DeclineReferral: { type: 'DeclineReferral', referralId: 'A1-R1', because: 'too small', by: 'legal-1' },
  WriteOff: { type: 'WriteOff', because: 'not worth it', by: 'clerk-1' },
};

const onDisk = (encoded: unknown): object => JSON.parse(JSON.stringify(encoded)) as object;

describe('the inbox is read as it was written', () => {
  test.each(Object.values(facts))('fact $type', (fact) => {
    expect(decodeFact(onDisk(encodeFact(fact)))).toEqual(fact);
  });
  test.each(Object.values(commands))('command $type', (command) => {
    expect(decodeCommand(onDisk(encodeCommand(command)))).toEqual(command);
  });
  test.each([
    { status: 'mailed', mailNumber: 'RR123456785TW' },
    { status: 'handedOver', by: 'visitor-1' },
    { status: 'delivered' },
    { status: 'returned' },
    { status: 'spoiled' },
  ] as const)('a letter that was tracked as $status', (tracked) => {
    const fact = { type: 'LetterTracked', registerNumber: 'TWL-1', ...tracked } as const;
    expect(decodeFact(onDisk(encodeFact(fact)))).toEqual(fact);
  });
  test('an upheld dispute without a corrected balance', () => {
    const command = { ...commands.ResolveDispute, correctedBalance: null };
    expect(decodeCommand(onDisk(encodeCommand(command)))).toEqual(command);
  });
  test('any amount of up to eighteen digits, to the cent', () => {
    const amounts = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(amounts, (amountMinor) => {
        const fact = { ...facts.PaymentReported, amountMinor };
        expect(decodeFact(onDisk(encodeFact(fact)))).toEqual(fact);
      }),
    );
  });
});

describe('what waits from before is read with what says nothing', () => {
  test('a call result', () => {
    const before = { type: 'CallResultReported', attemptId: null, result: 'busy', textId: null };
    const unknown = { by: null, attitude: null, recordingRef: null, identityVerified: false };
    expect(decodeFact(before)).toEqual({ ...before, ...unknown });
  });
  test('a decision about a fraud claim', () => {
    const before = { type: 'FraudDecisionReported', claimId: 'claim-1', confirmed: true };
    expect(decodeFact(before)).toEqual({ ...before, decidedOn: null });
  });
  test('and both are known again when they are told once more', () => {
    const before = { type: 'CallResultReported', attemptId: null, result: 'busy', textId: null };
    expect(markOf(before)).toBe(sha256(canonical(before)));
    expect(markOf(onDisk(encodeFact(decodeFact(before))))).toBe(markOf(before));
    expect(markOf({ ...before, by: 'collector-1' })).not.toBe(markOf(before));
    expect(markOf({ ...before, textId: undefined })).not.toBe(markOf(before));
  });
  test('only a hand-over is the same under another pack', () => {
    const handOver = onDisk(encodeFact(facts.AccountHandedOver));
    expect(markOf({ ...handOver, policyHash: 'newer' })).toBe(markOf(handOver));
    const order = onDisk(encodeFact(facts.PolicyChangeOrdered));
    expect(markOf({ ...order, policyHash: 'newer' })).not.toBe(markOf(order));
  });
});

describe('what is too long, or half told, is refused', () => {
  const arrangement = commands.AgreeArrangement;
  const [instalment] = arrangement.instalments;
  test('six hundred instalments are kept, one more is not [ARRANGEMENT]', () => {
    const of = (length: number) => ({ ...arrangement, instalments: Array.from({ length }, () => instalment!) });
    expect(encodeCommand(of(600))).toMatchObject({ type: 'AgreeArrangement' });
    expect(() => encodeCommand(of(601))).toThrow('instalments');
  });
  test('an id of eighty characters is kept, of one more it is not', () => {
    const of = (length: number) => ({ ...facts.HoldReported, holdId: 'h'.repeat(length) });
    expect(encodeFact(of(80))).toMatchObject({ type: 'HoldReported' });
    expect(() => encodeFact(of(81))).toThrow('holdId');
  });
  test.each([
    { status: 'mailed' },
    { status: 'handedOver' },
    { status: 'delivered', mailNumber: 'RR1' },
    { status: 'lost' },
  ])('a letter that was tracked as %j', (tracked) => {
    expect(() => decodeFact({ type: 'LetterTracked', registerNumber: 'TWL-1', ...tracked })).toThrow(
      /mailNumber|by|status/,
    );
  });
});

describe('what this build does not know is an error, never skipped', () => {
  test.each(Object.values(facts))('fact $type with a field more', (fact) => {
    expect(() => decodeFact({ ...onDisk(encodeFact(fact)), colour: 'red' })).toThrow('colour');
  });
  test.each(Object.values(commands))('command $type with a field more', (command) => {
    expect(() => decodeCommand({ ...onDisk(encodeCommand(command)), colour: 'red' })).toThrow('colour');
  });
  test('a fact is no command, a command no fact, and an unknown type is neither', () => {
    expect(() => decodeCommand(onDisk(encodeFact(facts.RecallReported)))).toThrow('type');
    expect(() => decodeFact(onDisk(encodeCommand(commands.WriteOff)))).toThrow('type');
    expect(() => decodeFact({ type: 'DebtorForgiven' })).toThrow('type');
    expect(() => decodeFact(null)).toThrow('expected object');
  });
});
