import { at, broken, call, callEnded, contact, letter, opened, recounted, taipei, type Line } from './journals';
import { capsWith, CONTENT, packWith } from './packs';

const { channels, total } = CONTENT.caps;
const other = (...lines: Line[]) => [opened({ contactPoints: opened().body['contactPoints'] }), ...lines];

describe('caps of a day and of seven days', () => {
  const twoADay = capsWith({ total: { perDay: 2, perWeek: 90 } });
  test('as many contacts as allowed in a local day are lawful, one more is a breach [FREQUENCY]', () => {
    const two = [opened(), contact('2026-03-02 08:00'), contact('2026-03-02 12:00', { channel: 'email' })];
    expect(broken(two, { pack: twoADay })).toEqual([]);
    expect(broken([...two, call('2026-03-02 21:59')], { pack: twoADay })).toEqual(['FREQUENCY']);
    expect(broken([...two, call('2026-03-03 07:00')], { pack: twoADay })).toEqual([]);
    expect(recounted(two, { pack: twoADay }).asked.get('FREQUENCY')).toBe(2);
  });

  test('the caps are the debtor’s: contacts about another account count [FREQUENCY]', () => {
    const one = [opened(), contact('2026-03-02 08:00')];
    const [second, third] = [
      contact('2026-03-02 09:00', { attemptId: 'x' }),
      contact('2026-03-02 10:00', { attemptId: 'y' }),
    ];
    expect(broken(one, { pack: twoADay, other: other(second) })).toEqual([]);
    const found = recounted(one, { pack: twoADay, other: other(second, third) });
    expect(found.breaches).toMatchObject([{ rule: 'FREQUENCY', accountId: 'A-2', version: 3 }]);
    expect(found.breaches[0]!.says).toContain('3 contacts in a day, where 2 are allowed');
  });

  test('each channel has a cap of its own [FREQUENCY]', () => {
    const pack = capsWith({ channels: { ...channels, sms: { perDay: 1, perWeek: 90 } } });
    const sms = contact('2026-03-02 08:00');
    expect(broken([opened(), sms, contact('2026-03-02 09:00', { channel: 'email' })], { pack })).toEqual([]);
    expect(broken([opened(), sms, contact('2026-03-02 09:00')], { pack })).toEqual(['FREQUENCY']);
  });

  test('the week rolls: a contact counts for seven times 24 hours less a moment [FREQUENCY]', () => {
    const pack = capsWith({ total: { perDay: 50, perWeek: 1 } });
    const week = (second: string) => broken([opened(), contact('2026-03-02 10:00'), contact(second)], { pack });
    expect(week('2026-03-09 10:00')).toEqual([]);
    expect(week('2026-03-09 09:59')).toEqual(['FREQUENCY']);
  });

  test('a channel’s week rolls as well [FREQUENCY]', () => {
    const pack = capsWith({ channels: { ...channels, sms: { perDay: 9, perWeek: 1 } } });
    const week = (second: Line) => broken([opened(), contact('2026-03-02 10:00'), second], { pack });
    expect(week(contact('2026-03-09 09:59', { channel: 'email' }))).toEqual([]);
    expect(week(contact('2026-03-09 09:59'))).toEqual(['FREQUENCY']);
  });

  test('what was taken back before it was made does not count; what failed, or nobody knows of, does [FREQUENCY]', () => {
    const pack = capsWith({ total: { perDay: 1, perWeek: 90 } });
    const first = contact('2026-03-02 10:00', { attemptId: 'T-1' });
    const away = at('2026-03-02 10:00', 'ContactUnavailable', { attemptId: 'T-1' });
    const after = (type: string, body: object = {}) => {
      const ended = at('2026-03-02 10:01', type, { attemptId: 'T-1', ...body });
      return broken([opened(), first, away, ended, contact('2026-03-02 11:00')], { pack });
    };
    const missed = { rung: 'first', channel: 'sms', notAfter: taipei('2026-03-02 10:01') };
    expect(after('ContactWithdrawn', { rule: 'AMOUNT' })).toEqual([]);
    expect(after('ContactMissed', missed)).toEqual([]);
    expect(after('ContactFailed', { code: 'x' })).toEqual(['FREQUENCY']);
    expect(after('ContactOutcomeUnknown', { code: 'x' })).toEqual(['FREQUENCY']);
  });

  test('a letter is a contact, unless it was spoiled or handed over at a visit [FREQUENCY]', () => {
    const pack = capsWith({ total: { perDay: 1, perWeek: 90 } });
    const after = (...lines: Line[]) => broken([opened(), ...lines, contact('2026-03-02 11:00')], { pack });
    expect(after(letter('2026-03-02 10:00', 'L-1'))).toEqual(['FREQUENCY']);
    expect(after(letter('2026-03-02 10:00', 'L-1', { byHand: 'R-1' }))).toEqual([]);
    const spoiled = at('2026-03-02 10:05', 'LetterSpoiled', { registerNumber: 'L-1', rule: 'AMOUNT' });
    expect(after(letter('2026-03-02 10:00', 'L-1'), spoiled)).toEqual([]);
  });

  test('the day is the one at the debtor’s place [FREQUENCY]', () => {
    const pack = packWith({
      contactHours: [{ from: '00:00', to: '24:00' }],
      caps: { ...CONTENT.caps, total: { ...total, perDay: 1 } },
    });
    const late = contact('2026-03-02 23:59', { notAfter: taipei('2026-03-03 00:00') });
    expect(broken([opened(), late, contact('2026-03-03 00:00')], { pack })).toEqual([]);
    const early = contact('2026-03-02 00:00');
    expect(broken([opened(), early, late], { pack })).toEqual(['FREQUENCY']);
  });
});

