import type { AccountEvent } from '../../domain/events';
import { DAY_MS, instant, plus, type Instant } from '../../domain/time';
import {
  contacted,
  day,
  dispute,
  disputeRejected,
  entered,
  factMessage,
  fraudClaim,
  given,
  mailed,
  opened,
  promise,
  taipei,
} from './accounts';

const demandedAt = taipei('2026-03-23 10:00');
const deliveredAt = taipei('2026-03-25 11:00');
const delivered = (at: Instant, registerNumber = 'S-demand'): AccountEvent => ({
  type: 'LetterDelivered',
  at,
  registerNumber,
});
const returned = (at: Instant, registerNumber = 'S-demand'): AccountEvent => ({
  type: 'LetterReturned',
  at,
  registerNumber,
});
const reassessed = (at: Instant): AccountEvent => ({ type: 'RiskReassessed', at, segment: opened().segment });

/** In disposal since the 22nd of March with the demand printed; the stage ends on the 1st of April. */
const demanded = [
  opened(),
  entered('disposal', taipei('2026-03-22 00:00')),
  ...mailed('demand', demandedAt),
  ...contacted('demand-sms', taipei('2026-03-25 09:00')),
];
const ready = plus(deliveredAt, 14 * DAY_MS);
const proposal = (at: Instant, n = 1): AccountEvent => ({
  type: 'ReferralProposed',
  at,
  referralId: `A1-R${n}`,
  demandNumber: 'S-demand',
});

describe('no recourse without a delivered demand, time to answer it and a fresh look [LEGAL-READY]', () => {
  test('without proof of delivery nothing is ever proposed', () => {
    given(...demanded)
      .at(taipei('2028-01-01 12:00'))
      .next({ do: 'wait', until: null });
  });
  test('a letter of an earlier stage is no demand', () => {
    const formal = [
      opened(),
      entered('negotiation', taipei('2026-03-12 00:00')),
      ...mailed('letter', taipei('2026-03-12 09:00')),
    ];
    const later = [
      entered('disposal', taipei('2026-03-22 00:00')),
      ...mailed('demand', demandedAt),
      ...contacted('demand-sms', deliveredAt),
    ];
    given(...formal, delivered(taipei('2026-03-15 09:00'), 'S-letter'), later)
      .at(taipei('2027-01-01 12:00'))
      .next({ do: 'wait', until: null });
  });
  test('the debtor has the policy’s days to answer, to the millisecond', () => {
    const waiting = [...demanded, delivered(deliveredAt)];
    given(...waiting)
      .at(instant(ready - 1))
      .next({ do: 'wait', until: ready });
    given(...waiting, reassessed(ready))
      .at(ready)
      .next({ do: 'record', event: proposal(ready) });
  });
  test('the demand period of the stage is waited out too', () => {
    const early = [...demanded, delivered(taipei('2026-03-23 10:30'))];
    given(...early)
      .at(taipei('2026-03-31 23:59'))
      .next({ do: 'wait', until: taipei('2026-04-01 00:00') });
  });
  test('a dispute stops the time to answer: what was left of it is given after', () => {
    const from = plus(deliveredAt, DAY_MS);
    const disputed = [...demanded, delivered(deliveredAt), dispute(from), disputeRejected(plus(from, 20 * DAY_MS))];
    given(...disputed)
      .at(taipei('2026-04-21 00:00'))
      .next({ do: 'wait', until: plus(ready, 20 * DAY_MS) });
  });
  test('a demand that is delivered while the debt is disputed is answered by when the dispute is over', () => {
    const [from, to] = [plus(deliveredAt, -DAY_MS), plus(deliveredAt, 20 * DAY_MS)];
    given(...demanded, dispute(from), delivered(deliveredAt), disputeRejected(to))
      .at(taipei('2026-04-22 00:00'))
      .next({ do: 'wait', until: plus(to, 14 * DAY_MS) });
  });
  test('the same delivery reported twice does not prolong the time to answer', () => {
    given(...demanded, delivered(deliveredAt))
      .hears({ type: 'LetterTracked', registerNumber: 'S-demand', status: 'delivered' }, plus(deliveredAt, 9 * DAY_MS))
      .noted('alreadyKnown');
    given(...demanded, delivered(deliveredAt))
      .hears(
        { type: 'LetterTracked', registerNumber: 'S-demand', status: 'handedOver', by: 'collector-1' },
        plus(deliveredAt, 9 * DAY_MS),
      )
      .noted('alreadyKnown');
  });
  test('an assessment is fresh for its thirty days and renewed after them, once', () => {
    const at = (assessedAt: Instant) => given(...demanded, delivered(deliveredAt), reassessed(assessedAt)).at(ready);
    at(plus(ready, -30 * DAY_MS)).next({ do: 'record', event: proposal(ready) });
    at(plus(ready, -30 * DAY_MS - 1)).next({
      do: 'record',
      event: { ...reassessed(ready), segment: { ...opened().segment, risk: 'medium' } } as AccountEvent,
    });
    const { recorded, next } = at(plus(ready, -90 * DAY_MS)).turn();
    expect(recorded.map(({ event }) => event.type)).toEqual(['RiskReassessed', 'ReferralProposed']);
    expect(next).toMatchObject({ do: 'wait', until: null });
  });
});

