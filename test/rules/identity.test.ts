import type { Fact, FactOf } from '../../domain/message';
import { attemptId, reserved, taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { debtor, never } from './questions';

const at = taipei('2026-03-03 10:00');
const id = attemptId('call-1');
const afterCall = (facts: Partial<FactOf<'CallResultReported'>>): Fact => ({
  type: 'CallResultReported',
  attemptId: id,
  result: 'rightParty',
  textId: null,
  by: 'collector-1',
  attitude: null,
  recordingRef: null,
  identityVerified: true,
  ...facts,
});
const called = debtor().and(reserved('call', at, { attemptId: id, channel: 'call' }), {
  type: 'ContactSent',
  at,
  attemptId: id,
  providerRef: 'p',
});
const script = (story: typeof called) => {
  const verdict = story.asks('call', at);
  return verdict.allowed ? verdict.script : verdict.rule;
};

describe('nobody speaks of the debt before it is known who is on the line [IDENTITY]', () => {
  test('the first call only asks who speaks', () => {
    expect(script(debtor())).toBe('identity-check');
    expect(script(called)).toBe('identity-check');
  });
  test('once the debtor has proved who they are, the next call is about the debt', () => {
    const verified = called.hears(afterCall({}), at);
    expect(verified.wrote).toMatchObject([
      { type: 'CallResultRecorded', result: 'rightParty' },
      { type: 'IdentityVerified', attemptId: id, by: 'collector-1' },
    ]);
    expect(script(verified)).toBe('text');
  });
  test('who was spoken to and not verified is still asked', () => {
    const spoken = called.hears(afterCall({ identityVerified: false }), at);
    expect(spoken.wrote).toMatchObject([{ type: 'CallResultRecorded' }]);
    expect(script(spoken)).toBe('identity-check');
  });
  test.each(['thirdParty', 'voicemail', 'wrongNumber'] as const)(
    'nobody is verified by a call that ended as %s',
    (result) => {
      const claimed = called.hears(afterCall({ result }), at);
      expect(claimed.wrote.map(({ type }) => type)).toEqual(['CallResultRecorded']);
      expect(script(claimed)).toBe('identity-check');
    },
  );
  test('a debtor who calls can prove it too, and once is enough', () => {
    const story = debtor().hears(afterCall({ attemptId: null }), at);
    expect(story.wrote).toMatchObject([{ type: 'CallResultRecorded' }, { type: 'IdentityVerified', attemptId: null }]);
    expect(script(story)).toBe('text');
    expect(story.hears(afterCall({ attemptId: null }), at).wrote.map(({ type }) => type)).toEqual([
      'CallResultRecorded',
    ]);
  });
  test('without an approved text for it nobody calls at all, and who is verified is called', () => {
    const { 'identity-check': _, ...templates } = small.templates;
    const story = debtor({ templates });
    expect(story.asks('call', at)).toMatchObject(never('TEMPLATE'));
    expect(script(story.hears(afterCall({ attemptId: null }), at))).toBe('text');
  });
  test('a message to the debtor’s own address uses its own text', () => {
    expect(debtor().asks('sms', at)).toMatchObject({ allowed: true, script: 'text' });
    expect(debtor().asks('letter', at)).toMatchObject({ allowed: true, script: 'text' });
  });
});
