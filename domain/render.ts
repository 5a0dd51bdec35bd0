import type { Account } from './account';
import { daysPastDue } from './bucket';
import { formatMoney, type Minor } from './money';
import type { Language, Policy } from './policy';
import { disputeEnd } from './stages/notice';
import { dayOf, type Instant } from './time';

export type Rendered = Readonly<{ language: Language; subject: string; text: string }>;

/**
 * What a template may ask for in braces. `optOut` is the pack's template `opt-out`, `freeText` what a collector wrote, `disputeBy`
 * the last day on which a notice that is sent today can be disputed.
 */
export const WORDS = [
  ...(['name', 'accountId', 'balance', 'principal', 'interest', 'fees', 'dueOn', 'daysPastDue'] as const),
  ...(['bank', 'optOut', 'freeText', 'disputeBy'] as const),
] as const;
export const OPT_OUT = 'opt-out';

/** Whom and what a message names; nothing that could be wrong later. */
export type Wording = Readonly<{
  template: string;
  name: string;
  balanceMinor: Minor;
  freeText: string | null;
  now: Instant;
}>;

/** AMOUNT: a message names the balance of the moment in which it is reserved, in the language that the debtor prefers. */
export function render(policy: Policy, account: Account, wording: Wording): Rendered {
  const { language } = account;
  const template = policy.templates[wording.template];
  if (!template) throw new Error(`The pack ${policy.id} has no template ${wording.template}`);
  const { subject, body } = template.texts[language];
  const money = (amountMinor: Minor): string => formatMoney(amountMinor, account.currency);
  const words: Readonly<Record<(typeof WORDS)[number], string>> = {
    name: wording.name,
    accountId: account.id,
    balance: money(wording.balanceMinor),
    principal: money(account.balance.principal),
    interest: money(account.balance.interest),
    fees: money(account.balance.fees),
    dueOn: account.dueOn,
    daysPastDue: String(Math.max(0, daysPastDue(account, wording.now))),
    bank: policy.letter.sender[0] ?? '',
    optOut: policy.templates[OPT_OUT]?.texts[language].body ?? '',
    freeText: wording.freeText ?? '',
    // Asked only where it is named: the calendar need not reach so far for any other text.
    disputeBy: (body.includes('{disputeBy}') && disputeEnd(policy, dayOf(wording.now, account.timeZone))) || '',
  };
  const text = body.replace(/\{(\w+)\}/g, (_, word: string) => {
    if (!Object.hasOwn(words, word)) throw new Error(`A template asks for {${word}}, which no message has`);
    return words[word as keyof typeof words];
  });
  return { language, subject, text };
}
