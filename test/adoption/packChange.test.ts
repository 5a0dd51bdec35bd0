import { whyLeftOut } from '../../domain/adoption/leftOut';
import { comparePacks } from '../../domain/adoption/packChange';
import type { Policy } from '../../domain/policy';
import { small } from '../domain/policies';

const text = small.templates['text']!;
const withTexts = (templates: Policy['templates']): Policy => ({
  ...small,
  templates: { ...small.templates, ...templates },
});
const reworded = { ...text.texts, en: { ...text.texts.en, body: 'Please pay {balance}' } };

test('texts that change are told with both versions, and so is one that changed without a new version [TEMPLATE]', () => {
  const changes = (policy: Policy) => comparePacks(small, policy).templates;
  expect(changes(small)).toEqual([]);
  expect(changes(withTexts({ text: { ...text, version: 2, texts: reworded } }))).toEqual([
    { template: 'text', from: 1, to: 2, isReworded: true },
  ]);
  expect(changes(withTexts({ text: { ...text, texts: reworded } }))).toEqual([
    { template: 'text', from: 1, to: 1, isReworded: true },
  ]);
  expect(changes(withTexts({ added: text }))).toEqual([{ template: 'added', from: null, to: 1, isReworded: false }]);
  expect(comparePacks(withTexts({ added: text }), small).templates).toMatchObject([{ template: 'added', to: null }]);
});

test('rungs that vanish and rungs that come are told by stage and name', () => {
  const { reminder } = small.stages;
  const ladder = [...reminder.ladder.slice(1), { ...reminder.ladder[0]!, name: 'another-sms' }];
  const other = { ...small, stages: { ...small.stages, reminder: { ...reminder, ladder } } };
  expect(comparePacks(small, other)).toEqual({
    templates: [],
    rungsGone: ['reminder/sms'],
    rungsNew: ['reminder/another-sms'],
  });
});

test('an account of another jurisdiction, currency or product keeps its pack, with the reason', () => {
  const follower = { product: 'credit-card', currency: 'TWD', jurisdiction: 'TW' } as const;
  const cardsOnly: Policy = { ...small, appliesTo: { ...small.appliesTo, products: ['credit-card'] } };
  expect(whyLeftOut(follower, cardsOnly)).toBeUndefined();
  expect(whyLeftOut({ ...follower, product: 'instalment-loan' }, cardsOnly)).toBe(
    'the pack is for credit-card, not instalment-loan',
  );
  expect(whyLeftOut({ ...follower, currency: 'CNY' }, small)).toBe('the pack is for TWD, not CNY');
  expect(whyLeftOut({ ...follower, jurisdiction: 'CN' }, small)).toBe('the pack is for TW, not CN');
});
