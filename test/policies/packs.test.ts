import { addBusinessDays } from '../../domain/calendar';
import type { Policy } from '../../domain/policy';
import { addDays, daysBetween } from '../../domain/time';
import { packOf } from '../domain/policies';
import { PACKS, type PackId } from './editedPack';

const {
  'cn-bank-card': CARD,
  'cn-micro-loan': LOAN,
  'tw-bank-card': TW,
  'us-reg-f': US,
} = Object.fromEntries(PACKS.map((id) => [id, packOf(id).policy])) as Record<PackId, Policy>;
const hours = (from: number, to: number) => [{ fromMinute: from * 60, toMinute: to * 60 }];

describe('each pack has a hash that journals can rely on: who changes it gives it a new version', () => {
  test.each([
    ['cn-bank-card', '2026-01', 'ce43e5b2ca58786c852ae32531281758b0421fd2463eed2b09c7152a0c19d945'],
    ['cn-micro-loan', '2026-01', '9de7b415d1050dfc55e649542b15561c57d150ebd4d94356fc9fcc161d3deb09'],
    ['tw-bank-card', '2026-02', 'fbff40a54332d8169142e067946758ab818849f15865e109875cbf433c7c8e5a'],
    ['us-reg-f', '2026-01', '9704912838947bbb5c8828c6262db2d0307b0403144c058bf72dcf13a1df8d48'],
  ])('%s %s', (id, version, hash) => {
    const pack = packOf(id);
    expect([pack.policy.version, pack.hash]).toEqual([version, hash]);
  });
});

describe('mainland China', () => {
  test('a bank or its agency collects card debts in CNY, a lender its instalment loans', () => {
    const both = { jurisdiction: 'CN', currency: 'CNY', calendar: { id: 'cn-mainland' } };
    expect(CARD).toMatchObject({
      ...both,
      appliesTo: { collectors: ['bank', 'agency'], products: ['credit-card'] },
    });
    expect(LOAN).toMatchObject({
      ...both,
      appliesTo: { collectors: ['bank', 'agency'], products: ['instalment-loan'] },
    });
  });
  test.each([CARD, LOAN])('from 08:00 to 21:00, the stricter of bank and industry [HOURS]', (policy) => {
    expect(policy.contactHours).toEqual(hours(8, 21));
    expect(policy.sources.HOURS).toMatch(/08:00 to 21:00.*22:00 to 08:00.*stricter/);
  });
  test.each([CARD, LOAN])('nobody is contacted on a public holiday [HOLIDAY]', (policy) => {
    expect(policy.contactOnHolidays).toBe(false);
  });
  test.each([CARD, LOAN])(
    'at most 3 conversations a day, and 6 calls in vain to one number [FREQUENCY]',
    ({ caps }) => {
      expect(caps).toMatchObject({ conversationsPerDay: 3, unansweredPerDay: 6, callsAboutDebt: null });
      // A cap of ours below six would leave the industry's figure without effect.
      expect(caps.channels.call.perDay).toBeGreaterThanOrEqual(6);
    },
  );
  test.each([CARD, LOAN])('third parties may be asked for the whereabouts [THIRD-PARTY]', (policy) => {
    expect(policy.thirdParty.isAsked).toBe(true);
    expect(policy.sources['THIRD-PARTY']).toContain('only when the debtor cannot be reached');
  });
  test('agreements on card debts last 60 months at most [ARRANGEMENT]', () => {
    expect(CARD.arrangement.longestMonths).toBe(60);
  });
  test('recordings on card debts are kept for two years [RETENTION]', () => {
    expect(CARD.retention.recordingMonths).toBe(24);
  });
  test.each([CARD, LOAN])('no letter for a balance up to CNY 1,000.00 [LETTER-MIN]', (policy) => {
    expect(policy.letter.floorMinor).toBe(100_000n);
  });
  test.each([CARD, LOAN])('complaints are answered within 3 business days [COMPLAINT]', (policy) => {
    expect(policy.complaint.answeredWithinBusinessDays).toBe(3);
  });
  test('the ladders of cards and loans are different', () => {
    expect(LOAN.stages.reminder.ladder).not.toEqual(CARD.stages.reminder.ladder);
  });
});

