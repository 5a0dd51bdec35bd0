import { at, broken, call, contact, letter, opened, recounted, taipei, type Line } from './journals';
import { CONTENT, packWith } from './packs';

describe('opting out', () => {
  const out = (moment = '2026-03-01 12:00', channel = 'sms') =>
    at(moment, 'OptedOut', { channel, ref: 'O-1', provenance: 'debtor' });
  const back = at('2026-03-03 12:00', 'OptedIn', { channel: 'sms', ref: 'O-2', by: 'u' });

  test('a channel is used until it is opted out of, and again when the debtor allows it [CONSENT]', () => {
    expect(broken([opened(), contact('2026-03-01 11:59'), out(), back, contact('2026-03-03 12:01')])).toEqual([]);
    expect(broken([opened(), out(), contact('2026-03-01 12:01')])).toEqual(['CONSENT']);
    expect(broken([opened(), out(), contact('2026-03-03 11:59'), back])).toEqual(['CONSENT']);
    expect(recounted([opened(), contact('2026-03-02 10:00')]).asked.get('CONSENT')).toBe(1);
  });

  test.each(['sms', 'email', 'call'])('who opted out of %s is reached on other channels [CONSENT]', (channel) => {
    const others = ['sms', 'email', 'call'].filter((one) => one !== channel);
    const reached = others.map((one, i) => contact(`2026-03-02 1${i}:00`, { channel: one }));
    expect(broken([opened(), out('2026-03-01 12:00', channel), ...reached])).toEqual([]);
  });

  test('who opted out of letters gets none by mail [CONSENT]', () => {
    const lines = [opened(), out('2026-03-01 12:00', 'letter')];
    expect(broken([...lines, letter('2026-03-02 10:00', 'L-1')])).toEqual(['CONSENT']);
    expect(broken([...lines, letter('2026-03-02 10:00', 'L-1', { byHand: 'R-1' })])).toEqual([]);
  });

  test('what another account of the debtor heard has to be heard of here within a day [CONSENT]', () => {
    const other = [opened(), out()];
    expect(broken([opened(), contact('2026-03-02 12:00')], { other })).toEqual([]);
    expect(broken([opened(), contact('2026-03-02 12:01')], { other })).toEqual(['CONSENT']);
    expect(broken([opened(), out(), back, contact('2026-03-04 12:00')], { other })).toEqual([]);
  });
});

describe('third parties', () => {
  const barred = at('2026-03-01 12:00', 'ContactPointBarred', { contactPointId: 'cp-mobile', because: 'wrongNumber' });
  const consent = at('2026-03-01 12:00', 'ThirdPartyConsented', { contactPointId: 'cp-mother', by: 'u' });
  const asksMother = (moment: string, body: object = {}) =>
    call(moment, { contactPointId: 'cp-mother', template: 'where-is', ...body });

  test('a contact point that was barred is never used again, on no channel [THIRD-PARTY]', () => {
    expect(broken([opened(), contact('2026-03-01 11:59'), barred])).toEqual([]);
    expect(broken([opened(), barred, contact('2026-03-01 12:01')])).toEqual(['THIRD-PARTY']);
    expect(broken([opened(), barred, call('2026-03-01 12:01')])).toEqual(['THIRD-PARTY']);
    expect(broken([opened(), barred, call('2026-03-01 12:01', { contactPointId: 'cp-office' })])).toEqual([]);
  });

  test('what was barred on another account is barred here within a day [THIRD-PARTY]', () => {
    const other = [opened(), barred];
    expect(broken([opened(), contact('2026-03-02 12:00')], { other })).toEqual([]);
    expect(broken([opened(), contact('2026-03-02 12:01')], { other })).toEqual(['THIRD-PARTY']);
  });

  test('a third party is asked only with the debtor’s consent [THIRD-PARTY]', () => {
    expect(broken([opened(), consent, asksMother('2026-03-01 12:01')])).toEqual([]);
    expect(broken([opened(), asksMother('2026-03-01 11:59'), consent])).toEqual(['THIRD-PARTY']);
  });

  test('a third party is asked for the debtor’s whereabouts by a call, and told nothing else [THIRD-PARTY]', () => {
    const after = (line: Line) => broken([opened(), consent, line]);
    expect(after(asksMother('2026-03-02 12:00', { template: 'reminder' }))).toEqual(['THIRD-PARTY']);
    expect(after(contact('2026-03-02 12:00', { contactPointId: 'cp-mother', template: 'where-is' }))).toEqual([
      'THIRD-PARTY',
    ]);
  });

  test('where the pack asks no third party, nobody is asked [THIRD-PARTY]', () => {
    const pack = packWith({ thirdParty: { isAsked: false, template: 'where-is' } });
    expect(broken([opened(), consent, asksMother('2026-03-02 12:00')], { pack })).toEqual(['THIRD-PARTY']);
  });

  test('nobody is contacted at a place that the bank did not give [THIRD-PARTY]', () => {
    expect(broken([opened(), contact('2026-03-02 12:00', { contactPointId: 'cp-stranger' })])).toEqual(['THIRD-PARTY']);
  });
});

