import { at, balance, broken, contact, letter, opened, OWED, recounted } from './journals';
import { packWith } from './packs';

const paid = (moment: string, minor: number) =>
  at(moment, 'PaymentReceived', {
    paymentId: `P-${moment}`,
    amountMinor: String(minor),
    applied: balance(minor),
    paidAt: 0,
    method: 'x',
  });
const names = (moment: string, minor: number) => contact(moment, { balanceMinor: String(minor) });

describe('the amount', () => {
  test('that a message names is the balance of its moment, to the cent [AMOUNT]', () => {
    expect(broken([opened(), names('2026-03-02 10:00', OWED)])).toEqual([]);
    expect(broken([opened(), names('2026-03-02 10:00', OWED + 1)])).toEqual(['AMOUNT']);
    expect(broken([opened(), names('2026-03-02 10:00', OWED - 1)])).toEqual(['AMOUNT']);
  });

  test('is lower by every payment from its moment on [AMOUNT]', () => {
    const payment = paid('2026-03-02 10:00', 1);
    expect(broken([opened(), names('2026-03-02 09:59', OWED), payment, names('2026-03-02 10:01', OWED - 1)])).toEqual(
      [],
    );
    expect(broken([opened(), payment, names('2026-03-02 10:01', OWED)])).toEqual(['AMOUNT']);
  });

  test('is added up from fees, interest and principal, beyond what a number can hold [AMOUNT]', () => {
    const parts = { fees: '1', interest: '2', principal: '9007199254740993' };
    const named = (balanceMinor: string) =>
      broken([opened({ balance: parts }), contact('2026-03-02 10:00', { balanceMinor })]);
    expect(named('9007199254740996')).toEqual([]);
    expect(named('9007199254740995')).toEqual(['AMOUNT']);
  });

  test('is the corrected one after an upheld dispute, and the old one after a rejected one [AMOUNT]', () => {
    const raised = at('2026-03-02 10:00', 'DisputeRaised', { disputeId: 'S', ground: 'x', textId: null });
    const resolved = (upheld: boolean) =>
      at('2026-03-02 11:00', 'DisputeResolved', { disputeId: 'S', upheld, balance: balance(600_000), by: 'u' });
    expect(broken([opened(), raised, resolved(true), names('2026-03-02 12:00', 600_000)])).toEqual([]);
    expect(broken([opened(), raised, resolved(true), names('2026-03-02 12:00', OWED)])).toEqual(['AMOUNT']);
    expect(broken([opened(), raised, resolved(false), names('2026-03-02 12:00', OWED)])).toEqual([]);
  });

  test.each([
    ['it was closed', at('2026-03-02 10:00', 'AccountClosed', { because: 'withdrawn' })],
    ['it was recalled', at('2026-03-02 10:00', 'AccountRecalled', { because: 'other' })],
    [
      'its fraud was confirmed',
      at('2026-03-02 10:00', 'FraudDecided', { claimId: 'C', confirmed: true, decidedOn: null }),
    ],
    ['it was written off', at('2026-03-02 10:00', 'WriteOffOrdered', { because: 'x', by: 'u' })],
  ])('of an account is not claimed any more when %s [AMOUNT]', (_, ended) => {
    expect(broken([opened(), names('2026-03-02 09:59', OWED), ended])).toEqual([]);
    expect(broken([opened(), ended, names('2026-03-02 10:01', OWED)])).toEqual(['AMOUNT']);
  });

  test('of nothing is not claimed [AMOUNT]', () => {
    expect(broken([opened(), paid('2026-03-02 10:00', OWED - 1), names('2026-03-02 10:01', 1)])).toEqual([]);
    expect(broken([opened(), paid('2026-03-02 10:00', OWED), names('2026-03-02 10:01', 0)])).toEqual(['AMOUNT']);
  });
});

