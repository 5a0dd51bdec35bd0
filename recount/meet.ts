import type { AccountSoFar } from './accountSoFar';
import type { Contact, Situation } from './contact';
import type { DebtorSoFar } from './debtorSoFar';
import { evidenceOf } from './evidence';
import { amount, letterClosed, letterMin, letterThird, notice } from './figures';
import type { Made } from './frequency';
import { disregarded } from './holds';
import { holiday, hours } from './lawfulTime';
import { conduct, consent, identity, template, thirdParty } from './permission';
import type { Rule, Verdict } from './rules';
import { hold, note } from './tally';

const JUDGES: readonly (readonly [Rule, (situation: Situation) => Verdict])[] = [
  ['HOURS', hours],
  ['HOLIDAY', holiday],
  ['CONSENT', consent],
  ['THIRD-PARTY', thirdParty],
  ['IDENTITY', identity],
  ['AMOUNT', amount],
  ['TEMPLATE', template],
  ['CONDUCT', conduct],
  ['NOTICE', notice],
  ['LETTER-MIN', letterMin],
  ['LETTER-THIRD', letterThird],
  ['LETTER-CLOSED', letterClosed],
];

/** Holds a contact against every rule, as things stood when it was decided; how often there were any is counted in the end. */
export function meet(debtor: DebtorSoFar, contact: Contact, account: AccountSoFar, policyHash: string): void {
  const { tally, packOf, accounts, made, byId, letters } = debtor;
  const pack = packOf(policyHash);
  hold(tally, 'RECORD', contact, evidenceOf(contact, policyHash, account));
  if (byId.has(contact.id)) note(tally, 'RECORD', contact, `${contact.id} was reserved before`);
  const isCounted = !contact.isByHand;
  const own: Made = {
    ...contact,
    zone: account.zone,
    pack,
    isInbound: false,
    isCounted,
    result: null,
    isUnderWay: true,
  };
  made.push(own);
  byId.set(contact.id, own);
  if (contact.channel === 'letter') letters.push(contact);
  if (!pack) return note(tally, 'RECORD', contact, `the pack ${policyHash} is not kept`);
  const others = [...accounts.values()].filter((other) => other !== account);
  const situation = { contact, account, pack, others };
  for (const [rule, judge] of JUDGES) hold(tally, rule, contact, judge(situation));
  for (const { rule, says } of disregarded(situation)) note(tally, rule, contact, says);
}
