import type { Command, Fact, Message } from '../../domain/message';
import { instant, plus } from '../../domain/time';
import { carryOn, listen, replay } from '../../domain/turn';
import { entered, factMessage, given, opened, payment, taipei } from './accounts';
import { policyOf, small, withPolicy } from './policies';

const at = taipei('2026-03-03 10:00');
const { type: _, at: __, jurisdiction: ___, segment: ____, stage: _____, plan: ______, ...facts } = opened();
const handOver: Fact = { ...facts, type: 'AccountHandedOver', overdueReason: 'unknown', hasAssets: null };

describe('an account is born by being handed over', () => {
  test('a payment that arrived before the hand-over is heard after it', () => {
    const waiting = [factMessage(payment(400_000n, at), at, '1'), factMessage(handOver, at, '2')];
    const { draft } = listen(null, waiting, policyOf, at);
    expect(draft.recorded.map(({ event, cause }) => [event.type, cause])).toEqual([
      ['AccountOpened', 'inbox:2'],
      ['PaymentReceived', 'inbox:1'],
    ]);
    expect(carryOn(draft, policyOf, at).account.closed?.because).toBe('cured');
  });
  test('without a hand-over there is no account', () => {
    expect(() => listen(null, [factMessage(payment(1n, at), at)], policyOf, at)).toThrow(
      'An account begins with being handed over',
    );
    expect(() => replay([entered('reminder', at)])).toThrow('A journal begins with AccountOpened');
    expect(() => replay([])).toThrow('A journal begins with AccountOpened');
  });
  test('a second hand-over of the same account is noted', () => {
    given(opened()).hears(handOver, at).noted('accountIsAlreadyOpen');
    const twice = listen(null, [factMessage(handOver, at, '1'), factMessage(handOver, at, '2')], policyOf, at);
    expect(twice.draft.recorded.map(({ event }) => event.type)).toEqual(['AccountOpened', 'FactNoted']);
  });
});

describe('commands are answered, facts are not', () => {
  const command: Command = { type: 'WriteOff', because: 'not worth it', by: 'clerk-1' };
  const asked = (id: string, expiresAt = at): Message => ({ id, receivedAt: at, expiresAt, command });

  test('a command is obeyed up to the moment at which it expires, and refused after it', () => {
    expect(given(opened()).turn([asked('7')], at).answers).toEqual([{ to: '7', refused: null }]);
    const late = given(opened()).turn([asked('7')], instant(at + 1));
    expect(late.answers).toEqual([{ to: '7', refused: 'commandCameTooLate' }]);
    expect(late.recorded).toEqual([]);
  });
  test('each command is judged by what the one before it did', () => {
    const { answers, account } = given(opened()).turn(
      [asked('7'), factMessage(payment(1n, at), at, '8'), asked('9')],
      at,
    );
    expect(answers).toEqual([
      { to: '7', refused: null },
      { to: '9', refused: 'accountIsClosed' },
    ]);
    expect(account.closed?.because).toBe('writtenOff');
  });
  test('every event says what brought it about', () => {
    const { recorded } = given(opened()).turn([asked('7'), factMessage(payment(1n, at), at, '8')], at);
    expect(recorded.map(({ event, cause }) => [event.type, cause])).toEqual([
      ['WriteOffOrdered', 'inbox:7'],
      ['PaymentReceived', 'inbox:8'],
      ['AccountClosed', 'clock'],
    ]);
  });
  test('ten payments at once are one turn', () => {
    const ten = Array.from({ length: 10 }, (_, i) => factMessage(payment(1n, at, `p${i}`), at, String(i)));
    const { account, recorded } = given(opened()).turn(ten, at);
    expect(recorded).toHaveLength(10);
    expect(account.arrearsMinor).toBe(399_990n);
  });
});

test('an assessment that is valid for no day at all does not stop the account', () => {
  const policies = withPolicy('hasty', {
    ...small,
    referral: { ...small.referral, assessmentValidDays: 0, afterDemandDays: 0 },
  });
  const demand = {
    type: 'LetterIssued',
    registerNumber: 'S-1',
    rung: 'demand',
    purpose: 'collection',
    byHand: null,
    contactPointId: 'c',
    template: 'text',
    templateVersion: 1,
    textSha256: null,
    balanceMinor: 1n,
  } as const;
  const suppressed = { rung: 'demand-sms', purpose: 'collection', channel: 'sms' } as const;
  const account = replay([
    opened({ stage: 'disposal', policyHash: 'hasty' as never, dueOn: '2025-12-01' as never }),
    { ...demand, at, proof: {} as never },
    { type: 'LetterDelivered', at, registerNumber: 'S-1' },
    { ...suppressed, type: 'ContactSuppressed', at, rule: 'REACHABLE', proof: {} as never },
  ]);
  const { recorded } = carryOn({ account, recorded: [] }, policies, plus(at, 1));
  expect(recorded.map(({ event }) => event.type)).toEqual(['RiskReassessed', 'ReferralProposed']);
});
