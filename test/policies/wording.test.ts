import { edited, readPack, refusal, refusalOf, type Edit, type PackId } from './editedPack';

const CN: PackId = 'cn-bank-card';
const US: PackId = 'us-reg-f';
const text = (template: string, language: string, part = 'body') =>
  ['templates', template, 'texts', language, part] as const;
type Wrong = readonly [what: string, id: PackId, edit: Edit, reason: string, at: string];
describe('who has not proved to be the debtor learns of no debt', () => {
  test.each<Wrong>([
    [
      'an identity check that names the balance [IDENTITY]',
      CN,
      [text('identity-check', 'en'), 'Is it you, {name}? {balance}'],
      'asks for {balance}, which names the debt',
      'templates["identity-check"].texts.en.body',
    ],
    [
      'an enquiry that names the days [THIRD-PARTY]',
      CN,
      [text('third-party-enquiry', 'zh-CN'), '{name} {daysPastDue}'],
      'asks for {daysPastDue}, which names the debt',
      'templates["third-party-enquiry"].texts["zh-CN"].body',
    ],
    [
      'an enquiry that says who asks [THIRD-PARTY]',
      CN,
      [text('third-party-enquiry', 'en'), '{bank} looks for {name}'],
      'asks for {bank}, which has no place here',
      'templates["third-party-enquiry"].texts.en.body',
    ],
    ...(
      [
        ['zh-CN', '请转告{name}尽快还款', '还款'],
        ['zh-TW', '請轉告{name}，帳款已到期', '帳款'],
        ['en', 'Please tell {name} about the DEBT', 'DEBT'],
        ['en', 'We collect from {name}', 'collect'],
      ] as const
    ).map(([language, body, word]): Wrong => [
      `an enquiry that says ${word} [THIRD-PARTY]`,
      CN,
      [text('third-party-enquiry', language), body],
      `names the debt: ${word}`,
      `templates["third-party-enquiry"].texts${language === 'en' ? '.en' : `["${language}"]`}`,
    ]),
    [
      'an identity check whose subject names the debt [IDENTITY]',
      CN,
      [text('identity-check', 'en', 'subject'), 'Your overdue card'],
      'names the debt: overdue',
      'templates["identity-check"].texts.en',
    ],
    [
      'a statement that names the balance [FRAUD]',
      CN,
      [text('fraud-statement', 'en'), '{name}: {balance}'],
      'asks for {balance}, which names the debt',
      'templates["fraud-statement"].texts.en.body',
    ],
  ])('%s is refused', (_, id, edit, reason, at) => {
    expect(refusalOf(edited(id, edit), id)).toBe(refusal(id, reason, at));
  });
  test('words that only sound like it are accepted', () => {
    const yaml = edited(CN, [text('third-party-enquiry', 'en'), 'Do you know the collective in which {name} lives?']);
    expect(readPack(yaml, CN).policy.id).toBe(CN);
  });
});

test('nor may a call about the statement be read from a text that names the balance [FRAUD]', () => {
  const yaml = edited(CN, [['fraud', 'ladder', 0, 'script'], 'reminder-call']);
  expect(refusalOf(yaml, CN)).toContain(
    '✖ asks for {balance}, which names the debt\n  → at templates["reminder-call"].texts.en.body',
  );
});

describe('how to opt out is said where it is offered [CONSENT]', () => {
  test.each<Wrong>([
    [
      'an SMS that does not say it',
      US,
      [text('reminder', 'en'), 'Dear {name}, {balance}'],
      'does not say how to opt out: {optOut} is missing',
      'templates.reminder.texts.en.body',
    ],
    [
      'an SMS of the statement that does not say it',
      US,
      [text('fraud-statement', 'zh-TW'), '{name}'],
      'does not say how to opt out: {optOut} is missing',
      'templates["fraud-statement"].texts["zh-TW"].body',
    ],
    [
      'a free text that does not say it',
      US,
      [text('collector-message', 'en'), '{freeText}'],
      'does not say how to opt out: {optOut} is missing',
      'templates["collector-message"].texts.en.body',
    ],
    [
      'a sentence that asks for a word',
      US,
      [text('opt-out', 'en'), 'Tell {bank}'],
      'is set into other texts: it cannot ask for a word',
      'templates["opt-out"].texts.en.body',
    ],
    [
      'an SMS that says it where there is no sentence for it',
      CN,
      [text('reminder', 'en'), '{balance} {optOut}'],
      'asks for {optOut}, and there is no template opt-out',
      'templates.reminder.texts.en.body',
    ],
  ])('%s is refused', (_, id, edit, reason, at) => {
    expect(refusalOf(edited(id, edit), id)).toBe(refusal(id, reason, at));
  });
  test('a text that stands in for a call in writing has to say it too', () => {
    const rung = { name: 'a', afterDays: 0, channel: 'call', template: 'reminder-call' };
    const yaml = edited(US, [['stages', 'reminder', 'ladder', 1], rung]);
    const reason = 'does not say how to opt out: {optOut} is missing';
    expect(refusalOf(yaml, US)).toContain(`${reason}\n  → at templates["reminder-call"].texts.en.body`);
  });
  test('what is read out, and letters, need not say it', () => {
    const { templates } = readPack(edited(US), US).policy;
    for (const name of ['reminder-call', 'formal-letter', 'notice-of-debt']) {
      expect(templates[name]!.texts.en.body).not.toContain('{optOut}');
    }
  });
});

describe('forbidden words are written in one way [CONDUCT]', () => {
  const words = (language: string, list: readonly string[]): Edit => [['freeText', 'forbidden', language], list];
  test.each<Wrong>([
    ['a capital', CN, words('en', ['Jail']), 'must be written jail', 'freeText.forbidden.en[0]'],
    ['full width', CN, words('zh-CN', ['坐牢', 'ｊail']), 'must be written jail', 'freeText.forbidden["zh-CN"][1]'],
    ['a space around', CN, words('en', [' sue  you ']), 'must be written sue you', 'freeText.forbidden.en[0]'],
    ['the same twice', CN, words('en', ['jail', 'thug', 'jail']), 'jail stands twice', 'freeText.forbidden.en[2]'],
    ['none at all', CN, words('en', []), 'Too small: expected array to have >=1 items', 'freeText.forbidden.en'],
  ])('%s is refused', (_, id, edit, reason, at) => {
    expect(refusalOf(edited(id, edit), id)).toBe(refusal(id, reason, at));
  });
});