describe('a demand that came back is issued anew, so often as the policy says, then never [LEGAL-READY]', () => {
  test('the first that comes back is issued anew at the next lawful moment, even after the stage has ended', () => {
    given(...demanded, returned(deliveredAt))
      .at(taipei('2026-05-01 19:30'))
      .next({ do: 'perform', action: { type: 'issueLetter', rung: 'demand', notAfter: taipei('2026-05-01 20:00') } });
  });
  test('the second that comes back is the last: nothing is proposed on it', () => {
    given(
      ...demanded,
      returned(deliveredAt),
      ...mailed('demand', deliveredAt, 'S-2'),
      returned(plus(deliveredAt, DAY_MS), 'S-2'),
    )
      .at(taipei('2028-01-01 12:00'))
      .next({ do: 'record', event: { type: 'Escalated', kind: 'demandIsMissing', rule: 'LEGAL-READY' } as never });
  });
  test('the reissued one counts from its own delivery', () => {
    const again = plus(deliveredAt, 10 * DAY_MS);
    given(...demanded, returned(deliveredAt), ...mailed('demand', deliveredAt, 'S-2'), delivered(again, 'S-2'))
      .at(plus(again, DAY_MS))
      .next({ do: 'wait', until: plus(again, 14 * DAY_MS) });
  });
});

