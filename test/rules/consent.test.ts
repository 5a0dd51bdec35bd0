import type { Fact, FactOf } from '../../domain/message';
import { render } from '../../domain/render';
import type { Instant } from '../../domain/time';
import { attemptId, contacted, day, entered, given, opened, reserved, taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { before, debtor, never, pack, waitOf } from './questions';

const at = taipei('2026-03-02 10:00');
const noon = taipei('2026-03-03 12:00');
const notAfter = taipei('2026-03-02 20:00');
const outOf = (channel: 'sms' | 'email' | 'call' | 'letter'): Fact => ({
  type: 'OptOutReported',
  ref: 'reply-1',
  channel,
  provenance: 'debtor',
});
const backTo: Fact = { type: 'OptInReported', ref: 'form-1', channel: 'sms', by: 'clerk-1' };
const prefers = (facts: Partial<FactOf<'PreferencesReported'>>): Fact => ({
  type: 'PreferencesReported',
  ref: 'wish-1',
  hours: null,
  channel: null,
  language: null,
  by: 'clerk-1',
  ...facts,
});
const hours = (from: number, to: number) => ({ fromMinute: from * 60, toMinute: to * 60 });

describe('a channel that the debtor opted out of is not used [CONSENT]', () => {
  test.each(['sms', 'email', 'call', 'letter'] as const)(
    'who opted out of %s gets none, and the others still',
    (channel) => {
      const story = debtor().hears(outOf(channel), at);
      for (const other of ['sms', 'email', 'call', 'letter'] as const) {
        const expected = other === channel ? never('CONSENT') : { allowed: true };
        expect(story.asks(other, noon)).toMatchObject(expected);
      }
    },
  );
  test('who opts in again is contacted again', () => {
    const story = debtor().hears(outOf('sms'), at).hears(backTo, at);
    expect(story.asks('sms', noon)).toMatchObject({ allowed: true });
    expect(story.account.optedOut).toEqual([]);
  });
  test('who says it twice has said it once', () => {
    expect(debtor().hears(backTo, at).wrote).toMatchObject([{ type: 'FactNoted', because: 'wasNotOptedOut' }]);
    expect(debtor().hears(outOf('sms'), at).hears(outOf('sms'), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'alreadyOptedOut' },
    ]);
  });
  test('a contact that was decided before is suppressed, and the ladder goes on', () => {
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    expect(debtor().looks(action, before(notAfter))).toMatchObject({ do: 'contact' });
    const out = debtor().hears(outOf('sms'), at);
    const look = out.looks(action, before(notAfter));
    expect(look).toMatchObject({ do: 'record', event: { type: 'ContactSuppressed', rule: 'CONSENT' } });
    if (look.do !== 'record') throw new Error('It was not suppressed');
    expect(out.and(look.event).next(notAfter)).toMatchObject({ do: 'wait', toDo: { rung: 'call' } });
  });
  test('a message that waits for its provider is taken back, one on another channel is not', () => {
    const away = {
      type: 'ContactUnavailable',
      at,
      attemptId: attemptId('try-sms'),
      code: 'down',
      retryAt: noon,
    } as const;
    const waiting = debtor().and(reserved('sms', at, { notAfter: taipei('2026-03-04 20:00') }), away);
    expect(waiting.hears(outOf('sms'), at).wrote).toMatchObject([
      { type: 'OptedOut' },
      { type: 'ContactWithdrawn', rule: 'CONSENT' },
    ]);
    expect(waiting.hears(outOf('email'), at).wrote).toMatchObject([{ type: 'OptedOut' }]);
  });
  test('a collector cannot write there either', () => {
    const message = (channel: 'sms' | 'email') =>
      ({
        type: 'SendMessage',
        messageId: 'm-1',
        channel,
        textId: 't-1',
        textSha256: 'a'.repeat(64),
        findings: [],
        by: 'collector-1',
      }) as const;
    const story = debtor().hears(outOf('sms'), at);
    expect(story.refuses(message('sms'), at)).toBe('channelIsOptedOut');
    expect(story.refuses(message('email'), at)).toBeNull();
  });
});

