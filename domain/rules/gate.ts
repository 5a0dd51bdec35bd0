import type { ContactPoint, Proof } from '../events';
import { totalOf } from '../money';
import { later, type Instant } from '../time';
import { contactPointFor, isThirdParty, pointsFor } from './contactPoints';
import { countsOf, frequency } from './frequency';
import { forbids, HOLD_KINDS, ruleOfHold, termsForbid } from './holds';
import type { RuleId } from './ruleId';
import { forbiddenIf, type Asked, type Question, type Ruling } from './ruling';
import { isApproved, scriptFor } from './script';
import { isOpen, nextLawfulWindow, ruleOfSilence } from './windows';

export type Verdict =
  | Readonly<{ allowed: true; contactPoint: ContactPoint; script: string; notAfter: Instant; proof: Proof }>
  | Readonly<{ allowed: false; rule: RuleId; until: Instant | null; proof: Proof }>;

type Rule = Readonly<{ id: RuleId; ask: (question: Question) => Ruling }>;

/** Asked in this order; the first that refuses gives the reason. */
const RULES: readonly Rule[] = [
  ...HOLD_KINDS.map((kind) => ({
    id: ruleOfHold(kind),
    ask: ({ account, intent }: Question) => forbiddenIf(forbids(account, kind, intent.purpose)),
  })),
  { id: 'AMOUNT', ask: ({ account }) => forbiddenIf(account.closed !== null || totalOf(account.balance) === 0n) },
  { id: 'CONSENT', ask: ({ account, channel }) => forbiddenIf(account.optedOut.includes(channel)) },
  { id: 'VULNERABLE', ask: ({ account, channel }) => forbiddenIf(termsForbid(account, channel)) },
  { id: 'REACHABLE', ask: ({ account, channel }) => forbiddenIf(pointsFor(account, channel).length === 0) },
  { id: 'THIRD-PARTY', ask: mayAnswer },
  { id: 'LETTER-MIN', ask: letterMin },
  {
    id: 'TEMPLATE',
    ask: ({ account, policy, script, now }) => forbiddenIf(!isApproved(policy.templates[script], account, now)),
  },
  { id: 'HOLIDAY', ask: silence('HOLIDAY') },
  { id: 'HOURS', ask: silence('HOURS') },
  { id: 'CONSENT', ask: silence('CONSENT') },
  { id: 'VULNERABLE', ask: silence('VULNERABLE') },
  { id: 'FREQUENCY', ask: frequency },
];

/**
 * May this contact be made in this moment? If not: not before which moment, or not at all, and which rule says so. Pure; asked
 * when a contact is decided, and again under the lock on the debtor in the transaction that reserves it.
 */
export function gate(asked: Asked): Verdict {
  const { account, policy, intent, channel, seen, now } = asked;
  const contactPoint = contactPointFor(account, policy, channel);
  const script = scriptFor(account, policy, intent, channel, contactPoint);
  const window = nextLawfulWindow(account, policy, now);
  const question = { account, policy, intent, channel, seen, now, contactPoint, script, window };
  const refusal = firstRefusal(question);
  const proof = proofOf(question, refusal);
  if (refusal) return { allowed: false, rule: refusal.rule, until: untilAllowed(question, refusal.ruling), proof };
  return { allowed: true, contactPoint: contactPoint!, script, notAfter: proof.window!.closesAt, proof };
}

type Refusal = Readonly<{ rule: RuleId; ruling: Exclude<Ruling, 'allowed'>; position: number }>;

function firstRefusal(question: Question): Refusal | undefined {
  for (const [position, { id, ask }] of RULES.entries()) {
    const ruling = ask(question);
    if (ruling !== 'allowed') return { rule: id, ruling, position };
  }
  return undefined;
}

/** Each round one limit less stands in the way, so a few are enough; what is left over is asked again then. */
const ROUNDS_MAX = 8;

/** The moment at which every rule would allow it, as far as is known now; null where one forbids it. */
function untilAllowed(question: Question, ruling: Exclude<Ruling, 'allowed'>): Instant | null {
  if (ruling === 'forbidden') return null;
  let until = later(question.now, ruling.notBefore);
  for (let i = 0; i < ROUNDS_MAX; i++) {
    const window = nextLawfulWindow(question.account, question.policy, until);
    const again = firstRefusal({ ...question, now: until, window });
    if (!again || again.ruling === 'forbidden') return until;
    until = later(until, again.ruling.notBefore);
  }
  return until;
}

/** Between the windows every one of these rules is silent but the one that closed them; no step leads where none will open. */
function silence(rule: RuleId) {
  return ({ account, policy, now, window }: Question): Ruling => {
    if (isOpen(window, now)) return 'allowed';
    if (ruleOfSilence(account, policy, now) !== rule) return 'allowed';
    return typeof window === 'string' ? 'forbidden' : { notBefore: window.opensAt };
  };
}

/** THIRD-PARTY: nobody else is asked while the debtor can be reached, whichever of their accounts it was about. */
function mayAnswer({ contactPoint, seen }: Question): Ruling {
  if (!contactPoint) return 'forbidden';
  return forbiddenIf(isThirdParty(contactPoint) && seen.contacts.some(({ result }) => result === 'rightParty'));
}

/** LETTER-MIN: none for a small balance, unless somebody hands it over at a visit. */
function letterMin({ account, policy, intent, channel }: Question): Ruling {
  if (channel !== 'letter' || intent.byHand !== null) return 'allowed';
  return forbiddenIf(totalOf(account.balance) <= policy.letter.floorMinor);
}

/** What was asked where the rule in each position was the last. Some are asked twice: the last time counts, so that a refusal ends the list. */
const ASKED: readonly (readonly RuleId[])[] = RULES.map((_, last) => {
  const asked = RULES.slice(0, last + 1).map(({ id }) => id);
  return asked.filter((id, i) => asked.lastIndexOf(id) === i);
});

function proofOf(question: Question, refusal: Refusal | undefined): Proof {
  const { account, window } = question;
  return {
    asked: ASKED[refusal ? refusal.position : RULES.length - 1]!,
    timeZone: account.timeZone,
    window: typeof window === 'string' ? null : window,
    counts: countsOf(question),
  };
}