describe('Taiwan', () => {
  test('a bank or its agency collects card debts in TWD', () => {
    expect(TW).toMatchObject({ jurisdiction: 'TW', currency: 'TWD', calendar: { id: 'tw' } });
    expect(TW.appliesTo).toEqual({ collectors: ['bank', 'agency'], products: ['credit-card'] });
  });
  test('from 07:00 to 22:00 [HOURS]', () => {
    expect(TW.contactHours).toEqual(hours(7, 22));
  });
  test('nobody is contacted on a public holiday [HOLIDAY]', () => {
    expect(TW.contactOnHolidays).toBe(false);
  });
  test('recordings are kept for 6 months [RETENTION]', () => {
    expect(TW.retention.recordingMonths).toBe(6);
  });
  test('complaints are answered within 3 business days [COMPLAINT]', () => {
    expect(TW.complaint.answeredWithinBusinessDays).toBe(3);
  });
  test('no letter for a balance up to TWD 4,500.00 [LETTER-MIN]', () => {
    expect(TW.letter.floorMinor).toBe(450_000n);
  });
  test('the sample lives on the ladder it always had', () => {
    const ladders = Object.values(TW.stages).map(({ ladder, endsAfterDays }) => [
      ladder.map(({ name, afterDays, channel }) => `${afterDays} ${channel} ${name}`).join(', '),
      endsAfterDays,
    ]);
    expect(ladders).toEqual([
      ['0 sms friendly-word', 1],
      ['0 sms first-sms, 3 email first-email, 7 call first-call, 14 sms second-sms', 31],
      [
        '0 call negotiation-call, 7 email negotiation-email, 14 call second-negotiation-call, 21 letter formal-letter, 35 call third-negotiation-call',
        91,
      ],
      ['0 letter demand-letter, 7 sms demand-sms, 14 call demand-call', 121],
    ]);
    expect(TW.caps).toMatchObject({ total: { perDay: 3, perWeek: 10 }, channels: { call: { perDay: 3, perWeek: 7 } } });
  });
});

describe('the United States, Regulation F', () => {
  test('binds agencies, not a bank that collects its own debts', () => {
    expect(US.appliesTo).toEqual({ collectors: ['agency'], products: ['credit-card', 'instalment-loan'] });
    expect(US).toMatchObject({ jurisdiction: 'US', currency: 'USD', calendar: { id: 'us-federal' } });
  });
  test('from 08:00 to 21:00 [HOURS]', () => {
    expect(US.contactHours).toEqual(hours(8, 21));
    expect(US.sources.HOURS).toContain('12 CFR 1006.6(b)');
  });
  test('holidays are no ban [HOLIDAY]', () => {
    expect(US.contactOnHolidays).toBe(true);
  });
  test('seven calls in seven days about one debt, and a week of quiet after a conversation [FREQUENCY]', () => {
    expect(US.caps.callsAboutDebt).toEqual({ most: 7, inDays: 7, quietDays: 7 });
    expect(US.sources.FREQUENCY).toContain('12 CFR 1006.14(b)');
  });
  test('each electronic message says how to opt out [CONSENT]', () => {
    expect(US.optOutIsOffered).toBe(true);
    expect(US.sources.CONSENT).toContain('12 CFR 1006.6(e)');
  });
  test('a notice within 5 days, taken for received 5 days later, disputed within 30 [NOTICE]', () => {
    const { template, ...figures } = US.notice!;
    expect(figures).toEqual({ withinDays: 5, receivedAfterDays: 5, disputeDays: 30 });
    expect(template).toBe('notice-of-debt');
    expect(US.sources.NOTICE).toContain('12 CFR 1006.34');
  });
  test('records are kept for 3 years [RETENTION]', () => {
    expect(US.retention).toEqual({ recordMonths: 36, recordingMonths: 36 });
    expect(US.sources.RETENTION).toContain('12 CFR 1006.100');
  });
  test('nobody but the debtor is asked [THIRD-PARTY]', () => {
    expect(US.thirdParty.isAsked).toBe(false);
  });
  test('there is no floor for letters, so that the notice reaches everybody [LETTER-MIN]', () => {
    expect(US.letter.floorMinor).toBe(0n);
  });
  test('no demand is made before the time to dispute is over [NOTICE]', () => {
    const { receivedAfterDays, disputeDays } = US.notice!;
    const sent = Array.from({ length: 1_000 }, (_, i) => addDays(US.calendar.knownFrom, i));
    const receivedAfter = sent.map((day) => daysBetween(day, addBusinessDays(US.calendar, day, receivedAfterDays)));
    expect(US.stages.disposal.ladder[0]!.afterDays).toBeGreaterThan(Math.max(...receivedAfter) + disputeDays);
  });
});

describe.each(PACKS)('%s', (id) => {
  const { policy } = packOf(id);
  test('a confirmed fraud is withdrawn within 3 business days [FRAUD]', () => {
    expect(policy.fraud).toMatchObject({
      statementWithinDays: 14,
      decidedWithinDays: 10,
      withdrawnWithinBusinessDays: 3,
    });
    expect(policy.fraud.ladder.map(({ channel, afterDays }) => `${afterDays} ${channel}`)).toEqual([
      '0 sms',
      '3 email',
      '7 letter',
    ]);
  });
  test('payments reduce fees, interest and principal in this order [ALLOCATION]', () => {
    expect(policy.allocation).toEqual(['fees', 'interest', 'principal']);
  });
  test('a notice of debt is given where the law asks for it, and nowhere else [NOTICE]', () => {
    expect(policy.notice === null).toBe(policy.jurisdiction !== 'US');
  });
  test('it is valid from 2024 through 2027, and approved by roles', () => {
    expect(policy.valid).toEqual({ from: '2024-01-01', through: '2027-12-31' });
    expect(policy.approvals.length).toBeGreaterThanOrEqual(2);
  });
});