describe('a preferred channel takes the place of the planned one [CONSENT]', () => {
  const evening = taipei('2026-03-02 19:00');
  const byEmail = prefers({ channel: 'email' });
  test('of a message or a call', () => {
    const story = debtor().hears(byEmail, at);
    expect(story.next(evening)).toMatchObject({ do: 'perform', action: { rung: 'sms', channel: 'email' } });
    const called = story.and(contacted('sms', at));
    expect(called.next(at)).toMatchObject({ do: 'wait', toDo: { rung: 'call', channel: 'email' } });
  });
  test('but a formal letter stays a letter', () => {
    const story = debtor().hears(byEmail, at).and(entered('negotiation', at));
    expect(story.next(at)).toMatchObject({ do: 'wait', toDo: { type: 'issueLetter', rung: 'letter' } });
  });
  test('without a preference, or when it is taken back, the plan stands', () => {
    for (const story of [debtor(), debtor().hears(byEmail, at).hears(prefers({}), at)]) {
      expect(story.next(evening)).toMatchObject({ action: { rung: 'sms', channel: 'sms' } });
    }
  });
});

describe('preferred hours are honoured within the lawful ones [CONSENT]', () => {
  const sms = (story: ReturnType<typeof debtor>) => (now: Instant) => story.asks('sms', now);
  const morning = sms(debtor().hears(prefers({ hours: hours(10, 12) }), at));
  test('to the minute', () => {
    expect(waitOf(morning, '2026-03-03 09:59:59.999')).toEqual(['CONSENT', '2026-03-03 10:00']);
    expect(morning(taipei('2026-03-03 11:59'))).toMatchObject({ allowed: true, notAfter: taipei('2026-03-03 12:00') });
    expect(waitOf(morning, '2026-03-03 12:00')).toEqual(['CONSENT', '2026-03-04 10:00']);
  });
  test('outside the lawful hours it is these that say no [HOURS]', () => {
    expect(waitOf(morning, '2026-03-03 07:59')).toEqual(['HOURS', '2026-03-03 10:00']);
    expect(waitOf(morning, '2026-03-03 20:00')).toEqual(['HOURS', '2026-03-04 10:00']);
  });
  test('what lies outside the lawful hours is cut off', () => {
    const early = sms(debtor().hears(prefers({ hours: hours(6, 9) }), at));
    expect(waitOf(early, '2026-03-03 07:59')).toEqual(['HOURS', '2026-03-03 08:00']);
    expect(waitOf(early, '2026-03-03 09:00')).toEqual(['CONSENT', '2026-03-04 08:00']);
  });
  test('of several windows those that touch them are left', () => {
    const twice = debtor({ contactHours: [hours(8, 12), hours(14, 20)] }).hears(prefers({ hours: hours(11, 15) }), at);
    expect(waitOf(sms(twice), '2026-03-03 10:59')).toEqual(['CONSENT', '2026-03-03 11:00']);
    expect(waitOf(sms(twice), '2026-03-03 12:00')).toEqual(['HOURS', '2026-03-03 14:00']);
    expect(waitOf(sms(twice), '2026-03-03 15:00')).toEqual(['CONSENT', '2026-03-04 11:00']);
  });
  test('a wish wholly outside them is noted and changes nothing, one minute inside is enough', () => {
    given(opened())
      .hears(prefers({ hours: hours(6, 8) }), at)
      .noted('preferredHoursAreUnlawful');
    const oneMinute = { fromMinute: 6 * 60, toMinute: 8 * 60 + 1 };
    const { account } = debtor().hears(prefers({ hours: oneMinute }), at);
    expect(account.preferredHours).toEqual(oneMinute);
  });
});

describe('a preferred language is honoured [CONSENT]', () => {
  const words = (body: string) => ({ subject: 's', body });
  const texts = {
    'zh-TW': words('您欠 {balance}'),
    'zh-CN': words('您欠款 {balance}'),
    en: words('You owe {balance}'),
  };
  const policy = pack({ templates: { ...small.templates, text: { ...small.templates['text']!, texts } } });
  const rendered = (story: ReturnType<typeof debtor>) =>
    render(policy, story.account, { template: 'text', name: 'n', balanceMinor: 1n, freeText: null, now: at });

  test.each([
    ['zh-TW', '您欠 0.01 TWD'],
    ['zh-CN', '您欠款 0.01 TWD'],
  ] as const)('who prefers %s reads %s', (language, text) => {
    expect(rendered(debtor().hears(prefers({ language }), at))).toMatchObject({ language, text });
  });
  test('without a preference it is the language of the file', () => {
    expect(rendered(debtor({}, { dueOn: day('2026-03-01') }))).toMatchObject({
      language: 'en',
      text: 'You owe 0.01 TWD',
    });
    expect(rendered(debtor().hears(prefers({}), at))).toMatchObject({ language: 'en' });
  });
});
