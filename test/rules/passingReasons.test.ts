import type { Fact } from '../../domain/message';
import { contacted, entered, reserved, taipei } from '../domain/accounts';
import { contact, debtor, everywhere, never } from './questions';

const at = taipei('2026-03-03 19:00');
const aWeekBefore = taipei('2026-02-25 10:00');
const prefers = (channel: 'sms' | 'email' | 'call'): Fact => ({
  type: 'PreferencesReported',
  ref: 'wish',
  hours: null,
  channel,
  language: null,
  by: 'clerk',
});

describe('a wish that cannot be honoured stands in no one else’s way [CONSENT]', () => {
  const noEmail = everywhere.filter(({ kind }) => kind !== 'email');
  test('who prefers a channel for which there is no address is contacted as planned', () => {
    const story = debtor({}, { contactPoints: noEmail }).hears(prefers('email'), at);
    expect(story.next(at)).toMatchObject({ do: 'perform', action: { rung: 'sms', channel: 'sms' } });
  });
  test('who prefers a channel for which there is one is contacted there', () => {
    const story = debtor({}, { contactPoints: everywhere }).hears(prefers('email'), at);
    expect(story.next(at)).toMatchObject({ do: 'perform', action: { rung: 'sms', channel: 'email' } });
  });
  test('what a collector wrote goes where it was meant to go, also to who prefers calls', () => {
    const words = {
      type: 'SendMessage',
      messageId: 'm-1',
      channel: 'sms',
      textId: 't',
      textSha256: '0',
      findings: [],
      by: 'c',
    } as const;
    const story = debtor({}, { contactPoints: everywhere }).hears(prefers('call'), at).obeys(words, at);
    expect(story.next(at)).toMatchObject({ do: 'perform', action: { rung: 'message-m-1', channel: 'sms' } });
  });
});

describe('a number counts as tried in vain only when it may have rung [FIRST-CALL] [THIRD-PARTY]', () => {
  const call = { channel: 'call', contactPointId: 'cp-office' } as const;
  test('a call that was missed before it was made leaves the order as it was', () => {
    const attempt = reserved('call', aWeekBefore, call);
    const id = 'attemptId' in attempt ? attempt.attemptId : null;
    const missed = {
      type: 'ContactMissed',
      at: aWeekBefore,
      rung: 'call',
      purpose: 'collection',
      channel: 'call',
      attemptId: id,
      notAfter: aWeekBefore,
    } as const;
    expect(debtor({}, { contactPoints: everywhere }).and(attempt, missed).account.calledInVain).toEqual([]);
  });
  test('a call that was made is remembered', () => {
    const [, sent] = contacted('call', aWeekBefore);
    const story = debtor({}, { contactPoints: everywhere }).and(reserved('call', aWeekBefore, call), sent!);
    expect(story.account.calledInVain).toEqual(['cp-office']);
  });
});

describe('nobody else is asked while the debtor can be reached, about whichever account [THIRD-PARTY]', () => {
  const onlyEmergency = everywhere.filter(({ kind }) => kind === 'emergency');
  const asked = { thirdParty: { isAsked: true, template: 'text' } };
  const consent: Fact = { type: 'ThirdPartyConsentReported', contactPointId: 'cp-emergency', by: 'c' };
  const story = debtor(asked, { contactPoints: onlyEmergency })
    .hears(consent, aWeekBefore)
    .and(entered('reminder', aWeekBefore));
  test('an acquaintance is asked who was named with consent', () => {
    expect(story.asks('call', at)).toMatchObject({ allowed: true, contactPoint: { kind: 'emergency' } });
  });
  test('not when the debtor spoke to us about another account', () => {
    const spoken = contact(aWeekBefore, { channel: 'call', accountId: 'A2' as never, result: 'rightParty' });
    expect(story.asks('call', at, [spoken])).toMatchObject(never('THIRD-PARTY'));
  });
  test('not when the debtor has called in', () => {
    const calledIn: Fact = {
      type: 'CallResultReported',
      attemptId: null,
      result: 'rightParty',
      textId: null,
      by: 'c',
      attitude: null,
      recordingRef: null,
      identityVerified: false,
    };
    expect(story.hears(calledIn, aWeekBefore).asks('call', at)).toMatchObject(never('THIRD-PARTY'));
  });
});
