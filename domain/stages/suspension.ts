import { isSuspended, type Account, type Hold } from '../account';
import type { EscalationKind, EventOf } from '../events';
import type { Policy } from '../policy';
import { forbids, HOLD_KINDS, ruleOfHold } from '../rules/holds';
import type { RuleId } from '../rules/ruleId';
import { NOTICE_RUNG } from '../rungs';
import { waitForNews, type Step } from '../step';
import { addDays, earlier, startOfDay, type Instant } from '../time';
import { awaitAgreement, daysAfter } from './agreements';
import { fraudStatement } from './fraudStatement';
import { escalation, isKnown } from './help';
import { givenNotice } from './notice';

/** While collection is suspended: ask for the statement of a fraud claim, watch what was agreed, else wait for people. */
export function suspension(account: Account, policy: Policy, now: Instant): Step | undefined {
  if (!isSuspended(account)) return undefined;
  const blocking = HOLD_KINDS.find((kind) => forbids(account, kind, 'fraudStatement'));
  // What a workflow waits for is seen by everybody who runs the service: why this person is left alone is not their business.
  if (blocking) return waitForNews('a person to end what suspends collection');
  if (account.fraud) return fraudStatement(account, policy, account.fraud, now);
  if (account.holds.some(({ kind }) => kind === 'dispute')) return waitForNews('the dispute to be resolved [DISPUTE]');
  return awaitAgreement(account, policy, now);
}

/** A day by which a person has to have acted, and what is said when it has passed. */
type Deadline = Readonly<{ kind: EscalationKind; id: string; ref: string; rule: RuleId; at: Instant }>;

/** A late answer is escalated to a person, whatever else goes on: the first one that is due and was not raised yet. */
export function dueEscalation(account: Account, policy: Policy, now: Instant): EventOf<'Escalated'> | undefined {
  const due = deadlines(account, policy).find(({ at }) => at <= now);
  return due && escalation(due.kind, due.id, due.rule, now, due.ref);
}

/** The next moment at which a person would have to be called, if nothing happens before. */
export function nextDeadline(account: Account, policy: Policy): Instant | null {
  return deadlines(account, policy).reduce<Instant | null>((first, { at }) => (first ? earlier(first, at) : at), null);
}

function deadlines(account: Account, policy: Policy): readonly Deadline[] {
  return account.holds
    .flatMap((hold) => [...ofFraud(account, policy, hold), ...ofReview(account, hold)])
    .concat(ofNotice(account, policy))
    .filter(({ kind, id }) => !isKnown(account, kind, id));
}

/** FRAUD: the statement in so many days from the claim, the bank's decision in so many from the statement. */
function ofFraud(account: Account, policy: Policy, { kind, since, ref }: Hold): readonly Deadline[] {
  if (kind !== 'fraud' || !account.fraud) return [];
  const { statementWithinDays, decidedWithinDays } = policy.fraud;
  const { statementAt } = account.fraud;
  const common = { id: ref, ref, rule: 'FRAUD' } as const;
  if (statementAt === null)
    return [{ ...common, kind: 'fraudStatementIsLate', at: daysAfter(account, since, statementWithinDays) }];
  return [{ ...common, kind: 'fraudDecisionIsLate', at: daysAfter(account, statementAt, decidedWithinDays) }];
}

/** NOTICE: so many days after the first talk, where the debtor spoke to us before the notice could be given. */
function ofNotice(account: Account, policy: Policy): readonly Deadline[] {
  if (!policy.notice || account.spokenAt === null || givenNotice(account)) return [];
  const at = daysAfter(account, account.spokenAt, policy.notice.withinDays);
  return [{ kind: 'noticeCannotBeGiven', id: NOTICE_RUNG, ref: NOTICE_RUNG, rule: 'NOTICE', at }];
}

/** The review of a hold, the answer to a complaint, and the terms that only a supervisor can set. */
function ofReview(account: Account, { kind, ref, since, reviewOn, terms }: Hold): readonly Deadline[] {
  const rule = ruleOfHold(kind);
  const missing: Deadline[] =
    kind === 'vulnerability' && terms === null ? [{ kind: 'termsAreMissing', id: ref, ref, rule, at: since }] : [];
  if (reviewOn === null) return missing;
  const at = startOfDay(addDays(reviewOn, 1), account.timeZone);
  const late = kind === 'complaint' ? 'complaintIsLate' : 'reviewIsDue';
  return [...missing, { kind: late, id: `${ref}:${reviewOn}`, ref, rule, at }];
}