describe('identity', () => {
  const verified = at('2026-03-01 12:00', 'IdentityVerified', { attemptId: null, by: 'u' });
  test('before the debtor has proved who they are, a caller asks for that alone [IDENTITY]', () => {
    expect(
      broken([opened(), call('2026-03-01 11:59'), verified, call('2026-03-01 12:01', { template: 'reminder' })]),
    ).toEqual([]);
    expect(broken([opened(), call('2026-03-01 11:59', { template: 'reminder' }), verified])).toEqual(['IDENTITY']);
  });

  test('written messages are not held against it [IDENTITY]', () => {
    const found = recounted([opened(), contact('2026-03-01 11:59')]);
    expect(found.breaches).toEqual([]);
    expect(found.asked.get('IDENTITY')).toBeUndefined();
  });
});

describe('templates', () => {
  test('a template holds from the day of its approval through its last day, where the debtor lives [TEMPLATE]', () => {
    const on = (moment: string) =>
      broken([opened({}, '2026-01-02 09:00'), contact(moment)], { pack: packWith({ contactOnHolidays: true }) });
    expect(on('2026-01-15 07:00')).toEqual([]);
    expect(on('2026-01-14 21:59')).toEqual(['TEMPLATE']);
    expect(on('2026-11-30 21:59')).toEqual([]);
    expect(on('2026-12-01 07:00')).toEqual(['TEMPLATE']);
  });

  test.each([
    ['a version that the pack does not have', { templateVersion: 1 }],
    ['a version to come', { templateVersion: 3 }],
    ['a template that the pack does not have', { template: 'threat' }],
    ['a name that every object has', { template: 'constructor' }],
  ])('%s is a breach [TEMPLATE]', (_, body) => {
    expect(broken([opened(), contact('2026-03-02 10:00', body)])).toEqual(['TEMPLATE']);
  });

  test('a pack without approvals, as the first ones were, is asked for the version alone [TEMPLATE]', () => {
    const templates = { reminder: { version: 2 } } as unknown as typeof CONTENT.templates;
    expect(broken([opened(), contact('2026-03-02 10:00')], { pack: packWith({ templates }) })).toEqual([]);
  });
});

describe('messages of collectors', () => {
  const asked = (findings: number[]) =>
    at('2026-03-02 09:00', 'MessageRequested', {
      messageId: 'M-1',
      channel: 'sms',
      textId: 't',
      textSha256: '0'.repeat(64),
      findings,
      by: 'u',
    });
  const approved = at('2026-03-02 09:30', 'MessageApproved', { messageId: 'M-1', by: 'u' });
  const rejected = at('2026-03-02 09:30', 'MessageRejected', { messageId: 'M-1', because: 'x', by: 'u' });
  const written = contact('2026-03-02 10:00', { rung: 'message-M-1', template: 'free-text' });

  test('go out when nothing was found in them, or when a supervisor approved them [CONDUCT]', () => {
    expect(broken([opened(), asked([]), written])).toEqual([]);
    expect(broken([opened(), asked([7]), approved, written])).toEqual([]);
    expect(recounted([opened(), asked([]), written]).asked.get('CONDUCT')).toBe(1);
  });

  test('are held with one finding, and for ever when they were rejected [CONDUCT]', () => {
    expect(broken([opened(), asked([7]), written])).toEqual(['CONDUCT']);
    expect(broken([opened(), asked([7]), rejected, written])).toEqual(['CONDUCT']);
    expect(broken([opened(), asked([]), rejected, written])).toEqual(['CONDUCT']);
    expect(broken([opened(), written])).toEqual(['CONDUCT']);
    const heldAtLast = at('2026-03-02 09:45', 'MessageHeld', { messageId: 'M-1', findings: [7] });
    expect(broken([opened(), asked([]), heldAtLast, written])).toEqual(['CONDUCT']);
  });

  test('go out in their own template, or in that of a caller who asks who is speaking [CONDUCT]', () => {
    const inReminder = { ...written, body: { ...written.body, template: 'reminder' } };
    expect(broken([opened(), asked([]), inReminder])).toEqual(['CONDUCT']);
    const called = call('2026-03-02 10:00', { rung: 'message-M-1', notAfter: taipei('2026-03-02 22:00') });
    expect(broken([opened(), asked([]), called])).toEqual([]);
  });
});
