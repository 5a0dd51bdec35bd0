import type { Hold, HoldKind } from './accountSoFar';
import { isOld, type Situation } from './contact';
import type { Body } from './entry';
import { isWithinTerms } from './lawfulTime';
import type { Rule } from './rules';

const RULE_OF = {
  dispute: 'DISPUTE',
  fraud: 'FRAUD',
  promise: 'PROMISE',
  arrangement: 'ARRANGEMENT',
  vulnerability: 'VULNERABLE',
  hardship: 'HARDSHIP',
  complaint: 'COMPLAINT',
  bankruptcy: 'BANKRUPTCY',
  death: 'DEATH',
} as const satisfies Record<HoldKind, Rule>;

/** These are about one debt and stop its collection; all others are about the person and stop every word. */
const OF_THE_DEBT: readonly HoldKind[] = ['dispute', 'fraud', 'promise', 'arrangement'];
const isOfTheDebt = ({ kind }: Hold): boolean => OF_THE_DEBT.includes(kind);

const BEGINS: { readonly [Type in Body['type']]?: Rule } = {
  DisputeRaised: 'DISPUTE',
  FraudClaimed: 'FRAUD',
  PromiseMade: 'PROMISE',
  ArrangementAgreed: 'ARRANGEMENT',
};
/** Each hold is one question: was it heeded until it ended? */
export const ruleOfHoldIn = (body: Body): Rule | undefined =>
  body.type === 'HoldPlaced' ? RULE_OF[body.kind] : BEGINS[body.type];

/** Every hold that a contact disregards. */
export function disregarded(situation: Situation): readonly Readonly<{ rule: Rule; says: string }>[] {
  const { contact, account, others } = situation;
  const found = account.holds.flatMap((hold) => {
    const says = objectionOf(hold, situation);
    return says === undefined ? [] : [{ rule: RULE_OF[hold.kind], says: `${says} (${hold.ref})` }];
  });
  if (contact.purpose === 'fraudStatement' && !account.holds.some(({ kind }) => kind === 'fraud')) {
    found.push({ rule: 'FRAUD', says: 'the statement was asked for while no claim was open' });
  }
  for (const other of others) {
    const unheard = other.holds.find(
      (hold) => !isOfTheDebt(hold) && isOld(hold.since, contact.at) && !account.heard.has(`hold ${hold.ref}`),
    );
    if (!unheard) continue;
    const says = `account ${other.id} heard of the hold ${unheard.ref} (${unheard.kind}), this one did not`;
    found.push({ rule: RULE_OF[unheard.kind], says });
  }
  return found;
}

function objectionOf(hold: Hold, situation: Situation): string | undefined {
  const { kind, terms } = hold;
  const { channel, purpose, isByHand } = situation.contact;
  if (isOfTheDebt(hold))
    return purpose === 'collection' ? `contacted for collection during a hold: ${kind}` : undefined;
  if (kind !== 'vulnerability' || terms === null) return `contacted during a hold: ${kind}`;
  if (!terms.channels.includes(channel)) return `contacted by ${channel}, which a supervisor has not allowed`;
  const time = isByHand ? 'notAsked' : isWithinTerms(situation, [terms.hours]);
  return typeof time === 'string' ? undefined : time.says;
}
