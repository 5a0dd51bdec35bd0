import * as fc from 'fast-check';
import type { PolicyHash } from '../../domain/brand';
import type { AccountEvent, EventOf, Proof } from '../../domain/events';
import { instant, type Day, type TimeZone } from '../../domain/time';
import { replay } from '../../domain/turn';
import { decodeEvent, encodeEvent } from '../../storage/eventCodec';
import {
  attemptId,
  contacted,
  dispute,
  disputeRejected,
  entered,
  fraudClaim,
  mailed,
  opened,
  promise,
  taipei,
} from '../domain/accounts';
import { answers, births, moves } from '../domain/happenings';
import { playLife } from '../domain/playLife';

const at = taipei('2026-03-02 10:00');
const id = attemptId('A1-2');
const day = (text: string) => text as Day;
const timeZone = 'Asia/Taipei' as TimeZone;
const proof: Proof = {
  asked: ['DISPUTE', 'REACHABLE', 'HOURS', 'FREQUENCY'],
  timeZone,
  window: { opensAt: at, closesAt: instant(at + 3_600_000) },
  counts: [{ what: 'contacts today', counted: 3, allowed: 3 }],
};
const intended = { at, rung: 'sms', channel: 'sms', purpose: 'fraudStatement' } as const;
const deferred = { ...intended, rule: 'FREQUENCY', proof } as const;
const sha256 = 'a'.repeat(64);
const written = { template: 'text', templateVersion: 3, balanceMinor: 1_000_000n, textSha256: sha256 } as const;
const hold = { holdId: 'hold-1', kind: 'vulnerability', by: 'clerk-1' } as const;
const terms = { hours: { fromMinute: 600, toMinute: 720 }, channels: ['email', 'letter'] } as const;
const message = { messageId: 'message-1', by: 'clerk-1' } as const;
const letter = { at, registerNumber: 'TWL-1' } as const;

