import { suspends, type Account, type HoldKind } from '../account';
import type { Purpose } from '../events';
import type { Channel } from '../policy';
import type { RuleId } from './ruleId';

/** Which rule each kind of hold stands for. */
const RULE_OF: Readonly<Record<HoldKind, RuleId>> = {
  death: 'DEATH',
  bankruptcy: 'BANKRUPTCY',
  vulnerability: 'VULNERABLE',
  complaint: 'COMPLAINT',
  hardship: 'HARDSHIP',
  fraud: 'FRAUD',
  dispute: 'DISPUTE',
  arrangement: 'ARRANGEMENT',
  promise: 'PROMISE',
};
/** The weightiest first. */
export const HOLD_KINDS = Object.keys(RULE_OF) as readonly HoldKind[];

/** Who denies the debt is still asked for the statement that proves it; a claim and a dispute stop collection only [FRAUD]. */
const STATEMENT_MAY_BE_ASKED: readonly HoldKind[] = ['fraud', 'dispute', 'promise', 'arrangement'];

export const forbids = (account: Account, kind: HoldKind, purpose: Purpose): boolean =>
  account.holds.some((hold) => hold.kind === kind && suspends(hold)) &&
  !(purpose === 'fraudStatement' && STATEMENT_MAY_BE_ASKED.includes(kind));

/** The rule of the weightiest hold that forbids a contact of this purpose; a statement is asked for only until it is there. */
export function heldBy(account: Account, purpose: Purpose): RuleId | undefined {
  const kind = HOLD_KINDS.find((candidate) => forbids(account, candidate, purpose));
  if (kind) return RULE_OF[kind];
  return purpose === 'fraudStatement' && account.fraud?.statementAt !== null ? 'FRAUD' : undefined;
}

/** VULNERABLE: only in the manner that a supervisor has set. */
export const termsForbid = (account: Account, channel: Channel): boolean =>
  account.holds.some(({ terms }) => terms !== null && !terms.channels.includes(channel));

export const ruleOfHold = (kind: HoldKind): RuleId => RULE_OF[kind];
