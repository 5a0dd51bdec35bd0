import { at, broken, contact, letter, opened, recounted, taipei, type Line } from './journals';

const HELD = '2026-03-01 12:00';
const FREE = '2026-03-03 12:00';
const placed = (kind: string, holdId = 'H-1', moment = HELD) =>
  at(moment, 'HoldPlaced', { holdId, kind, provenance: 'debtor', by: 'u', reviewOn: null, textId: null });
const lifted = (kind: string) => at(FREE, 'HoldLifted', { holdId: 'H-1', kind, because: 'x', by: 'u' });
const balance = { fees: '0', interest: '0', principal: '1000000' };

/** How each hold begins and ends. */
const HOLDS: Record<string, [Line, Line]> = {
  DISPUTE: [
    at(HELD, 'DisputeRaised', { disputeId: 'S', ground: 'amount', textId: null }),
    at(FREE, 'DisputeResolved', { disputeId: 'S', upheld: false, balance, by: 'u' }),
  ],
  FRAUD: [
    at(HELD, 'FraudClaimed', { claimId: 'C', textId: null }),
    at(FREE, 'FraudDecided', { claimId: 'C', confirmed: false, decidedOn: null }),
  ],
  PROMISE: [
    at(HELD, 'PromiseMade', { promiseId: 'P', amountMinor: '100', promisedOn: '2026-03-02', by: 'u' }),
    at(FREE, 'PromiseBroken', { promiseId: 'P', paidMinor: '0' }),
  ],
  ARRANGEMENT: [
    at(HELD, 'ArrangementAgreed', { arrangementId: 'G', instalments: [], method: 'transfer', by: 'u' }),
    at(FREE, 'ArrangementBroken', { arrangementId: 'G', dueOn: '2026-03-02', expectedMinor: '1', paidMinor: '0' }),
  ],
  VULNERABLE: [placed('vulnerability'), lifted('vulnerability')],
  HARDSHIP: [placed('hardship'), lifted('hardship')],
  COMPLAINT: [placed('complaint'), lifted('complaint')],
  BANKRUPTCY: [placed('bankruptcy'), lifted('bankruptcy')],
  DEATH: [placed('death'), lifted('death')],
};

describe.each(Object.entries(HOLDS))('%s', (rule, [begins, ends]) => {
  test(`nobody is contacted for collection between its begin and its end [${rule}]`, () => {
    expect(broken([opened(), contact('2026-03-01 11:59'), begins, ends, contact('2026-03-03 12:01')])).toEqual([]);
    expect(broken([opened(), begins, contact('2026-03-01 12:01')])).toEqual([rule]);
    expect(broken([opened(), begins, contact('2026-03-03 11:59'), ends])).toEqual([rule]);
    expect(recounted([opened(), begins, ends]).asked.get(rule as 'DISPUTE')).toBe(1);
  });

  test(`no letter is issued either, not even for a visit [${rule}]`, () => {
    expect(broken([opened(), begins, letter('2026-03-02 12:00', 'L-1')])).toEqual([rule]);
    expect(broken([opened(), begins, letter('2026-03-02 12:00', 'L-1', { byHand: 'R-1' })])).toEqual([rule]);
  });

  test(`the event that it follows decides, also in the same moment [${rule}]`, () => {
    expect(broken([opened(), contact(HELD), begins])).toEqual([]);
    expect(broken([opened(), begins, contact(HELD)])).toEqual([rule]);
  });
});

test('lifting one of two holds leaves the other [HARDSHIP]', () => {
  const two = [placed('hardship'), placed('hardship', 'H-2')];
  expect(broken([opened(), ...two, lifted('hardship'), contact('2026-03-03 13:00')])).toEqual(['HARDSHIP']);
});

describe('a statement of fraud', () => {
  const ask = (moment: string) => contact(moment, { purpose: 'fraudStatement', template: 'statement' });
  const [claimed, decided] = HOLDS['FRAUD']!;
  test('is asked for only while a claim is open [FRAUD]', () => {
    expect(broken([opened(), claimed, ask('2026-03-02 12:00')])).toEqual([]);
    expect(broken([opened(), ask('2026-03-01 11:59'), claimed])).toEqual(['FRAUD']);
    expect(broken([opened(), claimed, decided, ask('2026-03-03 12:01')])).toEqual(['FRAUD']);
  });

  test('is asked for during a dispute and never during a hold of the person [FRAUD]', () => {
    expect(broken([opened(), claimed, HOLDS['DISPUTE']![0], ask('2026-03-02 12:00')])).toEqual([]);
    for (const kind of ['complaint', 'hardship', 'bankruptcy', 'death', 'vulnerability']) {
      expect(broken([opened(), claimed, placed(kind), ask('2026-03-02 12:00')])).toHaveLength(1);
    }
  });
});

