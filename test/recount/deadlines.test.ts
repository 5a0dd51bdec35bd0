import { at, broken, opened, recounted } from './journals';
import { CONTENT, packWith } from './packs';

/** Wednesday 1 April 2026; Friday and Monday are holidays, and Saturday the 11th is a workday. */
const THIRD_BUSINESS_DAY = '2026-04-08';
const escalated = (kind: string, ref: string, moment: string) =>
  at(moment, 'Escalated', { escalationId: `${kind}:${ref}`, kind, ref, rule: 'FRAUD' });
const closed = (moment: string) => at(moment, 'AccountClosed', { because: 'fraudConfirmed' });

describe('a confirmed fraud', () => {
  const confirmed = (moment = '2026-04-01 09:00', decidedOn: string | null = null) =>
    at(moment, 'FraudDecided', { claimId: 'C-1', confirmed: true, decidedOn });

  test('is withdrawn by the end of the third business day, counted without holidays [FRAUD]', () => {
    expect(broken([opened(), confirmed(), closed(`${THIRD_BUSINESS_DAY} 23:59`)])).toEqual([]);
    expect(broken([opened(), confirmed(), closed('2026-04-09 00:00')])).toEqual(['FRAUD']);
    expect(recounted([opened(), confirmed(), closed('2026-04-02 00:00')]).asked.get('FRAUD')).toBe(1);
  });

  test('may not be forgotten: it is a breach as soon as the journals go on beyond that day [FRAUD]', () => {
    expect(broken([opened(), confirmed()], { until: `${THIRD_BUSINESS_DAY} 23:59` })).toEqual([]);
    expect(broken([opened(), confirmed()], { until: '2026-04-09 00:00' })).toEqual(['FRAUD']);
  });

  test('a Saturday that is worked on is a business day [FRAUD]', () => {
    // Thursday 9 April: Friday, Saturday the 11th, Monday the 13th.
    expect(broken([opened(), confirmed('2026-04-09 09:00'), closed('2026-04-13 23:59')])).toEqual([]);
    expect(broken([opened(), confirmed('2026-04-09 09:00'), closed('2026-04-14 00:00')])).toEqual(['FRAUD']);
  });

  test('counts from the day on which the bank decided; told too late, a person was told as well [FRAUD]', () => {
    const told = (moment: string) => [opened(), confirmed(moment, '2026-04-01'), closed(moment)];
    expect(broken(told(`${THIRD_BUSINESS_DAY} 20:00`))).toEqual([]);
    expect(broken(told('2026-04-09 09:00'))).toEqual(['FRAUD']);
    const late = [
      confirmed('2026-04-09 09:00', '2026-04-01'),
      escalated('fraudWithdrawalWasLate', 'C-1', '2026-04-09 09:00'),
    ];
    expect(broken([opened(), ...late, closed('2026-04-09 09:00')])).toEqual([]);
    expect(broken([opened(), ...late, closed('2026-04-15 00:00')])).toEqual(['FRAUD']);
  });

  test('past the calendar every day counts: too early, never too late [FRAUD]', () => {
    // Known through a Thursday: Friday, Saturday and Sunday are taken for business days.
    const pack = packWith({ calendar: { ...CONTENT.calendar, knownThrough: '2026-04-02' } });
    expect(broken([opened(), confirmed('2026-04-02 09:00'), closed('2026-04-05 23:59')], { pack })).toEqual([]);
    expect(broken([opened(), confirmed('2026-04-02 09:00'), closed('2026-04-06 00:00')], { pack })).toEqual(['FRAUD']);
  });

  test('a claim that was not confirmed withdraws nothing [FRAUD]', () => {
    const decided = at('2026-04-01 09:00', 'FraudDecided', { claimId: 'C-1', confirmed: false, decidedOn: null });
    expect(broken([opened(), decided], { until: '2026-05-01 00:00' })).toEqual([]);
  });
});

describe('a complaint', () => {
  const placed = at('2026-04-01 09:00', 'HoldPlaced', {
    holdId: 'K-1',
    kind: 'complaint',
    provenance: 'debtor',
    by: 'u',
    reviewOn: '2026-12-31',
    textId: null,
  });
  const answered = (moment: string) =>
    at(moment, 'HoldLifted', { holdId: 'K-1', kind: 'complaint', because: 'answered', by: 'u' });

  test('is answered by the end of the third business day, whatever day was written down [COMPLAINT]', () => {
    expect(broken([opened(), placed, answered(`${THIRD_BUSINESS_DAY} 23:59`)])).toEqual([]);
    expect(broken([opened(), placed, answered('2026-04-09 00:00')])).toEqual(['COMPLAINT']);
    expect(recounted([opened(), placed, answered('2026-04-02 09:00')]).asked.get('COMPLAINT')).toBe(1);
  });

  test('when it is late, a person was told so [COMPLAINT]', () => {
    const told = escalated('complaintIsLate', 'K-1', '2026-04-09 00:00');
    expect(broken([opened(), placed, told, answered('2026-04-20 09:00')])).toEqual([]);
    expect(broken([opened(), placed, told], { until: '2026-06-01 00:00' })).toEqual([]);
    const another = escalated('complaintIsLate', 'K-2', '2026-04-09 00:00');
    expect(broken([opened(), placed, another, answered('2026-04-20 09:00')])).toEqual(['COMPLAINT']);
  });

  test('without an answer the account has a day to wake and tell a person [COMPLAINT]', () => {
    expect(broken([opened(), placed], { until: '2026-04-09 23:59' })).toEqual([]);
    expect(broken([opened(), placed], { until: '2026-04-10 00:00' })).toEqual(['COMPLAINT']);
  });

  test('ends with the account, if that was in time [COMPLAINT]', () => {
    expect(broken([opened(), placed, closed(`${THIRD_BUSINESS_DAY} 23:59`)], { until: '2026-06-01 00:00' })).toEqual(
      [],
    );
    expect(broken([opened(), placed, closed('2026-04-09 00:00')], { until: '2026-06-01 00:00' })).toEqual([
      'COMPLAINT',
    ]);
  });
});