/** An event without an example does not compile. */
const examples: { [Type in AccountEvent['type']]: EventOf<Type> } = {
  AccountOpened: opened(),
  StageEntered: entered('negotiation', at) as EventOf<'StageEntered'>,
  ContactReserved: {
    ...intended,
    ...written,
    type: 'ContactReserved',
    attemptId: id,
    contactPointId: 'cp-mobile',
    notAfter: instant(at + 1),
    proof,
  },
  ContactSent: contacted('sms', at)[1] as EventOf<'ContactSent'>,
  ContactTriedAgain: { type: 'ContactTriedAgain', at, attemptId: id },
  ContactUnavailable: { type: 'ContactUnavailable', at, attemptId: id, code: '503', retryAt: instant(at + 1) },
  ContactFailed: { type: 'ContactFailed', at, attemptId: id, code: '21211' },
  ContactOutcomeUnknown: { type: 'ContactOutcomeUnknown', at, attemptId: id, code: 'lostCall' },
  ContactWithdrawn: { type: 'ContactWithdrawn', at, attemptId: id, rule: 'PROMISE' },
  ContactMissed: { ...intended, type: 'ContactMissed', channel: 'letter', attemptId: null, notAfter: at },
  ContactDeferred: { ...deferred, type: 'ContactDeferred', until: instant(at + 1) },
  ContactSuppressed: { ...deferred, type: 'ContactSuppressed', rule: 'LETTER-MIN' },
  ContactDelivered: { type: 'ContactDelivered', at, attemptId: id },
  ContactUndelivered: { type: 'ContactUndelivered', at, attemptId: id, code: '' },
  CallResultRecorded: {
    type: 'CallResultRecorded',
    at,
    attemptId: null,
    result: 'thirdPartyDoesNotKnow',
    textId: 'text-1',
    by: 'collector-1',
    attitude: 'upset',
    recordingRef: 'recording-1',
  },
  ReplyReceived: { type: 'ReplyReceived', at, replyId: 'SM1', textId: 'text-2' },
  IdentityVerified: { type: 'IdentityVerified', at, attemptId: id, by: 'collector-1' },
  ContactPointBarred: { type: 'ContactPointBarred', at, contactPointId: 'cp-office', because: 'thirdPartyAnnoyed' },
  ThirdPartyConsented: { type: 'ThirdPartyConsented', at, contactPointId: 'cp-emergency', by: 'collector-1' },
  OptedOut: { type: 'OptedOut', at, channel: 'sms', ref: 'SM2', provenance: 'debtor' },
  OptedIn: { type: 'OptedIn', at, channel: 'sms', ref: 'in-1', by: 'clerk-1' },
  PreferencesRecorded: {
    type: 'PreferencesRecorded',
    at,
    hours: terms.hours,
    channel: null,
    language: 'zh-CN',
    by: 'clerk-1',
  },
  TimeAgreed: { type: 'TimeAgreed', at, agreementId: 'time-1', opensAt: at, closesAt: instant(at + 1), by: 'clerk-1' },
  LetterRequested: { type: 'LetterRequested', at, requestId: 'visit-1', rung: 'demand', by: 'clerk-1' },
  LetterIssued: {
    ...letter,
    ...written,
    type: 'LetterIssued',
    rung: 'by-hand-visit-1',
    purpose: 'collection',
    byHand: 'visit-1',
    contactPointId: 'cp-address',
    proof: { ...proof, window: null },
  },
  LetterPrinted: mailed('demand', at)[1] as EventOf<'LetterPrinted'>,
  LetterMailed: { ...letter, type: 'LetterMailed', mailNumber: 'RR123456785TW' },
  LetterHandedOver: { ...letter, type: 'LetterHandedOver', by: 'visitor-1' },
  LetterDelivered: { ...letter, type: 'LetterDelivered' },
  LetterReturned: { ...letter, type: 'LetterReturned' },
  LetterSpoiled: { ...letter, type: 'LetterSpoiled', rule: 'LETTER-CLOSED' },
  PaymentReceived: {
    type: 'PaymentReceived',
    at,
    paymentId: 'payment-1',
    amountMinor: 900_719_925_474_099_312n,
    applied: { fees: 1n, interest: 0n, principal: 900_719_925_474_099_311n },
    paidAt: at,
    method: 'transfer',
  },
  RefundDue: { type: 'RefundDue', at, paymentId: 'payment-1', amountMinor: 1n },
  DisputeRaised: dispute(at) as EventOf<'DisputeRaised'>,
  DisputeResolved: disputeRejected(at) as EventOf<'DisputeResolved'>,
  FraudClaimed: fraudClaim(at) as EventOf<'FraudClaimed'>,
  FraudStatementReceived: { type: 'FraudStatementReceived', at, claimId: 'claim-1' },
  FraudDecided: { type: 'FraudDecided', at, claimId: 'claim-1', confirmed: true, decidedOn: day('2026-03-01') },
  HoldPlaced: {
    ...hold,
    type: 'HoldPlaced',
    at,
    provenance: 'relative',
    reviewOn: day('2026-04-01'),
    textId: 'text-3',
  },
  HoldReviewed: { ...hold, type: 'HoldReviewed', at, reviewOn: day('2026-05-01') },
  HoldTermsSet: { ...hold, type: 'HoldTermsSet', at, terms, reviewOn: day('2026-05-01') },
  HoldLifted: { ...hold, type: 'HoldLifted', at, because: 'well again' },
  Escalated: {
    type: 'Escalated',
    at,
    escalationId: 'reviewIsDue:hold-1',
    kind: 'reviewIsDue',
    ref: 'h',
    rule: 'HARDSHIP',
  },
  EscalationSettled: {
    type: 'EscalationSettled',
    at,
    escalationId: 'reviewIsDue:hold-1',
    because: 'seen',
    by: 'boss-1',
  },
  MessageRequested: {
    ...message,
    type: 'MessageRequested',
    at,
    channel: 'email',
    textId: 'text-4',
    textSha256: sha256,
    findings: [0, 17],
  },
  MessageHeld: { type: 'MessageHeld', at, messageId: 'message-1', findings: [3] },
  MessageApproved: { ...message, type: 'MessageApproved', at },
  MessageRejected: { ...message, type: 'MessageRejected', at, because: 'a threat' },
  PromiseMade: promise(at, '2026-03-06') as EventOf<'PromiseMade'>,
  PromiseKept: { type: 'PromiseKept', at, promiseId: 'promise-1' },
  PromiseBroken: { type: 'PromiseBroken', at, promiseId: 'promise-1', paidMinor: 0n },
  ArrangementAgreed: {
    type: 'ArrangementAgreed',
    at,
    arrangementId: 'arrangement-1',
    instalments: Array.from({ length: 600 }, () => ({ dueOn: day('2026-04-01'), amountMinor: 5n })),
    method: 'transfer',
    by: 'clerk-1',
  },
  ArrangementCompleted: { type: 'ArrangementCompleted', at, arrangementId: 'arrangement-1' },
  ArrangementBroken: {
    type: 'ArrangementBroken',
    at,
    arrangementId: 'arrangement-1',
    dueOn: day('2026-04-01'),
    expectedMinor: 5n,
    paidMinor: 4n,
  },
  PolicyAdopted: {
    type: 'PolicyAdopted',
    at,
    policyHash: 'new' as PolicyHash,
    instead: 'old' as PolicyHash,
    adoptionId: 'adoption-1',
    by: 'boss-1',
  },
  RiskReassessed: { type: 'RiskReassessed', at, segment: opened().segment },
  ReferralProposed: { type: 'ReferralProposed', at, referralId: 'A1-R1', demandNumber: 'TWL-1' },
  ReferralApproved: { type: 'ReferralApproved', at, referralId: 'A1-R1', consulted: 'counsel', by: 'legal-1' },
  ReferralDeclined: { type: 'ReferralDeclined', at, referralId: 'A1-R1', because: 'too small', by: 'legal-1' },
  ReferredToLegal: { type: 'ReferredToLegal', at, referralId: 'A1-R1', acknowledgement: 'ok', manifestSha256: sha256 },
  LegalOutcomeRecorded: { type: 'LegalOutcomeRecorded', at, referralId: 'A1-R1', outcome: 'claimConfirmed' },
  AccountRecalled: { type: 'AccountRecalled', at, because: 'soldByBank' },
  WriteOffOrdered: { type: 'WriteOffOrdered', at, because: 'not worth it', by: 'clerk-1' },
  FactNoted: { type: 'FactNoted', at, kind: 'DisputeReported', because: 'alreadyInDispute' },
  AccountClosed: { type: 'AccountClosed', at, because: 'notOwed' },
};