test('a notice may be given during a dispute, and not to who has died [DEATH]', () => {
  const given = letter('2026-03-02 12:00', 'L-1', { purpose: 'notice', template: 'notice' });
  expect(broken([opened(), HOLDS['DISPUTE']![0], given])).toEqual([]);
  expect(broken([opened(), placed('death'), given])).toEqual(['DEATH']);
});

describe('terms of a supervisor', () => {
  const terms = (channels: string[], kind = 'vulnerability') =>
    at('2026-03-01 13:00', 'HoldTermsSet', {
      holdId: 'H-1',
      kind,
      terms: { hours: { fromMinute: 600, toMinute: 720 }, channels },
      reviewOn: '2026-04-01',
      by: 'u',
    });
  const within = (moment: string, notAfter: string, ...lines: Line[]) =>
    broken([opened(), ...lines, contact(moment, { notAfter: taipei(notAfter) })]);
  const vulnerable = [placed('vulnerability'), terms(['sms'])];

  test('let contacts through in their hours, to the minute [VULNERABLE]', () => {
    expect(within('2026-03-02 10:00', '2026-03-02 12:00', ...vulnerable)).toEqual([]);
    expect(within('2026-03-02 09:59', '2026-03-02 12:00', ...vulnerable)).toEqual(['VULNERABLE']);
    expect(within('2026-03-02 10:00', '2026-03-02 12:01', ...vulnerable)).toEqual(['VULNERABLE']);
  });

  test('let contacts through on their channels alone [VULNERABLE]', () => {
    const byEmail = [placed('vulnerability'), terms(['email'])];
    expect(within('2026-03-02 10:00', '2026-03-02 12:00', ...byEmail)).toEqual(['VULNERABLE']);
  });

  test('hold for the vulnerable only: another hold stays as it is [HARDSHIP]', () => {
    const hardship = [placed('hardship'), terms(['sms'], 'hardship')];
    expect(within('2026-03-02 10:00', '2026-03-02 12:00', ...hardship)).toEqual(['HARDSHIP']);
  });

  test('go before what was agreed, and stand instead of a wish [VULNERABLE]', () => {
    const agreed = {
      agreementId: 'G',
      opensAt: taipei('2026-03-02 15:00'),
      closesAt: taipei('2026-03-02 16:00'),
      by: 'u',
    };
    const lines = [...vulnerable, at('2026-03-01 14:00', 'TimeAgreed', agreed)];
    expect(within('2026-03-02 15:00', '2026-03-02 16:00', ...lines)).toEqual(['VULNERABLE']);
    const wish = { hours: { fromMinute: 1080, toMinute: 1200 }, channel: null, language: null, by: 'u' };
    const wished = [...vulnerable, at('2026-03-01 14:00', 'PreferencesRecorded', wish)];
    expect(within('2026-03-02 10:00', '2026-03-02 12:00', ...wished)).toEqual([]);
  });
});

describe('a hold that another account of the debtor heard of', () => {
  const both = (moment: string, lines: Line[] = []) =>
    broken([opened(), ...lines, contact(moment)], { other: [opened(), placed('hardship')] });
  test('has to be heard of here within a day [HARDSHIP]', () => {
    expect(both('2026-03-02 12:00')).toEqual([]);
    expect(both('2026-03-02 12:01')).toEqual(['HARDSHIP']);
  });

  test('is a matter of this account alone as soon as it was heard of here [HARDSHIP]', () => {
    const heard = [placed('hardship', 'H-1', '2026-03-01 12:01'), lifted('hardship')];
    expect(both('2026-03-03 12:01', heard)).toEqual([]);
  });

  test('is nothing to this account when it is about the other debt [DISPUTE]', () => {
    const disputed = [opened(), HOLDS['DISPUTE']![0]];
    expect(broken([opened(), contact('2026-03-05 12:00')], { other: disputed })).toEqual([]);
  });
});