describe('legal alone decides [LEGAL-READY]', () => {
  const proposed = [...demanded, delivered(deliveredAt), reassessed(ready), proposal(ready)];
  const approve = { type: 'ApproveReferral', referralId: 'A1-R1', consulted: 'counsel', by: 'legal-1' } as const;
  const decline = { type: 'DeclineReferral', referralId: 'A1-R1', because: 'too small', by: 'legal-1' } as const;
  const approved = { ...approve, type: 'ReferralApproved', at: ready } as const;
  const declined = { ...decline, type: 'ReferralDeclined', at: ready } as const;

  test('a proposal waits for legal, however long', () => {
    given(...proposed)
      .at(taipei('2028-01-01 12:00'))
      .next({ do: 'wait', until: null });
  });
  test('approval leads to recourse and the packet is handed over once', () => {
    given(...proposed)
      .when(approve, ready)
      .leadsTo({ events: [approved] });
    const { account, next } = given(...proposed, approved)
      .at(ready)
      .turn();
    expect(account.stage).toBe('legalRecourse');
    expect(next).toEqual({ do: 'perform', action: { type: 'referToLegal', referralId: 'A1-R1' } });
    const referred = {
      type: 'ReferredToLegal',
      at: ready,
      referralId: 'A1-R1',
      acknowledgement: 'ok',
      manifestSha256: 'c'.repeat(64),
    } as const;
    given(...proposed, approved, entered('legalRecourse', ready), referred)
      .at(taipei('2028-01-01 12:00'))
      .next({ do: 'wait', until: null, for: 'the law firm' });
    given(...proposed, approved, entered('legalRecourse', ready), referred)
      .hears({ type: 'LegalOutcomeReported', referralId: 'A1-R1', outcome: 'suitFiled' }, ready)
      .leadsTo({ type: 'LegalOutcomeRecorded', at: ready, referralId: 'A1-R1', outcome: 'suitFiled' });
  });
  test('only the referral that is proposed can be approved or declined, and only once', () => {
    given(...demanded)
      .when(approve, ready)
      .leadsTo({ refused: 'referralIsNotProposed' });
    given(...demanded)
      .when(decline, ready)
      .leadsTo({ refused: 'referralIsNotProposed' });
    given(...proposed)
      .when({ ...approve, referralId: 'A1-R2' }, ready)
      .leadsTo({ refused: 'referralIsNotProposed' });
    given(...proposed, approved)
      .when(approve, ready)
      .leadsTo({ refused: 'referralIsNotProposed' });
    given(...proposed, approved)
      .when(decline, ready)
      .leadsTo({ refused: 'referralIsNotProposed' });
  });
  test('nothing is approved while the debt is disputed or a fraud claim is open; declining is always possible', () => {
    given(...proposed, dispute(ready))
      .when(approve, ready)
      .leadsTo({ refused: 'collectionIsSuspended' });
    given(...proposed, fraudClaim(ready))
      .when(approve, ready)
      .leadsTo({ refused: 'collectionIsSuspended' });
    given(...proposed, dispute(ready))
      .when(decline, ready)
      .leadsTo({ events: [declined] });
  });
  test('a dispute after the approval keeps the packet back until it is resolved', () => {
    given(...proposed, approved, dispute(ready))
      .at(ready)
      .next({ do: 'wait', until: null });
    given(...proposed, approved, promise(ready, '2026-04-10'))
      .at(ready)
      .next({ do: 'wait' });
    given(...proposed, approved, dispute(ready), disputeRejected(ready))
      .at(ready)
      .next({ do: 'record' });
  });
  test('a demand that comes back after all is no demand: nothing is approved and nothing handed over on it', () => {
    const takenBack = returned(plus(ready, 1));
    given(...proposed, takenBack)
      .when(approve, plus(ready, 2))
      .leadsTo({ refused: 'demandIsNotDelivered' });
    given(...proposed, takenBack)
      .when(decline, ready)
      .leadsTo({ events: [declined] });
    given(...proposed, takenBack, declined)
      .at(taipei('2026-04-09 19:30'))
      .next({ do: 'perform', action: { type: 'issueLetter', rung: 'demand', notAfter: taipei('2026-04-09 20:00') } });
    given(...proposed, approved, entered('legalRecourse', ready), takenBack)
      .at(plus(ready, 2))
      .next({ do: 'wait', until: null });
  });
  test('what legal declined is proposed again after the pause, under a new number and with a fresh look', () => {
    const again = plus(ready, 30 * DAY_MS);
    given(...proposed, declined)
      .at(instant(again - 1))
      .next({ do: 'wait', until: again });
    const { recorded, account } = given(...proposed, declined)
      .at(plus(again, 1))
      .turn();
    expect(recorded.map(({ event }) => event)).toMatchObject([
      { type: 'RiskReassessed' },
      { type: 'ReferralProposed', referralId: 'A1-R2' },
    ]);
    expect(account.referral).toMatchObject({ referralId: 'A1-R2', state: 'proposed' });
  });
  test('an outcome of a referral that this account does not have is noted', () => {
    given(...proposed)
      .hears({ type: 'LegalOutcomeReported', referralId: 'A1-R9', outcome: 'suitFiled' }, ready)
      .noted('noSuchReferral');
  });
  test('in recourse the whole balance is due: paying the arrears alone does not close the account', () => {
    const inCourt = opened({ stage: 'legalRecourse', dueOn: day('2025-10-01') });
    const pays = (amountMinor: bigint) =>
      given(inCourt).turn(
        [
          factMessage(
            { type: 'PaymentReported', paymentId: 'p', amountMinor, currency: 'TWD', paidAt: ready, method: 'court' },
            ready,
          ),
        ],
        ready,
      );
    expect(pays(999_999n).account).toMatchObject({ closed: null, arrearsMinor: 0n });
    expect(pays(1_000_000n).account.closed?.because).toBe('settled');
  });
});