describe('calls', () => {
  test('as many conversations a day as allowed, and not one more [FREQUENCY]', () => {
    const pack = capsWith({ conversationsPerDay: 2 });
    const two = [
      opened(),
      ...callEnded('2026-03-02 09:00', 'rightParty'),
      ...callEnded('2026-03-02 10:00', 'rightParty'),
    ];
    expect(broken(two, { pack })).toEqual([]);
    expect(broken([...two, ...callEnded('2026-03-02 11:00', 'noAnswer')], { pack })).toEqual([]);
    const three = [...two, ...callEnded('2026-03-02 11:00', 'rightParty')];
    expect(broken(three, { pack })).toEqual(['FREQUENCY']);
    expect(broken([...three, ...callEnded('2026-03-02 12:00', 'noAnswer')], { pack })).toEqual(['FREQUENCY']);
    expect(broken([...two, ...callEnded('2026-03-03 07:00', 'rightParty')], { pack })).toEqual([]);
  });

  test('a result that names the call of another account says nothing about it [FREQUENCY]', () => {
    const pack = capsWith({ conversationsPerDay: 0 });
    const spoken = (attemptId: string) =>
      at('2026-03-02 10:00', 'CallResultRecorded', { attemptId, result: 'rightParty' });
    const ours = [opened(), call('2026-03-02 09:00', { attemptId: 'T-1' })];
    expect(broken(ours, { pack, other: other(spoken('T-1')) })).toEqual([]);
    expect(broken([...ours, spoken('T-1')], { pack })).toEqual(['FREQUENCY']);
  });

  test('a conversation that the debtor began does not count as one of the collector’s [FREQUENCY]', () => {
    const pack = capsWith({ conversationsPerDay: 1 });
    const inbound = at('2026-03-02 08:00', 'CallResultRecorded', {
      attemptId: null,
      result: 'rightParty',
      textId: null,
    });
    expect(broken([opened(), inbound, ...callEnded('2026-03-02 11:00', 'rightParty')], { pack })).toEqual([]);
  });

  test.each(['noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService'])(
    'a number may be tried in vain as often as allowed in a day, and not once more: %s [FREQUENCY]',
    (result) => {
      const pack = capsWith({ unansweredPerDay: 2 });
      const tries = (...moments: string[]) => moments.flatMap((moment) => callEnded(moment, result));
      const two = [opened(), ...tries('2026-03-02 09:00', '2026-03-02 10:00')];
      expect(broken(two, { pack })).toEqual([]);
      const three = [...two, ...tries('2026-03-02 11:00')];
      expect(broken(three, { pack })).toEqual(['FREQUENCY']);
      expect(broken([...three, ...callEnded('2026-03-02 12:00', 'rightParty')], { pack })).toEqual(['FREQUENCY']);
      const elsewhere = callEnded('2026-03-02 11:00', result, { contactPointId: 'cp-office' });
      expect(broken([...two, ...elsewhere], { pack })).toEqual([]);
      expect(broken([...two, ...callEnded('2026-03-02 11:00', 'rightParty')], { pack })).toEqual([]);
    },
  );
});

