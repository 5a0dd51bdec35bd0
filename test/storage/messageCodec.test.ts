import * as fc from 'fast-check';
import type { Command, CommandOf, Fact, FactOf } from '../../domain/message';
import { decodeCommand, decodeFact, encodeCommand, encodeFact } from '../../storage/messageCodec';
import { attemptId, day, opened, payment, taipei } from '../domain/accounts';

const at = taipei('2026-03-02 10:00');
const { type: _, at: __, jurisdiction: ___, segment: ____, stage: _____, plan: ______, ...account } = opened();

/** A fact without an example does not compile. */
const facts: { [Type in Fact['type']]: FactOf<Type> } = {
  AccountHandedOver: { ...account, type: 'AccountHandedOver', overdueReason: 'forgot', hasAssets: null },
  PaymentReported: payment(900_719_925_474_099_312n, at) as FactOf<'PaymentReported'>,
  DisputeReported: { type: 'DisputeReported', disputeId: 'dispute-1', ground: 'not my spending', textId: 'text-1' },
  FraudClaimReported: { type: 'FraudClaimReported', claimId: 'claim-1', textId: null },
  FraudStatementArrived: { type: 'FraudStatementArrived', claimId: 'claim-1' },
  FraudDecisionReported: { type: 'FraudDecisionReported', claimId: 'claim-1', confirmed: false },
  DeliveryReported: {
    type: 'DeliveryReported',
    attemptId: attemptId('A1-2'),
    status: 'undelivered',
    code: '30003',
    providerRef: 'SM1',
  },
  LetterTracked: { type: 'LetterTracked', registerNumber: 'TWL-1', status: 'returned' },
  CallResultReported: { type: 'CallResultReported', attemptId: null, result: 'wrongNumber', textId: null },
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