const onDisk = (event: AccountEvent): unknown => JSON.parse(JSON.stringify(encodeEvent(event)));
const all = Object.values(examples);

describe('the journal is read as it was written', () => {
  test.each(all)('$type', (event) => {
    expect(decodeEvent(onDisk(event))).toEqual(event);
    expect(examples[event.type].type).toBe(event.type);
  });
  test('the events of any life', () => {
    fc.assert(
      fc.property(births, answers, moves, (birth, world, life) => {
        const { events, account } = playLife(birth, world, life);
        const read = events.map((event) => decodeEvent(onDisk(event)));
        expect(read).toEqual(events);
        expect(replay(read)).toEqual(account);
      }),
      { numRuns: 10 },
    );
  });
  test('amounts are texts, so that no cent is lost above 2^53', () => {
    expect(onDisk(examples.PaymentReceived)).toMatchObject({ amountMinor: '900719925474099312' });
  });
});

describe('what this build does not know is an error, never skipped', () => {
  test.each(all)('$type with a field more', (event) => {
    expect(() => decodeEvent({ ...(onDisk(event) as object), colour: 'red' })).toThrow('colour');
  });
  test.each(all)('$type with a field less', (event) => {
    const { at: _, ...without } = onDisk(event) as { at: number };
    expect(() => decodeEvent(without)).toThrow('at');
  });
  test.each([{ type: 'DebtorForgiven', at }, { at }, null, 'AccountClosed', { type: 'toString', at }])('%j', (body) => {
    expect(() => decodeEvent(body)).toThrow(/type|expected object/);
  });
  test('a nested field more, an amount that is a number, a day that is none', () => {
    const payment = onDisk(examples.PaymentReceived) as { applied: object };
    expect(() => decodeEvent({ ...payment, applied: { ...payment.applied, tips: '1' } })).toThrow('tips');
    expect(() => decodeEvent({ ...payment, amountMinor: 5 })).toThrow('amountMinor');
    expect(() => decodeEvent({ ...(onDisk(opened()) as object), dueOn: day('2026-02-30') })).toThrow('dueOn');
  });
});

