import type { AccountEvent, ClosedBecause } from '../../domain/events';
import type { Fact, Message } from '../../domain/message';
import { plus } from '../../domain/time';
import {
  dispute,
  factMessage,
  fraudClaim,
  fraudDecided,
  given,
  issued,
  opened,
  payment,
  promise,
  reserved,
  taipei,
} from './accounts';

const at = taipei('2026-03-03 10:00');
const all: Fact = payment(1_000_000n, at);
const arrears: Fact = payment(400_000n, at, 'payment-2');
const recall: Fact = { type: 'RecallReported', because: 'becameCurrent' };
const fraud: Fact = { type: 'FraudDecisionReported', claimId: 'claim-1', confirmed: true, decidedOn: null };
const messages = (...facts: readonly Fact[]): Message[] => facts.map((fact, i) => factMessage(fact, at, String(i)));

describe('why an account is closed', () => {
  test.each<[ClosedBecause, string, readonly Fact[], readonly AccountEvent[]]>([
    ['settled', 'the whole balance is paid', [all], []],
    ['cured', 'the arrears are paid', [arrears], []],
    ['withdrawn', 'the bank recalls it', [recall], []],
    ['withdrawn', 'the bank recalls it after all was paid in the same minute', [all, recall], []],
    ['fraudConfirmed', 'the bank confirms the fraud', [fraud], [fraudClaim(at)]],
    ['fraudConfirmed', 'fraud is confirmed and then the account recalled', [fraud, recall], [fraudClaim(at)]],
    ['fraudConfirmed', 'the account is recalled and then fraud confirmed', [recall, fraud], [fraudClaim(at)]],
    ['fraudConfirmed', 'fraud is confirmed and all was paid', [all, fraud], [fraudClaim(at)]],
    ['withdrawn', 'the bank recalls it while it is disputed', [recall], [dispute(at)]],
    ['settled', 'all is paid while it is disputed', [all], [dispute(at)]],
    ['cured', 'the arrears are paid while a promise is open', [arrears], [promise(at, '2026-03-06', 1_000_000n)]],
  ])('%s: %s', (because, _, facts, before) => {
    const turn = given(opened(), before).turn(messages(...facts), at);
    expect(turn.account.closed).toEqual({ because, at });
    expect(turn.next).toEqual({ do: 'rest' });
  });
  test('a write-off closes; what the bank decided before it has the last word', () => {
    const writeOff = { type: 'WriteOff', because: 'not worth it', by: 'clerk-1' } as const;
    const ordered: AccountEvent = { type: 'WriteOffOrdered', at, because: 'not worth it', by: 'clerk-1' };
    given(opened())
      .when(writeOff, at)
      .leadsTo({ events: [ordered] });
    given(opened()).at(at).next({ do: 'wait' });
    given(opened(), ordered)
      .at(at)
      .next({ do: 'record', event: { type: 'AccountClosed', at, because: 'writtenOff' } });
    given(opened(), ordered).when(writeOff, at).leadsTo({ refused: 'accountIsClosed' });
    const recalled = given(opened(), ordered).turn(messages(recall), at);
    expect(recalled.account.closed?.because).toBe('writtenOff');
  });
  test('a cent less than the arrears cures nothing', () => {
    const { account } = given(opened()).turn(messages(payment(399_999n, at)), at);
    expect(account.closed).toBeNull();
  });
  test('a contact on its way is brought to its end before the account closes', () => {
    const sending = given(opened(), reserved('sms', at)).turn(messages(all), plus(at, 1));
    expect(sending.next).toMatchObject({ do: 'perform', action: { rung: 'sms' } });
    const printing = given(opened(), issued('letter', at)).turn(messages(all), plus(at, 1));
    expect(printing.next).toMatchObject({ do: 'perform', action: { type: 'issueLetter' } });
  });
});

describe('a closed account rests, and still hears what concerns it', () => {
  const closed = [
    opened(),
    { type: 'AccountRecalled', at, because: 'other' },
    { type: 'AccountClosed', at, because: 'withdrawn' },
  ] as const;
  test.each<Fact>([
    { type: 'DisputeReported', disputeId: 'd', ground: 'late', textId: null },
    { type: 'FraudClaimReported', claimId: 'c', textId: null },
    { type: 'FraudStatementArrived', claimId: 'c' },
    { type: 'FraudDecisionReported', claimId: 'c', confirmed: true, decidedOn: null },
    { type: 'RecallReported', because: 'soldByBank' },
    { type: 'LegalOutcomeReported', referralId: 'A1-R1', outcome: 'suitFiled' },
  ])('$type is noted and changes nothing', (fact) => {
    given(...closed)
      .hears(fact, at)
      .noted('accountIsClosed');
    expect(given(...closed).turn(messages(fact), plus(at, 1)).next).toEqual({ do: 'rest' });
  });
  test('a call result and a delivery report are kept', () => {
    const by = { by: 'collector-1', attitude: 'willing', recordingRef: 'recording-1' } as const;
    const call = { attemptId: null, result: 'rightParty', textId: null, ...by } as const;
    given(...closed)
      .hears({ type: 'CallResultReported', ...call, identityVerified: false }, at)
      .leadsTo({ type: 'CallResultRecorded', at, ...call });
    given(...closed)
      .hears({ type: 'DeliveryReported', attemptId: 'x' as never, status: 'delivered', code: '', providerRef: 'p' }, at)
      .leadsTo({ type: 'ContactDelivered', at, attemptId: 'x' as never });
  });
  test('every command is refused', () => {
    given(...closed)
      .when({ type: 'WriteOff', because: 'x', by: 'y' }, at)
      .leadsTo({ refused: 'accountIsClosed' });
    given(...closed, fraudDecided(at))
      .when({ type: 'WriteOff', because: 'x', by: 'y' }, at)
      .leadsTo({ refused: 'accountIsClosed' });
  });
});
