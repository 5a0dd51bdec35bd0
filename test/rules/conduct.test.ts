import type { AccountEvent } from '../../domain/events';
import type { CommandOf } from '../../domain/message';
import type { Policy } from '../../domain/policy';
import { findingsIn, forbiddenWords } from '../../domain/rules/conduct';
import { attemptId, dispute, reserved, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported } from './questions';

const forbidden: Policy['freeText']['forbidden'] = {
  'zh-TW': ['坐牢', '報警抓人'],
  'zh-CN': ['拘留', '坐牢'],
  en: ['jail', 'press charges', 'we’ll come'],
};
const words = forbiddenWords(forbidden);
const found = (text: string) => findingsIn(text, forbidden).map((number) => words[number]);

describe('a text without threat or insult passes, another one does not [CONDUCT]', () => {
  test('the words have one fixed order: traditional, simplified, English', () => {
    expect(words).toEqual(['坐牢', '報警抓人', '拘留', '坐牢', 'jail', 'press charges', 'we’ll come']);
  });
  test.each([
    ['您好，請與我們聯絡。'],
    ['请与我们联系，谢谢。'],
    ['Please call us back about your account.'],
    [''],
    [' \n '],
  ])('nothing is found in “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });
  test.each([
    ['你會坐牢', ['坐牢', '坐牢']],
    ['我們會報警抓人', ['報警抓人']],
    ['你会被拘留', ['拘留']],
    ['You will go to jail.', ['jail']],
    ['We will press charges', ['press charges']],
    ['jail, 拘留', ['拘留', 'jail']],
  ])('in “%s” something is', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
  test.each(['ＪＡＩＬ', 'Jail', 'j\u0041il', 'JAIL!', 'ja\u200bil', '“jail”', 'jail\njail'])(
    'width, case and marks make no difference: “%s”',
    (text) => {
      expect(found(text)).toEqual(['jail']);
    },
  );
  test.each(['坐 牢', '坐　牢', '坐.牢', '坐\n牢', '坐、牢', '坐\u200b牢', '坐-*-牢'])(
    'what stands between Chinese characters makes none either: “%s”',
    (text) => {
      expect(found(text)).toEqual(['坐牢', '坐牢']);
    },
  );
  test.each(['press  charges', 'press\ncharges', 'Press-Charges', 'press, charges'])(
    'nor between words: “%s”',
    (text) => {
      expect(found(text)).toEqual(['press charges']);
    },
  );
  test('an apostrophe may be straight or curled', () => {
    expect(found("We'll come tomorrow")).toEqual(['we’ll come']);
  });
  test.each(['jailer', 'Jailbreak', 'unjail', 'express charges', 'press chargesheet', 'jail2'])(
    'a word inside of another is not meant: “%s”',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
  test.each(['你會去jail吧', 'jail吧', '去jail', '我们 press charges吧'])(
    'Chinese around an English word does not hide it: “%s”',
    (text) => {
      expect(found(text)).toHaveLength(1);
    },
  );
  test('every forbidden word is told once, however often it is said', () => {
    expect(findingsIn('jail jail jail', forbidden)).toEqual([4]);
  });
});

const at = taipei('2026-03-03 10:00');
const send = (findings: readonly number[], facts: Partial<CommandOf<'SendMessage'>> = {}) =>
  ({
    type: 'SendMessage',
    messageId: 'm-1',
    channel: 'email',
    textId: 't-1',
    textSha256: 'a'.repeat(64),
    findings,
    by: 'collector-1',
    ...facts,
  }) as const;
const approve = { type: 'ApproveMessage', messageId: 'm-1', by: 'supervisor-1' } as const;
const reject = { type: 'RejectMessage', messageId: 'm-1', because: 'a threat', by: 'supervisor-1' } as const;
const toSend = { do: 'perform', action: { type: 'contactDebtor', rung: 'message-m-1', channel: 'email' } };

describe('what a collector writes goes out through a checked template, or waits for a supervisor [CONDUCT]', () => {
  test('a text without findings is due at once, set into the pack’s template', () => {
    const story = debtor().obeys(send([]), at);
    expect(story.wrote).toMatchObject([{ type: 'MessageRequested', findings: [] }]);
    const step = story.next(at);
    expect(step).toMatchObject(toSend);
    if (step.do !== 'perform' || step.action.type === 'referToLegal') throw new Error('Nothing is due');
    expect(story.looks(step.action, at)).toMatchObject({
      do: 'contact',
      script: 'collector-message',
      intent: { textId: 't-1' },
    });
  });
  test('one finding is enough to hold it, and a supervisor is called', () => {
    const story = debtor().obeys(send([4]), at);
    expect(story.wrote).toMatchObject([
      { type: 'MessageRequested', findings: [4] },
      { type: 'Escalated', kind: 'messageIsHeld', ref: 'm-1', rule: 'CONDUCT' },
    ]);
    expect(story.next(taipei('2026-03-03 19:00'))).not.toMatchObject({ action: { rung: 'message-m-1' } });
  });
  test('what the supervisor approves goes out, and nobody has to look at it any more', () => {
    const story = debtor()
      .obeys(send([4]), at)
      .obeys(approve, at);
    expect(story.next(at)).toMatchObject(toSend);
    expect(story.account).toMatchObject({ escalations: [], messages: [{ isApproved: true }] });
  });
  test('what the supervisor rejects never goes out', () => {
    const story = debtor()
      .obeys(send([4]), at)
      .obeys(reject, at);
    expect(story.account).toMatchObject({ escalations: [], messages: [] });
    expect(story.refuses(approve, at)).toBe('messageIsNotHeld');
  });
  test('who wrote it judges it neither way, and anybody else may [CONDUCT]', () => {
    const held = debtor().obeys(send([4]), at);
    const { by } = held.account.messages[0]!;
    expect(held.refuses({ ...approve, by }, at)).toBe('authorMayNotJudge');
    expect(held.refuses({ ...reject, by }, at)).toBe('authorMayNotJudge');
    expect(held.obeys(approve, at).account.messages).toMatchObject([{ isHeld: false, isApproved: true }]);
  });
  test('ten messages may wait, the eleventh is refused', () => {
    const written = (n: number) => ({ ...send([]), messageId: `m-${n}` });
    const ten = Array.from({ length: 10 }, (_, n) => written(n)).reduce((story, one) => story.obeys(one, at), debtor());
    expect(ten.refuses(written(10), at)).toBe('tooManyMessages');
    // All of them are rejected when a hold begins, in one turn.
    expect(ten.hears(holdReported('hardship'), at).at(at).account.messages).toEqual([]);
  });
  test('only what is held can be approved, once; what is not held can be taken back until it goes out', () => {
    const free = debtor().obeys(send([]), at);
    expect(free.refuses(approve, at)).toBe('messageIsNotHeld');
    expect(free.obeys(reject, at).account.messages).toEqual([]);
    expect(
      debtor()
        .obeys(send([4]), at)
        .obeys(approve, at)
        .refuses(approve, at),
    ).toBe('messageIsNotHeld');
  });
  test('a word that a newer pack forbids holds the text at the last moment, until a supervisor has looked', () => {
    const newer = { ...forbidden, en: [...forbidden.en, 'tomorrow'] };
    expect(findingsIn('Pay by tomorrow', forbidden)).toEqual([]);
    const findings = findingsIn('Pay by tomorrow', newer);
    expect(findings).toEqual([7]);
    const held: AccountEvent = { type: 'MessageHeld', at, messageId: 'm-1', findings };
    const story = debtor().obeys(send([]), at).and(held);
    expect(story.next(at)).not.toMatchObject({ action: { rung: 'message-m-1' } });
    expect(story.obeys(approve, at).next(at)).toMatchObject(toSend);
  });
});

describe('a collector’s message obeys every other rule too', () => {
  test('it waits for a lawful hour [HOURS]', () => {
    const night = taipei('2026-03-03 20:00');
    expect(debtor().obeys(send([]), before(night)).next(before(night))).toMatchObject(toSend);
    expect(debtor().obeys(send([]), night).next(night)).toMatchObject({ do: 'wait', toDo: { rung: 'message-m-1' } });
  });
  test('none is taken while collection is suspended, and one that waits is not sent after it [DISPUTE] [COMPLAINT]', () => {
    expect(debtor().and(dispute(at)).refuses(send([]), at)).toBe('collectionIsSuspended');
    for (const findings of [[], [4]]) {
      const story = debtor().obeys(send(findings), at).hears(holdReported('complaint'), at);
      expect(story.wrote).toMatchObject([
        { type: 'HoldPlaced' },
        { type: 'MessageRejected', messageId: 'm-1', because: 'collectionWasSuspended' },
      ]);
      const free = story.hears(holdEnded('hold-complaint'), at);
      expect(free.account).toMatchObject({ messages: [], escalations: [] });
      expect(free.next(at)).not.toMatchObject(toSend);
    }
  });
  test('a second message of the same id is refused, after the first was sent it may come', () => {
    const story = debtor().obeys(send([]), at);
    expect(story.refuses(send([]), at)).toBe('messageExists');
    const sent = story.and(reserved('message-m-1', at, { channel: 'email' }), {
      type: 'ContactSent',
      at,
      attemptId: attemptId('try-message-m-1'),
      providerRef: 'p',
    });
    expect(sent.account).toMatchObject({ messages: [], rungsDone: [] });
  });
});