describe('letters', () => {
  const of = (minor: number, body: object = {}) =>
    broken([
      opened({ balance: balance(minor) }),
      letter('2026-03-02 10:00', 'L-1', { balanceMinor: String(minor), ...body }),
    ]);

  test('a letter is for more than the floor, if only for a cent more [LETTER-MIN]', () => {
    expect(of(450_001)).toEqual([]);
    expect(of(450_000)).toEqual(['LETTER-MIN']);
  });

  test('one that is handed over at a visit may be for less [LETTER-MIN]', () => {
    expect(of(1, { byHand: 'R-1' })).toEqual([]);
  });

  test('a letter goes to the debtor’s address and nowhere else, not even by hand [LETTER-THIRD]', () => {
    expect(of(OWED)).toEqual([]);
    expect(of(OWED, { contactPointId: 'cp-mobile' })).toEqual(['LETTER-THIRD']);
    expect(of(OWED, { contactPointId: 'cp-mobile', byHand: 'R-1' })).toEqual(['LETTER-THIRD']);
    expect(of(OWED, { contactPointId: 'cp-court' })).toEqual(['THIRD-PARTY', 'LETTER-THIRD']);
  });

  const closed = (moment: string) => at(moment, 'AccountClosed', { because: 'withdrawn' });
  const printed = (moment: string) =>
    at(moment, 'LetterPrinted', { registerNumber: 'L-1', providerRef: 'p', sha256: '0'.repeat(64) });

  test('none is issued when nothing is to be collected any more [LETTER-CLOSED]', () => {
    expect(broken([opened(), letter('2026-03-02 09:59', 'L-1'), closed('2026-03-02 10:00')])).toEqual([]);
    expect(broken([opened(), closed('2026-03-02 10:00'), letter('2026-03-02 10:01', 'L-1')])).toEqual([
      'LETTER-CLOSED',
    ]);
  });

  test('none is printed after that; what was heard while it was printed came too late [LETTER-CLOSED]', () => {
    const after = (end: ReturnType<typeof at>) => {
      const lines = [opened(), letter('2026-03-02 10:00', 'L-1'), end];
      return [broken([...lines, printed('2026-03-02 10:05')]), broken([...lines, printed('2026-03-02 10:06')])];
    };
    expect(after(closed('2026-03-02 10:05'))).toEqual([[], ['LETTER-CLOSED']]);
    expect(after(paid('2026-03-02 10:05', OWED))).toEqual([[], ['LETTER-CLOSED']]);
    expect(after(at('2026-03-02 10:05', 'AccountRecalled', { because: 'other' }))).toEqual([[], ['LETTER-CLOSED']]);
    expect(after(paid('2026-03-02 10:05', OWED - 1))).toEqual([[], []]);
  });
});

describe('the notice of the debt', () => {
  const pack = packWith({ notice: { template: 'notice' } });
  const notice = (moment = '2026-03-02 10:00') => letter(moment, 'L-1', { purpose: 'notice', template: 'notice' });
  const ended = (type: string) => at('2026-03-02 11:00', type, { registerNumber: 'L-1', rule: 'AMOUNT' });

  test('comes before every other word [NOTICE]', () => {
    expect(broken([opened(), notice(), contact('2026-03-02 10:01')], { pack })).toEqual([]);
    expect(broken([opened(), contact('2026-03-02 09:59'), notice()], { pack })).toEqual(['NOTICE']);
    expect(recounted([opened(), notice(), contact('2026-03-02 10:01')], { pack }).asked.get('NOTICE')).toBe(2);
  });

  test.each(['LetterSpoiled', 'LetterReturned'])('was not given when it ended as %s [NOTICE]', (type) => {
    expect(broken([opened(), notice(), ended(type), contact('2026-03-02 12:00')], { pack })).toEqual(['NOTICE']);
    expect(broken([opened(), notice(), contact('2026-03-02 10:30'), ended(type)], { pack })).toEqual([]);
  });

  test('is asked for only where the pack has one [NOTICE]', () => {
    const found = recounted([opened(), contact('2026-03-02 10:01')]);
    expect(found.breaches).toEqual([]);
    expect(found.asked.get('NOTICE')).toBeUndefined();
  });
});
