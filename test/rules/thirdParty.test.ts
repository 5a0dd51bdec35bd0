import type { AccountEvent, CallResult } from '../../domain/events';
import type { Fact } from '../../domain/message';
import { render } from '../../domain/render';
import { attemptId, opened, reserved, taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { debtor, everywhere, never, pack, type Story } from './questions';

const at = taipei('2026-03-02 10:00');
const noon = taipei('2026-03-03 12:00');
const onlyThem = everywhere.filter(({ kind }) => kind === 'emergency' || kind === 'address');
const consent: Fact = { type: 'ThirdPartyConsentReported', contactPointId: 'cp-emergency', by: 'clerk-1' };
const bar = (contactPointId: string, because: CallResult): Fact => ({
  type: 'ContactPointBarReported',
  contactPointId,
  because,
});
const calledAt = (contactPointId: string, result: CallResult): AccountEvent[] => {
  const id = attemptId(`call-${contactPointId}`);
  const rest = { textId: null, by: null, attitude: null, recordingRef: null };
  return [
    reserved('call', at, { attemptId: id, channel: 'call', contactPointId }),
    { type: 'ContactSent', at, attemptId: id, providerRef: 'p' },
    { type: 'CallResultRecorded', at, attemptId: id, result, ...rest },
  ];
};
const allInVain = ['cp-office', 'cp-mobile', 'cp-home'].map((id) => calledAt(id, 'noAnswer'));
const called = (story: Story) => story.asks('call', noon);

describe('a third party is asked only with consent, and only while nobody has reached the debtor [THIRD-PARTY]', () => {
  const alone = debtor({}, { contactPoints: onlyThem });
  test('without consent never, with it they are', () => {
    expect(called(alone)).toMatchObject(never('THIRD-PARTY'));
    expect(called(alone.hears(consent, at))).toMatchObject({ allowed: true, contactPoint: { kind: 'emergency' } });
  });
  test('consent to ask one is none to ask another', () => {
    const two = [{ id: 'cp-neighbour', kind: 'emergency' } as const, ...onlyThem];
    const story = debtor({}, { contactPoints: two }).hears(consent, at);
    expect(called(story)).toMatchObject({ contactPoint: { id: 'cp-emergency' } });
  });
  test('not where the pack forbids it', () => {
    const strict = debtor({ thirdParty: { ...small.thirdParty, isAsked: false } }, { contactPoints: onlyThem });
    expect(called(strict.hears(consent, at))).toMatchObject(never('THIRD-PARTY'));
  });
  test('not before every number of the debtor was tried in vain', () => {
    const story = debtor({}, { contactPoints: everywhere }).hears(consent, at);
    expect(called(story)).toMatchObject({ contactPoint: { kind: 'office' } });
    expect(called(story.and(...allInVain.slice(0, 2)))).toMatchObject({ contactPoint: { kind: 'home' } });
    expect(called(story.and(...allInVain))).toMatchObject({ contactPoint: { kind: 'emergency' } });
  });
  test('not once a number has led to the debtor', () => {
    const story = debtor({}, { contactPoints: everywhere }).hears(consent, at);
    const reached = story.and(calledAt('cp-mobile', 'rightParty'), ...allInVain);
    expect(called(reached)).toMatchObject({ contactPoint: { kind: 'mobile' } });
    const lost = ['cp-office', 'cp-mobile', 'cp-home'].reduce(
      (one, id) => one.hears(bar(id, 'wrongNumber'), noon),
      reached,
    );
    expect(called(lost)).toMatchObject(never('THIRD-PARTY'));
  });
  test.each(['sms', 'email', 'letter'] as const)('never by %s', (channel) => {
    const contactPoints = everywhere.filter(({ kind }) => kind === 'emergency');
    const story = debtor({}, { contactPoints }).hears(consent, at);
    expect(story.asks(channel, noon)).toMatchObject(never('REACHABLE'));
  });
});

describe('who refuses, does not know, is annoyed or is a wrong number is never contacted again [THIRD-PARTY]', () => {
  test.each<CallResult>(['thirdPartyRefused', 'thirdPartyDoesNotKnow', 'thirdPartyAnnoyed', 'wrongNumber'])(
    'a person of trust who was barred for %s is not called, with every consent',
    (because) => {
      const story = debtor({}, { contactPoints: onlyThem }).hears(consent, at).hears(bar('cp-emergency', because), at);
      expect(called(story)).toMatchObject(never('THIRD-PARTY'));
      expect(called(story.hears(consent, noon))).toMatchObject(never('THIRD-PARTY'));
    },
  );
  test('a wrong number is not written to either, another one is', () => {
    const story = debtor().hears(bar('cp-mobile', 'wrongNumber'), at);
    expect(story.asks('sms', noon)).toMatchObject(never('THIRD-PARTY'));
    const second = debtor({}, { contactPoints: [...opened().contactPoints, { id: 'cp-new', kind: 'mobile' }] });
    expect(second.hears(bar('cp-mobile', 'wrongNumber'), at).asks('sms', noon)).toMatchObject({
      contactPoint: { id: 'cp-new' },
    });
  });
  test('a third party who was friendly may be asked again', () => {
    const story = debtor({}, { contactPoints: onlyThem })
      .hears(consent, at)
      .and(calledAt('cp-emergency', 'thirdParty'));
    expect(called(story)).toMatchObject({ contactPoint: { id: 'cp-emergency' } });
  });
  test('a number is barred once', () => {
    const barred = debtor().hears(bar('cp-mobile', 'wrongNumber'), at);
    expect(barred.wrote).toMatchObject([{ type: 'ContactPointBarred', because: 'wrongNumber' }]);
    expect(barred.hears(bar('cp-mobile', 'thirdPartyAnnoyed'), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'alreadyBarred' },
    ]);
  });
  test('a message that waits for its provider is taken back when its number is barred', () => {
    const away = {
      type: 'ContactUnavailable',
      at,
      attemptId: attemptId('try-sms'),
      code: 'down',
      retryAt: noon,
    } as const;
    const story = debtor().and(reserved('sms', at, { notAfter: noon }), away);
    expect(story.hears(bar('cp-mobile', 'wrongNumber'), at).wrote).toMatchObject([
      { type: 'ContactPointBarred' },
      { type: 'ContactWithdrawn', rule: 'THIRD-PARTY' },
    ]);
    expect(story.hears(bar('cp-office', 'wrongNumber'), at).wrote).toMatchObject([{ type: 'ContactPointBarred' }]);
  });
});

describe('a third party hears nothing of a debt [THIRD-PARTY]', () => {
  const owed = { name: 'Wang', balanceMinor: 1_000_000n, freeText: null, now: noon };
  test('they are asked with a text of their own, also when the debtor was verified long ago', () => {
    const story = debtor({}, { contactPoints: onlyThem }).hears(consent, at);
    expect(called(story)).toMatchObject({ script: 'third-party-enquiry' });
    const verified = story.and({ type: 'IdentityVerified', at, attemptId: null, by: 'clerk-1' });
    expect(called(verified)).toMatchObject({ script: 'third-party-enquiry' });
  });
  test('it names neither amount nor day, and the one for the debtor does', () => {
    const story = debtor({}, { contactPoints: onlyThem }).hears(consent, at);
    const verdict = called(story);
    if (!verdict.allowed) throw new Error('The call was refused');
    const { text } = render(pack(), story.account, { template: verdict.script, ...owed });
    expect(text).toBe('Where is Wang?');
    expect(render(pack(), story.account, { template: 'text', ...owed }).text).toContain('10,000.00 TWD');
  });
});
