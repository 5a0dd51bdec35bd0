import type { Account } from './account';
import { daysPastDue } from './bucket';
import { formatMoney, type Minor } from './money';
import type { Language, Template } from './policy';
import type { Instant } from './time';

export type Rendered = Readonly<{ language: Language; subject: string; text: string }>;

/** What a template may ask for in braces. */
export const WORDS = ['name', 'balance', 'dueOn', 'daysPastDue'] as const;

/** AMOUNT: a message names the balance of the moment in which it is reserved, and nothing else that could be wrong later. */
export function render(
  template: Template,
  account: Account,
  name: string,
  balanceMinor: Minor,
  now: Instant,
): Rendered {
  const { subject, body } = template.texts[account.language];
  const words: Readonly<Record<(typeof WORDS)[number], string>> = {
    name,
    balance: formatMoney(balanceMinor, account.currency),
    dueOn: account.dueOn,
    daysPastDue: String(Math.max(0, daysPastDue(account, now))),
  };
  const text = body.replace(/\{(\w+)\}/g, (_, word: string) => {
    if (!Object.hasOwn(words, word)) throw new Error(`A template asks for {${word}}, which no message has`);
    return words[word as keyof typeof words];
  });
  return { language: account.language, subject, text };
}
