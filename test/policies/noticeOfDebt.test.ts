import { LANGUAGES } from '../../domain/policy';
import { render } from '../../domain/render';
import { disputeEnd } from '../../domain/stages/notice';
import type { Day } from '../../domain/time';
import { replay } from '../../domain/turn';
import { opened, taipei } from '../domain/accounts';
import { packOf } from '../domain/policies';
import { edited, refusal, refusalOf } from './editedPack';

const { policy } = packOf('us-reg-f');
const account = replay([opened({ currency: 'USD', balance: { fees: 1_000n, interest: 2_000n, principal: 300_000n } })]);

test.each(LANGUAGES)(
  'the notice of the debt says in %s how it is made up and until when it can be disputed [NOTICE]',
  (language) => {
    const wording = {
      template: 'notice-of-debt',
      name: 'Lin',
      balanceMinor: 303_000n,
      freeText: null,
      now: taipei('2026-03-11 10:00'),
    };
    const { text } = render(policy, { ...account, language }, wording);
    for (const part of [account.id, '3,030.00 USD', '3,000.00 USD', '20.00 USD', '10.00 USD', '2026-04-17']) {
      expect(text).toContain(part);
    }
  },
);

test.each([
  ['sent on a Wednesday', '2026-03-11', '2026-04-17'],
  ['sent on a Saturday', '2026-03-14', '2026-04-19'],
  ['a holiday in between: Memorial Day is no day of receipt', '2026-05-21', '2026-06-28'],
] as const)(
  'thirty days from the assumed receipt, five days after sending without weekends and holidays: %s [NOTICE]',
  (_, sentOn, by) => {
    expect(disputeEnd(policy, sentOn as Day)).toBe(by);
  },
);

test('no other text can name a day by which to dispute [NOTICE]', () => {
  const path = ['templates', 'reminder', 'texts', 'en', 'body'];
  const yaml = edited('us-reg-f', [path, 'Dear {name}, {balance}, {bank}: dispute by {disputeBy}. {optOut}']);
  expect(refusalOf(yaml, 'us-reg-f')).toBe(
    refusal('us-reg-f', 'only the notice of the debt can name {disputeBy}', 'templates.reminder.texts.en.body'),
  );
});
