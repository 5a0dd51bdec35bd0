import { render } from '../../domain/render';
import { spread } from '../../domain/spread';
import type { Account } from '../../domain/account';
import { LANGUAGES, type Policy } from '../../domain/policy';
import { replay } from '../../domain/turn';
import { opened, taipei } from './accounts';
import { bankCard, small } from './policies';

const account = replay([opened()]);
const at = taipei('2026-03-11 10:00');
const saying = (body: string): Policy => {
  const text = small.templates['text']!;
  const said = { ...text, texts: { ...text.texts, en: { subject: 'S', body } } };
  return { ...small, templates: { ...small.templates, said } };
};
const words = { template: 'said', name: 'Lin', balanceMinor: 1_234_560n, freeText: null, now: at };
const rendered = (body: string, others: Partial<typeof words> = {}) =>
  render(saying(body), account, { ...words, ...others }).text;
const byTheBank = (template: string, language: Account['language'], name = 'Lin') =>
  render(bankCard.policy, { ...account, language }, { ...words, template, name, balanceMinor: 100n });

describe('a message says what is true in its moment [AMOUNT]', () => {
  test('name, balance, due date and days past due', () => {
    expect(rendered('{name}: {balance}, {dueOn}, {daysPastDue}')).toBe('Lin: 12,345.60 TWD, 2026-03-01, 10');
  });
  test('the debtor’s language is spoken', () => {
    const template = bankCard.policy.templates['reminder']!;
    for (const language of LANGUAGES) {
      const { text, subject } = byTheBank('reminder', language, '林小姐');
      expect(subject).toBe(template.texts[language].subject);
      expect(text).toContain('林小姐');
      expect(text).toContain('1.00 TWD');
    }
  });
  test('before the due date no days are past due', () => {
    expect(rendered('{daysPastDue}', { now: taipei('2026-02-01 10:00') })).toBe('0');
  });
  test.each(['{amount}', '{Name}', '{constructor}', '{toString}'])('a template that asks for %s is refused', (word) => {
    expect(() => rendered(`Dear ${word}`)).toThrow(`A template asks for ${word}, which no message has`);
  });
  test('a name is text, whatever stands in it', () => {
    expect(rendered('{name}!', { name: '{balance} $& $1' })).toBe('{balance} $& $1!');
  });
  test('every template of the pack can be rendered in every language', () => {
    for (const template of Object.keys(bankCard.policy.templates)) {
      for (const language of LANGUAGES) {
        expect(byTheBank(template, language).text).not.toMatch(/[{}]/);
      }
    }
  });
});

describe('accounts are spread over the window', () => {
  test('the same account always has the same place', () => {
    expect(spread('A1/first-sms')).toBe(0.9749008810613304);
    expect(spread('')).toBeGreaterThanOrEqual(0);
  });
  test('every tenth of it takes its part, and neighbours lie apart', () => {
    const tenths = Array.from<number>({ length: 10 }).fill(0);
    const places = Array.from({ length: 20_000 }, (_, i) => spread(`TW-${100_000 + i}/first-sms`));
    for (const place of places) tenths[Math.floor(place * 10)]! += 1;
    for (const count of tenths) {
      expect(count).toBeGreaterThan(1_800);
      expect(count).toBeLessThan(2_200);
    }
    expect(new Set(places).size).toBeGreaterThan(19_990);
    const gaps = places.slice(1).map((place, i) => Math.abs(place - places[i]!));
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeGreaterThan(0.25);
  });
});