/** Rows as they lie in journals that were written before these fields were there. */
describe('a journal of before is read on', () => {
  const without = (event: AccountEvent, ...fields: string[]): Record<string, unknown> =>
    Object.fromEntries(Object.entries(onDisk(event) as object).filter(([key]) => !fields.includes(key)));

  test.each([
    ['ContactReserved', ['purpose'], { purpose: 'collection' }],
    ['ContactMissed', ['purpose'], { purpose: 'collection' }],
    ['ContactDeferred', ['purpose'], { purpose: 'collection' }],
    ['ContactSuppressed', ['purpose'], { purpose: 'collection' }],
    ['CallResultRecorded', ['by', 'attitude', 'recordingRef'], { by: null, attitude: null, recordingRef: null }],
    ['LetterIssued', ['purpose', 'byHand', 'textSha256'], { purpose: 'collection', byHand: null, textSha256: null }],
    ['FraudDecided', ['decidedOn'], { decidedOn: null }],
  ] as const)('%s without %j', (type, fields, read) => {
    expect(decodeEvent(without(examples[type], ...fields))).toEqual({ ...examples[type], ...read });
  });

  test('a proof of hours and two counts is read as counts of all contacts', () => {
    const hours = { fromMinute: 420, toMinute: 1320 };
    const former = { hours, timeZone, countedToday: 1, countedInWeek: 4, allowedToday: 2, allowedInWeek: 7 };
    for (const type of ['ContactReserved', 'ContactDeferred', 'ContactSuppressed', 'LetterIssued'] as const) {
      const body = { ...(onDisk(examples[type]) as object), proof: former };
      expect(decodeEvent(body)).toEqual({
        ...examples[type],
        proof: {
          asked: [],
          timeZone,
          window: null,
          counts: [
            { what: 'all contacts today', counted: 1, allowed: 2 },
            { what: 'all contacts in 7 days', counted: 4, allowed: 7 },
          ],
        },
      });
    }
    expect(() => decodeEvent({ ...(onDisk(examples.ContactReserved) as object), proof: { ...former, x: 1 } })).toThrow(
      'proof',
    );
  });

  test('what is written now lacks nothing: a proof in the old form, or an event without its purpose, is refused', () => {
    const { purpose: _, ...reserved } = examples.ContactReserved;
    expect(() => encodeEvent(reserved as EventOf<'ContactReserved'>)).toThrow('purpose');
    const former = { timeZone, countedToday: 1 } as unknown as Proof;
    expect(() => encodeEvent({ ...examples.ContactReserved, proof: former })).toThrow('proof');
  });
});

test('an arrangement of more than six hundred instalments is refused [ARRANGEMENT]', () => {
  const { instalments } = examples.ArrangementAgreed;
  const tooMany = { ...examples.ArrangementAgreed, instalments: [...instalments, instalments[0]!] };
  expect(() => encodeEvent(tooMany)).toThrow('instalments');
});
