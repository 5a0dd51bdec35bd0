import * as fc from 'fast-check';
import type { AccountEvent, EventOf } from '../../domain/events';
import { instant } from '../../domain/time';
import { decodeEvent, encodeEvent } from '../../storage/eventCodec';
import {
  attemptId,
  contacted,
  day,
  dispute,
  disputeRejected,
  entered,
  fraudClaim,
  fraudDecided,
  given,
  issued,
  mailed,
  opened,
  promise,
  reserved,
  taipei,
} from '../domain/accounts';
import { answers, births, moves } from '../domain/happenings';
import { playLife } from '../domain/playLife';

const at = taipei('2026-03-02 10:00');
const id = attemptId('A1-2');
const proof = (reserved('sms', at) as EventOf<'ContactReserved'>).proof;
const deferred = { at, rung: 'sms', channel: 'sms', rule: 'FREQUENCY', proof } as const;
const sha256 = 'a'.repeat(64);

/** An event without an example does not compile. */
const examples: { [Type in AccountEvent['type']]: EventOf<Type> } = {
  AccountOpened: opened(),
  StageEntered: entered('negotiation', at) as EventOf<'StageEntered'>,
  ContactReserved: reserved('sms', at) as EventOf<'ContactReserved'>,
  ContactSent: contacted('sms', at)[1] as EventOf<'ContactSent'>,
  ContactUnavailable: { type: 'ContactUnavailable', at, attemptId: id, code: '503', retryAt: instant(at + 1) },
  ContactFailed: { type: 'ContactFailed', at, attemptId: id, code: '21211' },
  ContactOutcomeUnknown: { type: 'ContactOutcomeUnknown', at, attemptId: id, code: 'lostCall' },
  ContactWithdrawn: { type: 'ContactWithdrawn', at, attemptId: id, rule: 'PROMISE' },
  ContactMissed: { type: 'ContactMissed', at, rung: 'sms', channel: 'letter', attemptId: null, notAfter: at },
  ContactDeferred: { ...deferred, type: 'ContactDeferred', until: instant(at + 1) },
  ContactSuppressed: { ...deferred, type: 'ContactSuppressed', rule: 'LETTER-MIN' },
  ContactDelivered: { type: 'ContactDelivered', at, attemptId: id },
  ContactUndelivered: { type: 'ContactUndelivered', at, attemptId: id, code: '' },
  CallResultRecorded: { type: 'CallResultRecorded', at, attemptId: null, result: 'rightParty', textId: 'text-1' },
  LetterIssued: issued('demand', at) as EventOf<'LetterIssued'>,
  LetterPrinted: mailed('demand', at)[1] as EventOf<'LetterPrinted'>,
  LetterDelivered: { type: 'LetterDelivered', at, registerNumber: 'TWL-1' },
  LetterReturned: { type: 'LetterReturned', at, registerNumber: 'TWL-1' },
  LetterSpoiled: { type: 'LetterSpoiled', at, registerNumber: 'TWL-1', rule: 'LETTER-CLOSED' },
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
  FraudDecided: fraudDecided(at, true) as EventOf<'FraudDecided'>,
  PromiseMade: promise(at, '2026-03-06') as EventOf<'PromiseMade'>,
  PromiseKept: { type: 'PromiseKept', at, promiseId: 'promise-1' },
  PromiseBroken: { type: 'PromiseBroken', at, promiseId: 'promise-1', paidMinor: 0n },
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
        expect(given(read).account).toEqual(account);
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
