import type { Policy } from '../../domain/policy';
import { OPT_OUT } from '../../domain/render';
import { rungsOf } from './ladders';
import type { PackRule, Refuse } from './refuse';
import { textsOf } from './templates';
import { withoutWords, wordsIn } from './texts';

/** CONDUCT: what a collector writes is set into one template, once in each language. */
export const freeTextHasItsPlace: PackRule = (policy, refuse) => {
  for (const { template, body, path } of textsOf(policy)) {
    const times = wordsIn(body).filter((word) => word === 'freeText').length;
    if (template !== policy.freeText.template && times > 0)
      refuse([...path, 'body'], `only ${policy.freeText.template} has a place for {freeText}`);
    if (template === policy.freeText.template && times !== 1)
      refuse([...path, 'body'], 'must have one place for {freeText}');
  }
};

/** NOTICE: only the notice of the debt has a day by which it can be disputed. */
export const disputeDayHasItsPlace: PackRule = (policy, refuse) => {
  for (const { template, body, path } of textsOf(policy)) {
    if (template !== policy.notice?.template && wordsIn(body).includes('disputeBy'))
      refuse([...path, 'body'], 'only the notice of the debt can name {disputeBy}');
  }
};

/** CONSENT: where the pack offers to opt out, each text that may be sent says how; who prefers it gets a call in writing. */
export const optOutIsSaid: PackRule = (policy, refuse) => {
  const electronic = rungsOf(policy).filter(({ rung }) => rung.channel !== 'letter');
  const saysIt = new Set([...electronic.map(({ rung }) => rung.template), policy.freeText.template]);
  for (const { template, body, path } of textsOf(policy)) {
    const has = wordsIn(body).includes('optOut');
    if (template === OPT_OUT && /[{}]/.test(body))
      refuse([...path, 'body'], 'is set into other texts: it cannot ask for a word');
    else if (has && !Object.hasOwn(policy.templates, OPT_OUT))
      refuse([...path, 'body'], `asks for {optOut}, and there is no template ${OPT_OUT}`);
    else if (!has && policy.optOutIsOffered && saysIt.has(template))
      refuse([...path, 'body'], 'does not say how to opt out: {optOut} is missing');
  }
};

/** Whoever hears one of these knows of the debt. */
const NAMES_THE_DEBT =
  /欠|债|債|逾期|还款|還款|繳款|催收|账款|帳款|贷款|貸款|余额|餘額|信用卡|\b(debts?|debtor|owes?|owed|overdue|arrears|repay|repayment|loan|credit card|balance|collect(ion|or)?)\b/i;
const ABOUT_THE_DEBT = ['accountId', 'balance', 'principal', 'interest', 'fees', 'dueOn', 'daysPastDue', 'disputeBy'];

/**
 * A third party learns of no debt [THIRD-PARTY], nor does who has not proved to be the debtor [IDENTITY]; who denies having
 * applied is asked for no money [FRAUD].
 */
export const debtIsNotNamed: PackRule = (policy, refuse) => {
  mayAskFor(policy, policy.thirdParty.template, ['name'], refuse);
  mayAskFor(policy, policy.identity.template, ['name', 'bank'], refuse);
  for (const template of new Set(policy.fraud.ladder.flatMap(({ template, script }) => [template, script ?? template])))
    mayAskFor(policy, template, ['name', 'bank', 'optOut'], refuse);

  const silent = [policy.thirdParty.template, policy.identity.template];
  for (const { template, subject, body, path } of textsOf(policy)) {
    if (!silent.includes(template)) continue;
    const named = NAMES_THE_DEBT.exec(`${subject} ${withoutWords(body)}`)?.[0];
    if (named !== undefined) refuse(path, `names the debt: ${named}`);
  }
};

function mayAskFor(policy: Policy, template: string, allowed: readonly string[], refuse: Refuse): void {
  for (const text of textsOf(policy).filter((one) => one.template === template)) {
    const other = wordsIn(text.body).find((word) => !allowed.includes(word));
    if (other === undefined) continue;
    const reason = ABOUT_THE_DEBT.includes(other) ? 'names the debt' : 'has no place here';
    refuse([...text.path, 'body'], `asks for {${other}}, which ${reason}`);
  }
}

/** CONDUCT: one way to write each word, so that none stands twice. */
export const forbiddenWordsAreFolded: PackRule = ({ freeText }, refuse) => {
  for (const [language, words] of Object.entries(freeText.forbidden)) {
    words.forEach((word, i) => {
      const path = ['freeText', 'forbidden', language, i];
      const folded = word.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
      if (word !== folded) refuse(path, `must be written ${folded}`);
      else if (words.indexOf(word) !== i) refuse(path, `${word} stands twice`);
    });
  }
};