describe('calls about one debt', () => {
  const pack = capsWith({ callsAboutDebt: { most: 2, inDays: 7, quietDays: 7 } });
  const two = [opened(), ...callEnded('2026-03-02 21:00', 'noAnswer'), ...callEnded('2026-03-05 09:00', 'voicemail')];

  test('so many calls in so many local days, and not one more; an older day counts no longer [FREQUENCY]', () => {
    expect(broken(two, { pack })).toEqual([]);
    expect(broken([...two, ...callEnded('2026-03-08 21:59', 'noAnswer')], { pack })).toEqual(['FREQUENCY']);
    expect(broken([...two, ...callEnded('2026-03-09 07:00', 'noAnswer')], { pack })).toEqual([]);
  });

  test.each(['busy', 'outOfService'])('%s is no call [FREQUENCY]', (result) => {
    expect(broken([...two, ...callEnded('2026-03-08 10:00', result)], { pack })).toEqual([]);
    const three = [...two, ...callEnded('2026-03-08 09:00', 'noAnswer')];
    expect(broken([...three, ...callEnded('2026-03-08 10:00', result)], { pack })).toEqual(['FREQUENCY']);
    const before = [opened(), ...callEnded('2026-03-02 08:00', result), ...two.slice(1)];
    expect(broken(before, { pack })).toEqual([]);
  });

  test('a call without a result is a call [FREQUENCY]', () => {
    expect(broken([...two, call('2026-03-08 10:00')], { pack })).toEqual(['FREQUENCY']);
  });

  test('calls about another debt are counted for themselves, and messages are no calls [FREQUENCY]', () => {
    const about = callEnded('2026-03-06 09:00', 'noAnswer', { attemptId: 'x' });
    expect(broken([...two, contact('2026-03-08 10:00')], { pack, other: other(...about) })).toEqual([]);
  });

  const spoken = (moment: string) => callEnded(moment, 'rightParty');
  test('after a conversation it is quiet until the seventh day after, its own day being the first [FREQUENCY]', () => {
    const talk = [opened(), ...spoken('2026-03-02 09:00')];
    expect(broken([...talk, call('2026-03-02 09:01')], { pack })).toEqual(['FREQUENCY']);
    expect(broken([...talk, call('2026-03-08 21:59')], { pack })).toEqual(['FREQUENCY']);
    expect(broken([...talk, call('2026-03-09 07:00')], { pack })).toEqual([]);
    expect(broken([...talk, contact('2026-03-03 07:00')], { pack })).toEqual([]);
  });

  test('a conversation that the debtor began makes it quiet as well [FREQUENCY]', () => {
    const inbound = at('2026-03-02 09:00', 'CallResultRecorded', {
      attemptId: null,
      result: 'rightParty',
      textId: null,
    });
    expect(broken([opened(), inbound, call('2026-03-08 21:59')], { pack })).toEqual(['FREQUENCY']);
    expect(broken([opened(), inbound, call('2026-03-09 07:00')], { pack })).toEqual([]);
  });

  test('a conversation about another debt, or with somebody else, leaves this one alone [FREQUENCY]', () => {
    const elsewhere = callEnded('2026-03-02 09:00', 'rightParty', { attemptId: 'x' });
    expect(broken([opened(), call('2026-03-03 09:00')], { pack, other: other(...elsewhere) })).toEqual([]);
    const thirdParty = callEnded('2026-03-02 09:00', 'thirdParty');
    expect(broken([opened(), ...thirdParty, call('2026-03-03 09:00')], { pack })).toEqual([]);
  });
});
