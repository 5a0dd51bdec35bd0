import { LANGUAGES, type Policy } from '../../domain/policy';
import { render } from '../../domain/render';
import { findingsIn } from '../../domain/rules/conduct';
import { replay } from '../../domain/turn';
import { opened, taipei } from '../domain/accounts';
import { packOf } from '../domain/policies';
import { PACKS } from './editedPack';

const account = replay([opened()]);
const cases = PACKS.flatMap((id) => LANGUAGES.map((language) => [id, language] as const));
const says = (policy: Policy, language: (typeof LANGUAGES)[number], template: string) =>
  render(
    policy,
    { ...account, currency: policy.currency, language },
    { template, name: 'Lin', balanceMinor: 1_234_560n, freeText: 'Until noon.', now: taipei('2026-03-11 10:00') },
  );

/** Characters of the other script, and in English every Chinese one. */
const OTHER_SCRIPT = {
  'zh-TW': /[们时与请还账为办额语这个发单书联络电]/,
  'zh-CN': /[們時與請還帳為辦額語這個發單書聯絡電]/,
  en: /\p{Script=Han}/u,
};

describe.each(cases)('%s in %s', (id, language) => {
  const { policy } = packOf(id);
  const names = Object.keys(policy.templates);
  const silent = ['identity-check', 'third-party-enquiry', 'fraud-statement', 'fraud-statement-letter', 'opt-out'];

  test.each(names)('%s is rendered without a word left over [TEMPLATE]', (template) => {
    const { subject, text } = says(policy, language, template);
    expect(`${subject} ${text}`).not.toMatch(/[{}]/);
    expect(subject.length).toBeGreaterThan(1);
    expect(text.length).toBeLessThan(3000);
  });
  test.each(names.filter((name) => !silent.includes(name)))('%s names the balance [AMOUNT]', (template) => {
    expect(says(policy, language, template).text).toContain(`12,345.60 ${policy.currency}`);
  });
  test.each(names.filter((name) => silent.includes(name)))('%s names no amount', (template) => {
    expect(says(policy, language, template).text).not.toContain('12,345.60');
  });
  test('no text names an amount of its own: only the balance is one [AMOUNT]', () => {
    for (const { texts } of Object.values(policy.templates)) {
      expect(texts[language].body).not.toMatch(/[\d０-９]\s*(元|TWD|CNY|USD)|[$¥￥]|NT\$/);
    }
  });
  test.each(names)('%s holds no word that a collector may not write [CONDUCT]', (template) => {
    const { subject, text } = says(policy, language, template);
    expect(findingsIn(`${subject}\n${text}`, policy.freeText.forbidden)).toEqual([]);
  });
  test('every message to the debtor says who writes [CONDUCT]', () => {
    const lettersWithALetterhead = ['formal-letter', 'demand-letter'];
    const nameless = [...lettersWithALetterhead, 'opt-out', 'third-party-enquiry', 'identity-check'];
    for (const template of names.filter((name) => !nameless.includes(name))) {
      expect([template, says(policy, language, template).text]).toEqual([
        template,
        expect.stringContaining(policy.letter.sender[0]!),
      ]);
    }
  });
  test('a third party hears a name and nothing else [THIRD-PARTY]', () => {
    const { body } = policy.templates[policy.thirdParty.template]!.texts[language];
    expect(new Set(body.match(/\{\w+\}/g))).toEqual(new Set(['{name}']));
  });
  test('what a collector writes stands in the message [CONDUCT]', () => {
    expect(says(policy, language, policy.freeText.template).text).toContain('Until noon.');
  });
  test('Chinese is written in its own script', () => {
    const all = Object.values(policy.templates)
      .map(({ texts }) => texts[language].subject + texts[language].body)
      .join('');
    expect(all).not.toMatch(OTHER_SCRIPT[language]);
  });
  test('the lists of forbidden words are worth their name [CONDUCT]', () => {
    expect(policy.freeText.forbidden[language].length).toBeGreaterThanOrEqual(20);
    expect(policy.freeText.forbidden[language].length).toBeLessThanOrEqual(40);
  });
});

describe('us-reg-f', () => {
  const { policy } = packOf('us-reg-f');
  test.each(LANGUAGES)('each SMS and e-mail in %s ends with how to opt out [CONSENT]', (language) => {
    const sentence = policy.templates['opt-out']!.texts[language].body;
    const ladders = [...Object.values(policy.stages).map(({ ladder }) => ladder), policy.fraud.ladder].flat();
    const electronic = ladders.filter(({ channel }) => channel === 'sms' || channel === 'email');
    expect(electronic.length).toBeGreaterThan(5);
    for (const { template } of electronic) {
      expect(says(policy, language, template).text.endsWith(sentence)).toBe(true);
    }
    expect(sentence).toContain('STOP');
  });
  test('the notice says how to dispute, by when, and what happens then [NOTICE]', () => {
    const { text } = says(policy, 'en', 'notice-of-debt');
    expect(text).toContain('Call or write to us by 2026-04-17 to dispute');
    expect(text).toContain('we must stop collection on any amount you dispute');
    expect(text).toContain('name and address of the original creditor');
  });
});
